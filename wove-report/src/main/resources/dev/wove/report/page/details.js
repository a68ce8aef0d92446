// What is known of the chosen task.

const MOST_LINKS = 30;

function startDetails(run, before, gone) {
  const show = (task) => {
    const pane = byId('details');
    pane.replaceChildren(...(task ? detailsOf(run, task) : aboutRun(run, before, gone)).filter(Boolean));
    pane.scrollTop = 0;
  };
  selection.listeners.push(show);
  show(selection.task);
}

function detailsOf(run, task) {
  const inside = task.parent === null ? null : run.tasks[task.parent];
  return [
    make(
      'div',
      { class: 'bar' },
      make('h2', {}, task.name),
      make('span', { class: 'grow' }),
      make('button', { type: 'button', 'aria-label': 'Back to the whole run', onclick: () => selection.choose(null) }, '\u2715'),
    ),
    make('p', { class: 'tags' }, tag(task.outcome, task.outcome), tag(task.kind), task.items && tag('mapped'), task.critical && tag('critical path', 'critical')),
    inside && make('p', { class: 'quiet' }, inside.isWeave ? 'In the weave ' : 'Inside ', link(run, task.parent)),
    task.failure && (task.outcome === 'failed' ? failureOf(task.failure) : make('p', { class: 'because' }, 'Because of ', inWords(task.failure))),
    ...section('Time', timesOf(task), meaningOf(run, task)),
    ...waitsOf(run, task),
    ...attemptsOf(task),
    ...elsewhereOf(task),
    ...itemsOf(run, task),
    ...section('Inputs', linksOf(run, task.inputs, (input) => task.as.get(input)), notShown(task.hiddenInputs)),
    ...section('Dependents', linksOf(run, task.dependents, (next) => run.tasks[next].as.get(task.index)), notShown(task.hiddenDependents)),
    ...section('Inside', linksOf(run, task.children)),
    ...section('Options', task.options && make('p', {}, task.options)),
    ...section('Value', task.value !== null && make('pre', {}, task.value)),
  ];
}

function tag(text, kind) {
  return make('span', { class: 'tag ' + (kind || '') }, text);
}

function section(title, ...content) {
  const some = content.filter(Boolean);
  return some.length ? [make('h3', {}, title), ...some] : [];
}

/** Rows of cells; the first of each row is its header. */
function table(rows, head, kind) {
  const cells = (row, name) => row.map((cell, i) => make(i === 0 ? 'th' : name, i === 0 ? { scope: 'row' } : {}, cell));
  return make(
    'table',
    { class: kind },
    head && make('thead', {}, make('tr', {}, ...head.map((cell) => make('th', { scope: 'col' }, cell)))),
    make('tbody', {}, ...rows.map((row) => make('tr', {}, ...cells(row, 'td')))),
  );
}

function link(run, index) {
  const task = run.tasks[index];
  const kind = `link ${task.outcome}${task.critical ? ' critical' : ''}`;
  return make('button', { type: 'button', class: kind, title: task.key, onclick: () => selection.choose(task) }, shortened(task.label, 44));
}

function linksOf(run, indexes, remark) {
  if (!indexes.length) return null;
  const shown = indexes.slice(0, MOST_LINKS);
  const rest = indexes.length - shown.length;
  return make(
    'ul',
    { class: 'links' },
    ...shown.map((index) => make('li', {}, link(run, index), make('span', { class: 'quiet' }, (remark && remark(index)) || ''))),
    rest > 0 && make('li', { class: 'quiet' }, `and ${count(rest)} more`),
  );
}

function notShown(tasks) {
  return tasks > 0 && make('p', { class: 'quiet' }, `${many(tasks, 'task')} that ${tasks === 1 ? 'is' : 'are'} not shown`);
}

function failureOf(failure) {
  return make(
    'div',
    { class: 'failure' },
    make('p', {}, make('b', {}, failure.type), failure.message ? ': ' + failure.message : ''),
    failure.note && make('pre', {}, failure.note),
  );
}

function timesOf(task) {
  if (task.outcome === 'skipped') return table([['Ready', time(task.ready)], ['Skipped', 'at ' + time(task.ended)]]);
  const { before } = task;
  const rows = [
    task.declared > 0 && ['Declared', time(task.declared)],
    ['Ready', time(task.ready)],
    ['Started', time(task.started)],
    ['Ended', time(task.ended)],
    ['Waited', time(task.started - task.ready)],
    ['Took', make('b', {}, time(task.took))],
    task.worked !== task.took && ['Worked', time(task.worked)],
  ].filter(Boolean);
  if (!before) return table(rows);
  const earlier = { Ready: before.ready, Started: before.started, Ended: before.ended, Waited: before.started - before.ready, Took: before.took, Worked: before.worked };
  const now = { Ready: task.ready, Started: task.started, Ended: task.ended, Waited: task.started - task.ready, Took: task.took, Worked: task.worked };
  return table(
    rows.filter(([name]) => name in earlier).map(([name, cell]) => [name, cell, time(earlier[name]), difference(now[name] - earlier[name])]),
    ['', 'now', 'before', 'change'],
  );
}

function meaningOf(run, task) {
  if (task.outcome === 'skipped') return null;
  const sentences = [];
  if (task.critical) sentences.push('On the critical path: what it takes longer, the weave takes longer.');
  else if (task.slack !== null) sentences.push(`Slack ${time(task.slack)}: it could have ended that much later without delaying the weave.`);
  if (task.without !== null && task.took > 0) {
    const won = run.nanos - task.without;
    sentences.push(
      won > 0
        ? `If it took no time, the weave would take ${time(task.without)} (${difference(-won)}).`
        : 'If it took no time, the weave would take as long as it does.',
    );
  }
  return sentences.length ? make('p', {}, sentences.join(' ')) : null;
}

function waitsOf(run, task) {
  const rows = task.waits.slice(0, MOST_LINKS).map((wait) => {
    const on = typeof wait.on === 'number' ? link(run, wait.on) : wait.on || '';
    return [make('span', {}, swatch(wait.cause), run.causes[wait.cause], ' ', on), time(wait.nanos), 'at ' + time(wait.from)];
  });
  return [...section('Waited for', rows.length > 0 && table(rows)), ...section('Waits of its items', task.items && waitTable(run, task.waiting))];
}

function swatch(cause) {
  return make('i', { class: 'swatch ' + causeClass(cause) });
}

/** How long was waited, by cause. */
function waitTable(run, waiting) {
  if (!waiting.length) return null;
  const sum = waiting.reduce((all, [, , nanos]) => all + nanos, 0);
  const rows = waiting.map(([cause, times, nanos]) => [make('span', {}, swatch(cause), run.causes[cause]), count(times) + '\u00d7', time(nanos), percent(nanos, sum)]);
  return table(rows);
}

function attemptsOf(task) {
  if (task.attempts.length < 2) return [];
  const rows = task.attempts.map((attempt, i) => [String(i + 1), time(attempt.to - attempt.from), 'at ' + time(attempt.from), attempt.failure ? inWords(attempt.failure) : task.outcome]);
  const more = task.attemptCount - task.attempts.length;
  return section('Attempts', table(rows, null, 'texts'), more > 0 && make('p', { class: 'quiet' }, `and ${count(more)} more`));
}

/** How the last attempt went that ran on a worker. */
function elsewhereOf(task) {
  const { elsewhere } = task;
  if (!elsewhere) return [];
  const { worker, sent, began, worked, underWay } = elsewhere;
  const rows = [
    ['Environment', elsewhere.environment],
    worker !== undefined && ['Worker', worker],
    ['Run', elsewhere.run],
    sent !== undefined && ['Sent', 'at ' + time(sent)],
    began !== undefined && ['Began', 'at ' + time(began)],
    worked !== undefined && ['Worked there', time(worked)],
    underWay !== undefined && ['Under way', time(underWay)],
    elsewhere.resends > 0 && ['Sent again', count(elsewhere.resends) + '\u00d7'],
    ['Bytes', `${count(elsewhere.out)} there, ${count(elsewhere.in)} back`],
  ];
  return section('Elsewhere', table(rows.filter(Boolean)));
}

function itemsOf(run, task) {
  const { items } = task;
  if (!items) return [];
  const numbers = table([
    ['Items', count(items.count)],
    ['Fastest', time(items.min)],
    ['Median', time(items.median)],
    ['95 of 100', time(items.p95)],
    ['Slowest', time(items.max)],
    items.failed ? ['Failed', count(items.failed)] : null,
  ].filter(Boolean));
  return [
    ...section('Items', strip(items), numbers),
    ...section('Slowest items', items.slowest && items.slowest.length && table(items.slowest.map(([item, nanos]) => ['#' + item, time(nanos)]))),
    ...section('Failed items', items.failures && items.failures.length && table(items.failures.map(([item, failure]) => ['#' + item, inWords(run.failures[failure])]), null, 'texts')),
  ];
}

/** From the fastest to the slowest item, with the median and the 95th of a hundred marked. */
function strip(items) {
  const x = (nanos) => (items.max === items.min ? 50 : (100 * (nanos - items.min)) / (items.max - items.min));
  return make(
    'div',
    { class: 'strip', 'aria-hidden': 'true' },
    make('i', { class: 'most', left: '0', width: `${x(items.p95)}%` }),
    make('i', { class: 'at', left: `${x(items.median)}%` }),
    make('i', { class: 'at', left: `${x(items.p95)}%` }),
  );
}
