// Which nodes the graph shows: every task where they are few, else groups of those that stand side by side and are called
// alike, else bands of depth. Tasks on the critical path stay by themselves.

const MOST_NODES = 180;
const MOST_IN_COLUMN = 12;
const MOST_CRITICAL = 60;
const MOST_AROUND = 60;
const HOPS = 2;

/** The tasks of one weave: the outermost, or one nested in the task `parent`. */
function tasksWithin(run, parent) {
  return parent === null
    ? run.tasks.filter((task) => task.parent === null)
    : run.tasks[parent].children.map((index) => run.tasks[index]);
}

function sceneOfAll(run, parent, opened) {
  const tasks = tasksWithin(run, parent);
  const depth = depths(run, tasks);
  const columns = grouped(tasks, (task) => depth.get(task.index));
  const widest = columns.reduce((most, column) => Math.max(most, column.length), 0);
  if (tasks.length <= MOST_NODES && widest <= MOST_IN_COLUMN) return scene(run, tasks.map((task) => [task]));
  let groups = grouped(tasks, (task) => depth.get(task.index) + ' ' + stem(task.name));
  if (groups.length > MOST_NODES) {
    groups = grouped(tasks, (task) => Math.floor((depth.get(task.index) * 40) / columns.length));
  }
  if (run.path.length <= MOST_CRITICAL) groups = groups.flatMap(apart);
  return scene(run, open(groups, opened));
}

/** The tasks of a group that are on the critical path one by one, and the others. */
function apart(group) {
  const others = group.filter((task) => !task.critical);
  return [...group.filter((task) => task.critical).map((task) => [task]), ...(others.length ? [others] : [])];
}

/** Opens groups as long as there is room for their tasks. */
function open(groups, opened) {
  let room = MOST_NODES - groups.length;
  return groups.flatMap((group) => {
    if (group.length === 1 || !opened.has(group[0].index) || group.length - 1 > room) return [group];
    room -= group.length - 1;
    return group.map((task) => [task]);
  });
}

/** The tasks near `task`: those it needs and those that need it, nearest first, up to a limit. */
function sceneAround(run, task) {
  const seen = new Set([task.index]);
  let edge = [task.index];
  for (let hop = 0; hop < HOPS && seen.size < MOST_AROUND; hop++) {
    const further = [];
    for (const index of edge) {
      const here = run.tasks[index];
      const near = [...here.inputs, ...here.dependents];
      near.sort((a, b) => run.tasks[b].critical - run.tasks[a].critical || a - b);
      for (const other of near) {
        if (seen.has(other) || seen.size >= MOST_AROUND || run.tasks[other].parent !== task.parent) continue;
        seen.add(other);
        further.push(other);
      }
    }
    edge = further;
  }
  return scene(run, [...seen].sort((a, b) => a - b).map((index) => [run.tasks[index]]));
}

function depths(run, tasks) {
  const within = new Set(tasks.map((task) => task.index));
  const depth = new Map();
  const open = new Map(tasks.map((task) => [task.index, task.inputs.filter((input) => within.has(input)).length]));
  const ready = tasks.filter((task) => open.get(task.index) === 0).map((task) => task.index);
  for (const index of ready) depth.set(index, 0);
  for (let at = 0; at < ready.length; at++) {
    for (const next of run.tasks[ready[at]].dependents) {
      if (!within.has(next)) continue;
      depth.set(next, Math.max(depth.get(next) || 0, depth.get(ready[at]) + 1));
      open.set(next, open.get(next) - 1);
      if (open.get(next) === 0) ready.push(next);
    }
  }
  return depth;
}

function stem(name) {
  return name.replace(/\d+/g, '#');
}

function grouped(tasks, key) {
  const groups = new Map();
  for (const task of tasks) {
    const k = key(task);
    if (groups.has(k)) groups.get(k).push(task);
    else groups.set(k, [task]);
  }
  return [...groups.values()];
}

function scene(run, groups) {
  const nodes = groups.map(nodeOf);
  const texts = new Map();
  for (const node of nodes) texts.set(node.text, (texts.get(node.text) || 0) + 1);
  for (const node of nodes) if (!node.one && texts.get(node.text) > 1) name(node, shortened(node.tasks[0].label, 22) + ' \u2026', node.below);
  const nodeAt = new Map();
  nodes.forEach((node, i) => node.tasks.forEach((task) => nodeAt.set(task.index, i)));
  const next = new Map();
  run.path.forEach((step, i) => i + 1 < run.path.length && next.set(step.index, run.path[i + 1].index));
  const edges = new Map();
  for (const node of nodes) {
    for (const task of node.tasks) {
      for (const input of task.inputs) {
        const from = nodeAt.get(input);
        const to = nodeAt.get(task.index);
        if (from === undefined || from === to) continue;
        const kind = { discovered: 'found', 'order only': 'order' }[task.as.get(input)] || '';
        const key = from * nodes.length + to;
        const edge = edges.get(key) || { from, to, kind, critical: false };
        edge.critical ||= next.get(input) === task.index;
        if (kind === '') edge.kind = '';
        edges.set(key, edge);
      }
    }
  }
  return { nodes, edges: [...edges.values()], nodeAt };
}

const WORST_FIRST = ['failed', 'cancelled', 'skipped', 'succeeded'];

function nodeOf(tasks) {
  const one = tasks.length === 1;
  const names = grouped(tasks, (task) => stem(task.name));
  const label = one ? tasks[0].label : names.length === 1 ? stem(tasks[0].label).replace(/[_\-. ]*#/g, '') : '';
  const text = shortened(label || `${tasks[0].label} \u2026 ${tasks[tasks.length - 1].label}`, 24);
  const outcome = WORST_FIRST.find((name) => tasks.some((task) => task.outcome === name));
  const node = { tasks, one, outcome, critical: tasks.some((task) => task.critical), height: 36 };
  return name(node, text, one ? belowOne(tasks[0]) : belowMany(tasks));
}

function belowOne(task) {
  if (task.outcome === 'skipped') return 'skipped';
  return time(task.took) + (task.items ? ` \u00b7 ${many(task.items.count, 'item')}` : '');
}

function belowMany(tasks) {
  const least = Math.min(...tasks.map((task) => task.took));
  const most = Math.max(...tasks.map((task) => task.took));
  const [low, high] = [time(least), time(most)];
  const units = (text) => text.split(NARROW)[1];
  const range = low === high ? high : `${units(low) === units(high) ? low.split(NARROW)[0] : low}\u2013${high}`;
  return `${many(tasks.length, 'task')} \u00b7 ${range}`;
}

function name(node, text, below) {
  node.text = text;
  node.below = below;
  node.width = Math.max(56, Math.ceil(Math.max(widthOf(text, '12px'), widthOf(below, '10.5px')) + 20 + (node.outcome === 'failed' ? 14 : 0)));
  return node;
}
