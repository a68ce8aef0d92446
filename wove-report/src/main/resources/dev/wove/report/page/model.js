// The run as the page uses it. RunJson.java writes what is read here.

const OUTCOMES = { f: 'failed', c: 'cancelled', k: 'skipped' };

function readRun(raw) {
  // Some of the steps may be of tasks that are not shown, and are known by their number only
  const steps = raw.path.map(([index, from, to, waited]) => ({ index, from, to, waited, hidden: Math.max(0, -index) }));
  const path = steps.filter((step) => !step.hidden);
  const onPath = new Set(path.map((step) => step.index));
  const tasks = raw.tasks.map((t, index) => {
    const started = t.s || 0;
    const took = t.t || 0;
    return {
      index,
      name: t.n,
      kind: raw.kinds[t.k],
      outcome: OUTCOMES[t.o] || 'succeeded',
      declared: t.d || 0,
      ready: t.r || 0,
      started,
      took,
      worked: t.b === undefined ? took : t.b,
      ended: started + took,
      inputs: (t.i || []).map((input) => (typeof input === 'number' ? input : input[0])),
      as: new Map((t.i || []).filter(Array.isArray).map(([input, as]) => [input, raw.takenAs[as]])),
      waits: (t.w || []).map(([cause, from, nanos, on]) => ({ cause, from, nanos, on })),
      waiting: t.q || [],
      hiddenInputs: t.h || 0,
      hiddenDependents: t.e || 0,
      attempts: (t.a || []).map(([from, nanos, failure]) => ({ from, to: from + nanos, failure: failureAt(raw, failure) })),
      attemptCount: t.c || (t.a || []).length,
      elsewhere: t.u || null,
      items: t.m || null,
      failure: failureAt(raw, t.f),
      slack: t.l === undefined ? null : t.l,
      without: t.z === undefined ? null : t.z,
      options: t.x || null,
      value: t.v === undefined ? null : t.v,
      isWeave: t.k === raw.kinds.length - 1,
      parent: t.p === undefined ? null : t.p,
      critical: onPath.has(index),
      dependents: [],
      children: [],
      level: 0,
      key: t.n,
      before: null,
    };
  });
  const beginning = commonBeginning(raw.tasks.filter((t) => t.p === undefined).map((t) => t.n));
  for (const task of tasks) {
    task.label = beginning && task.parent === null ? '\u2026\u2060' + task.name.slice(beginning.length) : task.name;
    for (const input of task.inputs) tasks[input].dependents.push(task.index);
    if (task.parent === null) continue;
    const parent = tasks[task.parent]; // stands before its children
    parent.children.push(task.index);
    task.level = parent.level + 1;
    task.key = parent.key + ' \u203a ' + task.name;
  }
  numberSameKeys(tasks);
  return { ...raw, failure: failureAt(raw, raw.failure), path, steps, tasks };
}

/** A body may run the same weave again and again. */
function numberSameKeys(tasks) {
  const seen = new Map();
  for (const task of tasks) {
    const times = (seen.get(task.key) || 0) + 1;
    seen.set(task.key, times);
    if (times > 1) task.key += ` (${times})`;
  }
}

/** The page keeps each failure once, as many tasks may have been skipped because of it. */
function failureAt(raw, index) {
  return index === undefined || index === null ? null : raw.failures[index];
}

function inWords(failure) {
  return failure.message ? `${failure.type}: ${failure.message}` : failure.type;
}

/** When its body ran: each attempt, those that are not kept one by one as one, without what it waited for meanwhile. */
function piecesOf(task) {
  const attempts = task.attempts.map(({ from, to }, i) => ({ from, to, failed: isFailedAttempt(task, i) }));
  const kept = attempts.length ? attempts[attempts.length - 1].to : task.started;
  if (task.attemptCount > attempts.length || !attempts.length) attempts.push({ from: kept, to: task.ended, failed: false });
  const holes = task.waits.map((wait) => [wait.from, wait.from + wait.nanos]).filter(([, to]) => to > task.started);
  return attempts.flatMap((attempt) => cut(attempt, holes));
}

/** Whether another attempt or the fallback followed, as far as is known: the last one of a task that failed is its failure. */
function isFailedAttempt(task, i) {
  return task.attempts[i].failure !== null && (task.outcome !== 'failed' || i + 1 < task.attemptCount);
}

/** What is left of a piece outside of `holes`, which are in the order of time. */
function cut(piece, holes) {
  const left = [];
  let { from } = piece;
  for (const [begin, end] of holes) {
    if (end <= from || begin >= piece.to) continue;
    if (begin > from) left.push({ ...piece, from, to: begin });
    from = end;
  }
  if (from < piece.to || piece.from === piece.to) left.push({ ...piece, from });
  return left;
}

/** Gives each task the one of the same name in the run before, and returns the others of that run. */
function pair(run, before) {
  const others = new Map(before.tasks.map((task) => [task.key, task]));
  for (const task of run.tasks) {
    task.before = others.get(task.key) || null;
    others.delete(task.key);
  }
  return [...others.values()];
}

const FILTERS = [
  ['all', 'all tasks', () => true],
  ['path', 'the critical path', (task) => task.critical],
  ['bad', 'what did not succeed', (task) => task.outcome !== 'succeeded'],
  ['again', 'what was tried again', (task) => task.attemptCount > 1],
  ['waited', 'what waited when ready', (task) => task.waits.some((wait) => wait.from < task.started)],
  ['items', 'mapped tasks', (task) => task.items !== null],
];

const SORTS = [
  ['start', 'start', (a, b) => a.started - b.started || a.index - b.index],
  ['declared', 'declaration', (a, b) => a.index - b.index],
  ['took', 'duration', (a, b) => b.took - a.took || a.index - b.index],
  ['end', 'end', (a, b) => a.ended - b.ended || a.index - b.index],
  ['path', 'critical path', (a, b) => fromPath(a) - fromPath(b) || a.started - b.started || a.index - b.index],
];

/** How far a task is from the critical path: what is on it comes first, then what would soonest be, last what never ran. */
function fromPath(task) {
  if (task.critical) return -1;
  return task.outcome === 'skipped' || task.slack === null ? Number.MAX_VALUE : task.slack;
}

const CHANGES = ['change', 'change', (a, b) => Math.abs(change(b)) - Math.abs(change(a)) || a.index - b.index];

function change(task) {
  return task.before ? task.took - task.before.took : 0;
}

/** The tasks as rows: children below their parent, unless only some tasks are shown. */
function rowsOf(run, filter, sort, folded) {
  const order = (indexes) => indexes.map((index) => run.tasks[index]).sort(sort);
  if (filter !== FILTERS[0][2]) return run.tasks.filter(filter).sort(sort);
  const rows = [];
  const stack = order(run.tasks.filter((task) => task.parent === null).map((task) => task.index)).reverse();
  while (stack.length) {
    const task = stack.pop();
    rows.push(task);
    if (task.children.length && !folded.has(task.index)) stack.push(...order(task.children).reverse());
  }
  return rows;
}
