// The stretch of time that the waterfall shows, with the profile of the whole run above it.

const span = { from: 0, to: 1, whole: 1, listeners: [] };

function startSpan(run, before) {
  const last = (some) => some.tasks.reduce((most, task) => Math.max(most, task.ended), some.nanos);
  span.whole = Math.max(1, last(run), before ? last(before) : 0);
  span.to = span.whole;
  drawProfile(run);
  dragProfile();
  byId('zoom-in').addEventListener('click', () => zoomSpan(0.5));
  byId('zoom-out').addEventListener('click', () => zoomSpan(2));
  byId('zoom-all').addEventListener('click', () => showSpan(0, span.whole));
  span.listeners.push(drawAxis);
  new ResizeObserver(soon(() => tellSpan())).observe(byId('axis'));
}

function tellSpan() {
  byId('zoom-all').disabled = span.from === 0 && span.to === span.whole;
  markProfile();
  for (const listener of span.listeners) listener();
}

function showSpan(from, to) {
  const least = Math.max(1, span.whole / 1e7);
  const length = Math.min(span.whole, Math.max(least, to - from));
  span.from = Math.min(Math.max(0, from), span.whole - length);
  span.to = span.from + length;
  tellSpan();
}

function zoomSpan(factor, around) {
  const middle = around === undefined ? (span.from + span.to) / 2 : around;
  showSpan(middle - (middle - span.from) * factor, middle + (span.to - middle) * factor);
}

function moveSpan(nanos) {
  const by = Math.min(Math.max(nanos, -span.from), span.whole - span.to);
  showSpan(span.from + by, span.to + by);
}

/** Where a moment stands, in a lane of that width. */
function xOf(nanos, width) {
  return ((nanos - span.from) / (span.to - span.from)) * width;
}

// How many bodies worked at a time: Profile.java has counted them

const WORKING =
  'Attempts and items that run. Who waits for a slot, a task or the next attempt does not count; for a weave inside, its own bodies do where they are known. Items are spread evenly over the time of their task.';

function drawProfile(run) {
  const most = Math.max(1, ...run.profile);
  const steps = (run.profile.length * span.whole) / Math.max(1, run.nanos);
  let d = 'M0 1';
  run.profile.forEach((n, i) => (d += `L${i} ${(1 - n / most).toFixed(3)}L${i + 1} ${(1 - n / most).toFixed(3)}`));
  span.mark = make('div', { class: 'mark' });
  byId('profile').replaceChildren(
    make('div', { class: 'name', title: WORKING }, 'bodies working', make('span', {}, `at most ${run.average ? 'about ' : ''}${count(Math.ceil(run.peak - 0.01))}`)),
    (span.lane = make(
      'div',
      { class: 'lane' },
      draw('svg', { viewBox: `0 0 ${steps.toFixed(3)} 1`, preserveAspectRatio: 'none' }, draw('path', { d: d + `L${run.profile.length} 1z` })),
      span.mark,
    )),
  );
}

function markProfile() {
  span.mark.style.left = `${(100 * span.from) / span.whole}%`;
  span.mark.style.width = `${(100 * (span.to - span.from)) / span.whole}%`;
  span.mark.classList.toggle('part', span.to - span.from < span.whole);
}

function dragProfile() {
  const { lane } = span;
  let start = null;
  const moment = (event) => {
    const box = lane.getBoundingClientRect();
    return (Math.min(Math.max(0, event.clientX - box.left), box.width) / box.width) * span.whole;
  };
  lane.addEventListener('pointerdown', (event) => {
    start = moment(event);
    lane.setPointerCapture(event.pointerId);
  });
  lane.addEventListener('pointermove', (event) => {
    if (start === null) return;
    const now = moment(event);
    if (Math.abs(now - start) > span.whole / 200) showSpan(Math.min(start, now), Math.max(start, now));
  });
  for (const end of ['pointerup', 'pointercancel']) lane.addEventListener(end, () => (start = null));
  lane.addEventListener('dblclick', () => showSpan(0, span.whole));
}

function drawAxis() {
  const lane = byId('axis');
  const width = laneWidth();
  const step = niceStep(((span.to - span.from) * 90) / Math.max(1, width));
  const ticks = [];
  for (let n = Math.ceil(span.from / step); n * step <= span.to && xOf(n * step, width) < width - 24; n++) {
    ticks.push(make('span', { left: `${xOf(n * step, width)}px` }, tick(n * step)));
  }
  lane.replaceChildren(make('div', { class: 'name' }), make('div', { class: 'lane' }, ...ticks));
}

function niceStep(least) {
  const units = [1, 1e3, 1e6, 1e9, 60e9, 3600e9];
  const unit = units.filter((u) => u <= least).pop() || 1;
  const inUnits = least / unit;
  const steps = unit >= 60e9 || unit === 1e9 ? [1, 2, 5, 10, 15, 30, 60] : [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
  const found = steps.find((some) => some >= inUnits);
  return (found || Math.ceil(inUnits / 10) * 10) * unit;
}
