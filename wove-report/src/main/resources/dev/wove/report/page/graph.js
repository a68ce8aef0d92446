// Draws the scene, and lets people move about in it.

const graph = {
  around: false,
  down: false, // from top to bottom, where that has more room than from left to right
  parent: null,
  opened: new Set(),
  scene: null,
  size: null,
  view: { x: 0, y: 0, scale: 1 },
};

function startGraph(run) {
  graph.run = run;
  graph.svg = draw('svg', { 'aria-hidden': 'true' });
  graph.world = draw('g');
  graph.svg.append(graph.world);
  byId('graph').append(graph.svg);
  byId('graph-all').addEventListener('click', () => showGraph(false));
  byId('graph-around').addEventListener('click', () => showGraph(true));
  byId('graph-fit').addEventListener('click', () => fitGraph(0.02));
  byId('graph').addEventListener('keydown', graphKey);
  dragGraph();
  new ResizeObserver(soon(graphResized)).observe(byId('graph'));
  selection.listeners.push(graphSelected);
  layOutGraph();
}

const GRAPH_MARGIN = 16;
const LEAST_SCALE = 0.6;
const LEAST_NARROW_SCALE = 0.35;
const READABLE_SCALE = 0.85;

function showGraph(around) {
  graph.around = around && selection.task !== null;
  if (!around) {
    graph.opened.clear();
    graph.parent = null;
  }
  layOutGraph();
}

function graphResized() {
  if (isNarrow() || graph.down) placeNodes(), drawGraph();
  fitGraph(LEAST_SCALE);
}

function layOutGraph() {
  const { run } = graph;
  const around = graph.around ? selection.task : null;
  graph.scene = around ? sceneAround(run, around) : sceneOfAll(run, graph.parent, graph.opened);
  placeNodes();
  drawGraph();
  fitGraph(LEAST_SCALE);
  byId('graph-all').setAttribute('aria-pressed', String(!around));
  byId('graph-around').setAttribute('aria-pressed', String(!!around));
  byId('graph-around').disabled = !selection.task;
  byId('graph-place').textContent = placeOfGraph(around);
}

function placeNodes() {
  const { nodes, edges } = graph.scene;
  const ends = edges.map((edge) => [edge.from, edge.to]);
  const ways = isNarrow() ? [false, true] : [false];
  const scales = ways.map((down) => fittingScale(layered(nodes, ends, down)));
  graph.down = scales[1] > scales[0];
  graph.size = layered(nodes, ends, graph.down);
  edges.forEach((edge, i) => (edge.points = graph.size.lines[i]));
  byId('graph').style.height = isNarrow() ? `${Math.ceil(Math.min(graph.size.height * Math.min(1, fittingScale(graph.size)) + 2 * GRAPH_MARGIN, innerHeight * 0.7))}px` : '';
}

/** Where graph and waterfall stand below each other, and the page is as long as it needs to be. */
function isNarrow() {
  return matchMedia('(max-width: 860px)').matches;
}

function placeOfGraph(around) {
  const { run, scene, parent } = graph;
  const shown = scene.nodes.reduce((sum, node) => sum + node.tasks.length, 0);
  const inside = around ? around.parent : parent;
  const all = tasksWithin(run, inside).length + (inside === null && run.left ? run.left.count : 0);
  const where = inside === null ? '' : ` in ${run.tasks[inside].key}`;
  if (around || (run.left && inside === null)) return `${count(shown)} of ${many(all, 'task')}${where}`;
  return scene.nodes.length < all ? `${many(all, 'task')}${where} in ${many(scene.nodes.length, 'node')}` : many(all, 'task') + where;
}

function drawGraph() {
  const { nodes, edges } = graph.scene;
  const lines = { plain: [], found: [], order: [], critical: [] };
  for (const edge of edges) lines[edge.critical ? 'critical' : edge.kind || 'plain'].push(edge);
  graph.lit = draw('path', { class: 'edge lit' });
  graph.litHeads = draw('path', { class: 'head lit' });
  graph.world.replaceChildren(
    ...Object.entries(lines).flatMap(([kind, some]) => [
      draw('path', { class: 'edge ' + kind, d: some.map(curve).join('') }),
      draw('path', { class: 'heads ' + kind, d: some.map(head).join('') }),
    ]),
    graph.lit,
    graph.litHeads,
    ...nodes.map(drawNode),
  );
  graph.litHeads.setAttribute('class', 'heads lit');
  lightUp();
}

function drawNode(node) {
  const x = node.x - node.width / 2;
  const y = node.y - node.height / 2;
  const box = { x, y, width: node.width, height: node.height, rx: 4 };
  const kind = `node ${node.outcome}${node.critical ? ' critical' : ''}${node.one ? '' : ' many'}`;
  node.element = draw('g', { class: kind });
  if (!node.one) node.element.append(draw('rect', { ...box, x: x + 4, y: y + 4, class: 'under' }));
  node.element.append(
    draw('rect', box),
    draw('text', { x: x + 10, y: node.y - 3 }, node.text),
    draw('text', { x: x + 10, y: node.y + 11, class: 'below' }, node.below),
  );
  if (node.outcome === 'failed') node.element.append(draw('text', { x: x + node.width - 15, y: node.y - 3, class: 'mark' }, '\u2715'));
  node.element.append(draw('title', {}, node.one ? node.tasks[0].name : `${node.text}: ${node.below}. Click to open.`));
  node.element.addEventListener('click', () => {
    if (!graph.moved) nodeChosen(node);
  });
  return node.element;
}

function curve({ points }) {
  let d = `M${at(points[0])}`;
  for (let i = 1; i < points.length; i++) {
    const [x0, y0] = points[i - 1];
    const [x1, y1] = points[i];
    const [dx, dy] = graph.down ? [0, (y1 - y0) / 2] : [(x1 - x0) / 2, 0];
    const straight = graph.down ? x0 === x1 : y0 === y1;
    d += straight ? `L${at(points[i])}` : `C${at([x0 + dx, y0 + dy])} ${at([x1 - dx, y1 - dy])} ${at([x1, y1])}`;
  }
  return d;
}

function head({ points }) {
  return `M${at(points[points.length - 1])}${graph.down ? 'l-3-6h6z' : 'l-6-3v6z'}`;
}

function at([x, y]) {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}

function nodeChosen(node) {
  if (!node.one) return openNode(node);
  selection.choose(node.tasks[0]);
}

/** Shows the tasks of a group one by one, or, where there are too many, the waterfall at the slowest of them. */
function openNode(node) {
  const longest = node.tasks.reduce((a, b) => (b.took > a.took ? b : a));
  const before = graph.scene.nodes.length;
  graph.opened.add(node.tasks[0].index);
  const opened = sceneOfAll(graph.run, graph.parent, graph.opened);
  if (opened.nodes.length > before) layOutGraph();
  else graph.opened.delete(node.tasks[0].index);
  selection.choose(longest);
  showNode(graph.scene.nodes[graph.scene.nodeAt.get(longest.index)]);
}

// The selection

function graphSelected(task) {
  if (!task) {
    if (graph.around || graph.parent !== null) return showGraph(false);
    byId('graph-around').disabled = true;
    return lightUp();
  }
  byId('graph-around').disabled = false;
  const elsewhere = task.parent !== graph.parent;
  graph.parent = task.parent;
  if (graph.around || elsewhere) layOutGraph();
  else lightUp();
  showNode(nodeOfSelection());
}

function nodeOfSelection() {
  return selection.task ? graph.scene.nodes[graph.scene.nodeAt.get(selection.task.index)] : undefined;
}

function lightUp() {
  const chosen = nodeOfSelection();
  const { nodes, edges } = graph.scene;
  const beside = edges.filter((edge) => chosen && (nodes[edge.from] === chosen || nodes[edge.to] === chosen));
  const near = new Set(beside.flatMap((edge) => [nodes[edge.from], nodes[edge.to]]));
  for (const node of nodes) {
    node.element.classList.toggle('chosen', node === chosen);
    node.element.classList.toggle('near', near.has(node) && node !== chosen);
  }
  graph.lit.setAttribute('d', beside.map(curve).join(''));
  graph.litHeads.setAttribute('d', beside.map(head).join(''));
}

// Moving about

function place() {
  const { x, y, scale } = graph.view;
  graph.world.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(4)})`);
}

/** How large the graph may be drawn to fit; where the page is as long as it needs to be, in its width. */
function fittingScale(size) {
  const { clientWidth: width, clientHeight } = byId('graph');
  const height = isNarrow() ? innerHeight * 0.7 : clientHeight;
  return Math.min((width - 2 * GRAPH_MARGIN) / size.width, (height - 2 * GRAPH_MARGIN) / size.height, 1);
}

function fitGraph(least) {
  const { clientWidth: width, clientHeight: height } = byId('graph');
  if (!width || !graph.size) return;
  const margin = GRAPH_MARGIN;
  const fitting = fittingScale(graph.size);
  const scale = fitting < (isNarrow() ? Math.min(least, LEAST_NARROW_SCALE) : least) ? READABLE_SCALE : fitting;
  const spare = (room, size) => Math.max(margin, (room - size * scale) / 2);
  graph.view = { scale, x: spare(width, graph.size.width), y: spare(height, graph.size.height) };
  place();
  const first = nodeOfSelection() || graph.scene.nodes.find((node) => node.critical);
  if (scale > fitting && first) showNode(first);
}

/** Moves as little as needed to have the node in sight. */
function showNode(node) {
  if (!node) return;
  const { clientWidth: width, clientHeight: height } = byId('graph');
  const { view } = graph;
  const margin = 24;
  const move = (low, high, room) => (low < margin ? margin - low : high > room - margin ? room - margin - high : 0);
  const left = node.x - node.width / 2;
  const top = node.y - node.height / 2;
  view.x += move(left * view.scale + view.x, (left + node.width) * view.scale + view.x, width);
  view.y += move(top * view.scale + view.y, (top + node.height) * view.scale + view.y, height);
  place();
}

function zoomGraph(factor, x, y) {
  const { view } = graph;
  const scale = Math.min(2.5, Math.max(0.02, view.scale * factor));
  view.x = x - ((x - view.x) * scale) / view.scale;
  view.y = y - ((y - view.y) * scale) / view.scale;
  view.scale = scale;
  place();
}

function dragGraph() {
  const pane = byId('graph');
  let from = null;
  pane.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    from = { x: event.clientX - graph.view.x, y: event.clientY - graph.view.y, startX: event.clientX, startY: event.clientY };
    graph.moved = false;
  });
  pane.addEventListener('pointermove', (event) => {
    if (!from) return;
    if (!graph.moved && Math.abs(event.clientX - from.startX) + Math.abs(event.clientY - from.startY) > 4) {
      graph.moved = true;
      pane.setPointerCapture(event.pointerId);
    }
    if (!graph.moved) return;
    graph.view.x = event.clientX - from.x;
    graph.view.y = event.clientY - from.y;
    place();
  });
  for (const end of ['pointerup', 'pointercancel']) pane.addEventListener(end, () => (from = null));
  pane.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const box = pane.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey) zoomGraph(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
      else {
        graph.view.x -= event.shiftKey ? event.deltaY : event.deltaX;
        graph.view.y -= event.shiftKey ? event.deltaX : event.deltaY;
        place();
      }
    },
    { passive: false },
  );
}

function graphKey(event) {
  const { run, scene } = graph;
  const task = selection.task;
  const node = nodeOfSelection();
  const middle = [byId('graph').clientWidth / 2, byId('graph').clientHeight / 2];
  const actions = {
    '+': () => zoomGraph(1.25, ...middle),
    '=': () => zoomGraph(1.25, ...middle),
    '-': () => zoomGraph(0.8, ...middle),
    0: () => fitGraph(0.02),
    Enter: () => node && nodeChosen(node),
    [graph.down ? 'ArrowUp' : 'ArrowLeft']: () => follow(task && task.inputs, (a, b) => b.ended - a.ended),
    [graph.down ? 'ArrowDown' : 'ArrowRight']: () => follow(task && task.dependents, (a, b) => b.critical - a.critical || a.started - b.started),
    [graph.down ? 'ArrowLeft' : 'ArrowUp']: () => step(-1),
    [graph.down ? 'ArrowRight' : 'ArrowDown']: () => step(1),
  };
  const action = !event.ctrlKey && !event.metaKey && !event.altKey && actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();

  function follow(indexes, order) {
    if (!task) return selection.choose(run.tasks[run.path.length ? run.path[0].index : 0] || null);
    const beside = indexes.map((index) => run.tasks[index]).filter((other) => other.parent === task.parent).sort(order);
    if (beside.length) selection.choose(beside[0]);
  }

  function step(by) {
    if (!node) return follow();
    const layer = scene.nodes.filter((other) => other.layer === node.layer).sort((a, b) => (graph.down ? a.x - b.x : a.y - b.y));
    const next = layer[layer.indexOf(node) + by];
    if (next) selection.choose(next.tasks[0]);
  }
}
