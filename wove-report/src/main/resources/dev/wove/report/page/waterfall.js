// One row per task, drawn only where it is in sight.

const ROW = 24;
const SPARE_ROWS = 6;
const MARGIN = 12; // so that the last bar is seen

const waterfall = { rows: [], place: new Map(), folded: new Set(), filter: FILTERS[0], sort: SORTS[0] };

function startWaterfall(run, before) {
  waterfall.run = run;
  const sorts = before ? [...SORTS, CHANGES] : SORTS;
  offer('filter', FILTERS, (chosen) => (waterfall.filter = chosen));
  offer('sort', sorts, (chosen) => (waterfall.sort = chosen));
  waterfall.sheet = make('div', { class: 'sheet', role: 'none' });
  byId('rows').append(waterfall.sheet);
  waterfall.redraw = soon(drawRows);
  byId('rows').addEventListener('scroll', waterfall.redraw);
  byId('rows').addEventListener('keydown', waterfallKey);
  byId('rows').addEventListener('click', rowClicked);
  byId('rows').addEventListener('wheel', wheelOverRows, { passive: false });
  new ResizeObserver(waterfall.redraw).observe(byId('rows'));
  span.listeners.push(waterfall.redraw);
  selection.listeners.push(rowSelected);
  orderRows();
}

function offer(id, choices, choose) {
  const select = byId(id);
  select.append(...choices.map(([value, label]) => make('option', { value }, label)));
  select.addEventListener('change', () => {
    choose(choices.find(([value]) => value === select.value));
    orderRows();
    byId('rows').scrollTop = 0;
    if (selection.task) showRow(selection.task);
  });
}

function orderRows() {
  waterfall.rows = rowsOf(waterfall.run, waterfall.filter[2], waterfall.sort[2], waterfall.folded);
  waterfall.place = new Map(waterfall.rows.map((task, i) => [task.index, i]));
  waterfall.sheet.style.height = `${waterfall.rows.length * ROW + 8}px`;
  const { run } = waterfall;
  const all = run.tasks.length + (run.left ? run.left.count : 0);
  byId('rows-count').textContent = waterfall.rows.length === all ? '' : `${count(waterfall.rows.length)} of ${count(all)}`;
  drawLegend();
  drawRows();
}

function nameWidth() {
  return parseFloat(getComputedStyle(byId('rows')).getPropertyValue('--name')) || 200;
}

function laneWidth() {
  return Math.max(80, byId('rows').clientWidth - nameWidth() - MARGIN);
}

function drawRows() {
  const pane = byId('rows');
  const first = Math.max(0, Math.floor(pane.scrollTop / ROW) - SPARE_ROWS);
  const last = Math.min(waterfall.rows.length, Math.ceil((pane.scrollTop + pane.clientHeight) / ROW) + SPARE_ROWS);
  const width = laneWidth();
  const drawn = [];
  const names = nameWidth();
  for (let i = first; i < last; i++) drawn.push(drawRow(waterfall.rows[i], i, names, width));
  waterfall.sheet.replaceChildren(...drawn);
  const chosen = selection.task && waterfall.place.has(selection.task.index) && byId(rowId(selection.task));
  if (chosen) pane.setAttribute('aria-activedescendant', chosen.id);
  else pane.removeAttribute('aria-activedescendant');
}

function rowId(task) {
  return 'row-' + task.index;
}

function drawRow(task, i, names, width) {
  const flat = waterfall.filter !== FILTERS[0];
  const folds = task.children.length > 0 && !flat;
  const name = flat && task.level > 0 ? task.key : task.label;
  const room = names - 34 - (flat ? 0 : task.level * 14) - (task.items ? 8 + 7 * count(task.items.count).length : 0);
  return make(
    'div',
    {
      id: rowId(task),
      class: `row ${task.outcome}${task.critical ? ' critical' : ''}`,
      role: 'treeitem',
      'aria-level': flat ? 1 : task.level + 1,
      'aria-setsize': waterfall.rows.length,
      'aria-posinset': i + 1,
      'aria-selected': String(task === selection.task),
      'aria-expanded': folds ? String(!waterfall.folded.has(task.index)) : null,
      'aria-label': spoken(task),
      'data-index': task.index,
      top: `${i * ROW}px`,
    },
    make(
      'div',
      { class: 'name', title: task.key },
      flat ? null : make('span', { width: `${task.level * 14}px` }),
      make('span', { class: 'fold' }, folds ? (waterfall.folded.has(task.index) ? '\u25b8' : '\u25be') : ''),
      make('span', { class: 'text' }, fitting(name, room, task.critical ? '600 13px' : '13px')),
      task.items ? make('span', { class: 'quiet' }, ` \u00d7${count(task.items.count)}`) : null,
    ),
    make('div', { class: 'lane' }, ...bars(task, width)),
  );
}

function spoken(task) {
  if (task.outcome === 'skipped') return `${task.key}, skipped`;
  const took = `${task.key}, ${task.outcome}, took ${time(task.took)}, started at ${time(task.started)}`;
  return task.critical ? took + ', on the critical path' : took;
}

function bars(task, width) {
  const drawn = [];
  const bar = (from, to, kind, least) => {
    if (to < span.from || from > span.to) return null;
    const x0 = Math.max(-2, xOf(from, width));
    const x1 = Math.min(width + 2, xOf(to, width));
    const element = make('span', { class: 'piece ' + kind, left: `${x0.toFixed(1)}px`, width: `${Math.max(least, x1 - x0).toFixed(1)}px` });
    drawn.push(element);
    return element;
  };
  if (task.before && task.before.outcome !== 'skipped') bar(task.before.started, task.before.ended, 'ghost', 1);
  if (task.outcome === 'skipped') {
    bar(task.ended, task.ended, 'never', 7);
  } else {
    for (const wait of task.waits) bar(wait.from, wait.from + wait.nanos, 'wait ' + causeClass(wait.cause), 1);
    const around = task.children.length ? ' around' : '';
    for (const { from, to, failed } of piecesOf(task)) bar(from, to, (failed ? 'run attempt' : 'run') + around, 2);
  }
  const start = xOf(Math.min(task.started, ...task.waits.map((wait) => wait.from)), width);
  const end = xOf(task.ended, width);
  if (end >= 0 && start <= width) drawn.push(label(labelOf(task), start, end, width));
  return drawn;
}

/** Stands after the bars, or before them, or, where neither side has room, on them. */
function label(text, start, end, width) {
  const room = widthOf(text, '11px') + 10;
  if (end + room < width + MARGIN) return make('span', { class: 'length', left: `${(end + 6).toFixed(1)}px` }, text);
  if (start > room) return make('span', { class: 'length before', left: `${(start - 6).toFixed(1)}px` }, text);
  return make('span', { class: 'length on', left: `${(width - 4).toFixed(1)}px` }, text);
}

function labelOf(task) {
  if (task.outcome === 'skipped') return 'skipped';
  const now = time(task.took) + (task.outcome === 'succeeded' ? '' : ' ' + task.outcome);
  return task.before && Math.abs(change(task)) > task.before.took / 100 ? `${now} (${difference(change(task))})` : now;
}

function causeClass(cause) {
  return 'cause-' + (waterfall.run.causes[cause] || 'other').replace(/[^a-z]+/gi, '-').toLowerCase();
}

/** Of what the rows show, and of nothing else. */
function drawLegend() {
  const { rows, run } = waterfall;
  const entry = (kind, label, shown) => shown && make('li', {}, make('i', { class: kind }), label);
  const some = (shows) => rows.some(shows);
  const ended = (outcome) => some((task) => task.outcome === outcome);
  const ran = (task) => task.outcome === 'succeeded';
  const waits = run.causes.map((cause, i) => entry('wait ' + causeClass(i), cause, some((task) => task.waits.some((wait) => wait.cause === i))));
  const entries = [
    entry('run critical', 'critical path', some((task) => task.critical && ran(task))),
    entry('run', some((task) => task.critical) ? 'other' : 'ran', some((task) => !task.critical && ran(task))),
    entry('run failed', 'failed', ended('failed')),
    entry('run attempt', 'failed attempt', some((task) => task.attempts.some((_, i) => isFailedAttempt(task, i)))),
    entry('run cancelled', 'cancelled', ended('cancelled')),
    entry('never', 'skipped', ended('skipped')),
    entry('ghost', 'before', some((task) => task.before && task.before.outcome !== 'skipped')),
    ...waits,
  ].filter(Boolean);
  const first = entries.findIndex((each) => each.querySelector('.wait'));
  if (first >= 0) entries.splice(first, 0, make('li', { class: 'title' }, 'Waited for'));
  byId('legend').replaceChildren(...entries);
}

// The selection

function rowSelected(task) {
  if (task) showRow(task);
  drawRows();
}

/** Unfolds what is above the task, and scrolls as little as needed. */
function showRow(task) {
  if (!waterfall.place.has(task.index)) {
    for (let up = task; up.parent !== null; ) {
      up = waterfall.run.tasks[up.parent];
      waterfall.folded.delete(up.index);
    }
    if (!waterfall.filter[2](task)) {
      waterfall.filter = FILTERS[0];
      byId('filter').value = FILTERS[0][0];
    }
    orderRows();
  }
  const pane = byId('rows');
  const top = waterfall.place.get(task.index) * ROW;
  if (top < pane.scrollTop + ROW) pane.scrollTop = top - 2 * ROW;
  else if (top + 2 * ROW > pane.scrollTop + pane.clientHeight) pane.scrollTop = top - pane.clientHeight + 3 * ROW;
  if (task.ended < span.from || task.started > span.to) moveSpan((task.started + task.ended) / 2 - (span.from + span.to) / 2);
}

function rowClicked(event) {
  const row = event.target.closest('.row');
  if (!row) return;
  const task = waterfall.run.tasks[row.dataset.index];
  if (event.target.classList.contains('fold') && task.children.length) fold(task, !waterfall.folded.has(task.index));
  else selection.choose(task);
}

function fold(task, closed) {
  if (closed) waterfall.folded.add(task.index);
  else waterfall.folded.delete(task.index);
  orderRows();
}

function wheelOverRows(event) {
  const sideways = event.shiftKey ? event.deltaY : event.deltaX;
  if (event.ctrlKey || event.metaKey) {
    const x = event.clientX - byId('rows').getBoundingClientRect().left - nameWidth();
    zoomSpan(Math.exp(event.deltaY / 300), span.from + (x / laneWidth()) * (span.to - span.from));
  } else if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) {
    moveSpan((sideways / laneWidth()) * (span.to - span.from));
  } else {
    return;
  }
  event.preventDefault();
}

function waterfallKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { rows, place, folded } = waterfall;
  const here = selection.task && place.has(selection.task.index) ? place.get(selection.task.index) : -1;
  const page = Math.max(1, Math.floor(byId('rows').clientHeight / ROW) - 2);
  const go = (i) => rows.length && selection.choose(rows[Math.min(Math.max(0, i), rows.length - 1)]);
  const task = rows[here];
  const actions = {
    ArrowDown: () => go(here + 1),
    ArrowUp: () => go(here < 0 ? 0 : here - 1),
    PageDown: () => go(here + page),
    PageUp: () => go(here - page),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    ArrowRight: () => {
      if (!task || !task.children.length) return;
      if (folded.has(task.index)) fold(task, false);
      else go(here + 1);
    },
    ArrowLeft: () => {
      if (!task) return;
      if (task.children.length && !folded.has(task.index)) fold(task, true);
      else if (task.parent !== null) selection.choose(waterfall.run.tasks[task.parent]);
    },
    Enter: () => task && byId('details').focus(),
    '+': () => zoomSpan(0.5, middleOf(task)),
    '=': () => zoomSpan(0.5, middleOf(task)),
    '-': () => zoomSpan(2, middleOf(task)),
    0: () => showSpan(0, span.whole),
  };
  const shifted = { ArrowRight: () => moveSpan((span.to - span.from) / 10), ArrowLeft: () => moveSpan((span.from - span.to) / 10) };
  const action = (event.shiftKey && shifted[event.key]) || actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

function middleOf(task) {
  return task ? (Math.max(task.started, span.from) + Math.min(task.ended, span.to)) / 2 : undefined;
}
