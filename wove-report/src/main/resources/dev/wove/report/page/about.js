// The run as a whole: the line at the top, the critical path below it, and what stands beside while no task is chosen.

const MOST_LISTED = 12;
const MOST_STEPS = 120;

function startHead(run, before) {
  byId('title').textContent = run.weave;
  const verdict = byId('verdict');
  verdict.append(make('b', { class: run.outcome }, `${run.outcome[0].toUpperCase()}${run.outcome.slice(1)} after ${time(run.nanos)}`));
  if (before) verdict.append(` \u2014 ${time(before.nanos)} before, ${difference(run.nanos - before.nanos)} (${changeInPercent(run.nanos, before.nanos)})`);
  const tasks = run.ran === run.count ? many(run.ran, 'task') : `${count(run.ran)} of ${many(run.count, 'task')}`;
  const atOnce = run.nanos > 0 ? `, ${run.work > 0 && run.work < run.nanos / 20 ? 'less than 0.1' : rounded(run.work / run.nanos, 1)} at a time` : '';
  verdict.append(`. ${tasks} ran, `, make('span', { title: WORKING }, `bodies worked ${time(run.work)}${atOnce}`), '.');
  if (run.left) verdict.after(make('p', { id: 'left-out', role: 'note' }, leftOut(run)));
  drawPath(run);
}

/** Which tasks the page does not show, and that they are in the figures all the same. */
function leftOut({ left, count: all }) {
  const bad = ['failed', 'cancelled', 'skipped'].filter((outcome) => left[outcome]).map((outcome) => `${count(left[outcome])} of them ${outcome}`);
  return make(
    'span',
    {},
    make('b', {}, `Shows ${count(all - left.count)} of ${many(all, 'task')}`),
    `: the critical path, what failed or was cancelled, and the longest. Left out: ${count(left.count)}, none longer than ${time(left.longest)}${bad.length ? ', ' + bad.join(', ') : ''}.`,
    ' Figures are those of all tasks.',
  );
}

function changeInPercent(now, before) {
  if (!before) return 'from nothing';
  const share = Math.round((100 * (now - before)) / before);
  return (share > 0 ? '+' : share < 0 ? '\u2212' : '') + Math.abs(share) + NARROW + '%';
}

/** The critical path as a band: each step as wide as its time, light where it waited. */
function drawPath(run) {
  const whole = Math.max(1, run.nanos);
  const steps = [];
  for (const step of run.steps) {
    const last = steps[steps.length - 1];
    if (last && run.steps.length > MOST_STEPS && step.to - last.from < whole / MOST_STEPS) {
      last.to = step.to;
      last.waited += step.waited;
      last.tasks += step.hidden || 1;
    } else {
      steps.push({ ...step, task: run.tasks[step.index] || null, tasks: step.hidden || 1 });
    }
  }
  byId('path').replaceChildren(
    ...steps.map(({ task, from, to, waited, tasks }) => {
      const share = (nanos) => `${((100 * nanos) / whole).toFixed(3)}%`;
      const label = !task ? `${many(tasks, 'task')} that ${tasks === 1 ? 'is' : 'are'} not shown` : tasks > 1 ? `${task.label} and ${many(tasks - 1, 'task')} after it` : task.label;
      const text = to - from > whole / 25 ? make('span', {}, label) : null;
      const choose = () => task && selection.choose(task);
      const step = make('button', { type: 'button', title: `${label}: ${time(to - from)}`, 'aria-label': label, onclick: choose }, text);
      const item = make('li', { width: share(to - from) }, step);
      if (waited > 0) step.prepend(make('i', { width: `${((100 * waited) / Math.max(1, to - from)).toFixed(2)}%` }));
      item.className = task ? task.outcome : 'hidden-steps';
      return item;
    }),
  );
  selection.listeners.push((chosen) => {
    [...byId('path').children].forEach((item, i) => item.classList.toggle('chosen', chosen !== null && steps[i].task === chosen));
  });
}

function aboutRun(run, before, gone) {
  const failed = run.tasks.filter((task) => task.outcome === 'failed');
  return [
    make('div', { class: 'bar' }, make('h2', {}, before ? 'What changed' : 'The run')),
    run.failure && failureOf(run.failure),
    ...(before ? changesOf(run, before, gone) : []),
    ...section('Failures', linksOf(run, failed.map((task) => task.index))),
    ...section('Waited, all tasks together', waitTable(run, run.waiting)),
    ...section('Critical path', pathTable(run)),
    ...section('Longest', longest(run)),
    startOf('Started ', run),
    before && startOf('Before: started ', before),
    ...section('Keys', keys()),
  ];
}

/** In virtual time, runs begin with 1970. */
function startOf(what, run) {
  return !run.at.startsWith('1970') && make('p', { class: 'quiet started' }, what, make('time', { datetime: run.at }, date(run.at)));
}

function pathTable(run) {
  if (!run.path.length) return null;
  const shown = run.path.length <= MOST_LISTED ? run.path : [...run.path].sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, MOST_LISTED);
  const rows = shown.map(({ index, from, to }) => [link(run, index), time(to - from), percent(to - from, run.nanos)]);
  const all = run.steps.reduce((sum, step) => sum + (step.hidden || 1), 0);
  const rest = all - shown.length;
  const waited = run.steps.reduce((sum, step) => sum + step.waited, 0);
  return make(
    'div',
    {},
    table(rows),
    rest > 0 && make('p', { class: 'quiet' }, `The longest of ${many(all, 'task')} on it.`),
    waited > 0 && make('p', { class: 'quiet' }, `${time(waited)} of it was waited.`),
    run.ideal < run.nanos * 0.99 && make('p', { class: 'quiet' }, `Had tasks waited for nothing but their inputs, the run would have taken ${time(run.ideal)}.`),
  );
}

function longest(run) {
  const tasks = run.tasks.filter((task) => task.took > 0).sort((a, b) => b.took - a.took).slice(0, MOST_LISTED);
  if (!tasks.length) return null;
  return table(tasks.map((task) => [link(run, task.index), time(task.took), task.slack === null || task.critical ? '' : `slack ${time(task.slack)}`]));
}

function changesOf(run, before, gone) {
  const changed = run.tasks.filter((task) => task.before && change(task) !== 0).sort(CHANGES[2]).slice(0, MOST_LISTED);
  const fresh = run.tasks.filter((task) => !task.before).map((task) => task.index);
  const otherwise = run.tasks.filter((task) => task.before && task.before.outcome !== task.outcome);
  return [
    table([['Time', time(run.nanos), time(before.nanos), difference(run.nanos - before.nanos)], ['Work', time(run.work), time(before.work), difference(run.work - before.work)]], ['', 'now', 'before', 'change']),
    ...section('Ended otherwise', otherwise.length ? table(otherwise.slice(0, MOST_LISTED).map((task) => [link(run, task.index), task.outcome, 'was ' + task.before.outcome])) : null),
    ...section('Changed most', changed.length ? table(changed.map((task) => [link(run, task.index), difference(change(task)), changeInPercent(task.took, task.before.took)])) : null),
    ...section('New', linksOf(run, fresh)),
    ...section('Gone', gone.length ? make('p', {}, shownNames(gone)) : null),
  ];
}

function shownNames(tasks) {
  const names = tasks.slice(0, MOST_LINKS).map((task) => task.key).join(', ');
  return tasks.length > MOST_LINKS ? `${names} and ${count(tasks.length - MOST_LINKS)} more` : names;
}

function keys() {
  const rows = [
    ['/', 'find a task'],
    ['\u2191 \u2193', 'choose a task'],
    ['\u2190 \u2192', 'fold; in the graph: inputs, dependents'],
    ['+ \u2212 0', 'zoom'],
    ['Shift \u2190 \u2192', 'move in time'],
    ['Enter', 'details; in the graph: open a group'],
    ['Esc', 'back to the run'],
  ];
  return make('dl', { class: 'keys' }, ...rows.flatMap(([key, what]) => [make('dt', {}, make('kbd', {}, key)), make('dd', {}, what)]));
}
