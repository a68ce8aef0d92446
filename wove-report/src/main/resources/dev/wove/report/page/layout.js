// A layered drawing from left to right, after Sugiyama, Tagawa and Toda (1981): layers by the longest path, places within
// a layer by the middle of the neighbours, heights by isotonic regression, which keeps the order and the distances.

const COLUMN_GAP = 44;
const ROW_GAP = 9;
const LANE = 5; // what a line takes that passes a layer
const MOST_LANES = 3000; // beyond, long lines run straight
const SWEEPS = 8;

/**
 * `nodes` have width and height, and get x, y (their middle) and layer; returns the size, and a list of points per edge.
 * From top to bottom is the same with the axes exchanged.
 */
function layered(nodes, edges, down) {
  if (down) nodes.forEach(exchange);
  assignLayers(nodes, edges);
  const { layers, chains } = lanes(nodes, edges);
  reduceCrossings(layers);
  assignHeights(layers);
  assignColumns(layers);
  const size = { ...moveToOrigin(layers), lines: chains.map(pointsOf) };
  if (!down) return size;
  nodes.forEach(exchange);
  return { width: size.height, height: size.width, lines: size.lines.map((points) => points.map(([x, y]) => [y, x])) };
}

function exchange(node) {
  [node.width, node.height, node.x, node.y] = [node.height, node.width, node.y, node.x];
}

function assignLayers(nodes, edges) {
  const next = nodes.map(() => []);
  const open = nodes.map(() => 0);
  for (const [from, to] of edges) {
    next[from].push(to);
    open[to]++;
  }
  for (const node of nodes) node.layer = 0;
  const ready = nodes.map((_, i) => i).filter((i) => open[i] === 0);
  for (let at = 0; at < ready.length; at++) {
    for (const to of next[ready[at]]) {
      nodes[to].layer = Math.max(nodes[to].layer, nodes[ready[at]].layer + 1);
      if (--open[to] === 0) ready.push(to);
    }
  }
}

/** The layers, with a lane in each layer that an edge passes. */
function lanes(nodes, edges) {
  const layers = [];
  const put = (item) => {
    (layers[item.layer] ||= []).push(item);
    item.left = [];
    item.right = [];
  };
  nodes.forEach(put);
  for (let i = 0; i < layers.length; i++) layers[i] ||= [];
  const passed = edges.reduce((sum, [from, to]) => sum + Math.max(0, nodes[to].layer - nodes[from].layer - 1), 0);
  const chains = edges.map(([from, to]) => {
    const chain = [nodes[from]];
    if (passed <= MOST_LANES) {
      for (let layer = nodes[from].layer + 1; layer < nodes[to].layer; layer++) {
        const lane = { layer, lane: true, width: 0, height: LANE };
        put(lane);
        chain.push(lane);
      }
    }
    chain.push(nodes[to]);
    for (let i = 1; i < chain.length; i++) {
      chain[i - 1].right.push(chain[i]);
      chain[i].left.push(chain[i - 1]);
    }
    return chain;
  });
  return { layers, chains };
}

function mean(items, value) {
  let sum = 0;
  for (const item of items) sum += value(item);
  return sum / items.length;
}

function reduceCrossings(layers) {
  const number = (layer) => layer.forEach((item, i) => (item.place = i));
  layers.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0;
    for (const layer of forth ? layers : [...layers].reverse()) {
      for (const item of layer) {
        const beside = forth ? item.left : item.right;
        item.wish = beside.length ? mean(beside, (other) => other.place / (layers[other.layer].length || 1)) : item.place / layer.length;
      }
      layer.sort((a, b) => a.wish - b.wish || a.place - b.place);
      number(layer);
    }
  }
}

function assignHeights(layers) {
  for (const layer of layers) {
    let y = 0;
    for (const item of layer) {
      item.y = y + item.height / 2;
      y += item.height + ROW_GAP;
    }
    for (const item of layer) item.y -= y / 2;
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const layer of sweep % 2 ? [...layers].reverse() : layers) {
      for (const item of layer) {
        const beside = sweep % 2 ? item.right : item.left;
        item.wish = beside.length ? mean(beside, (other) => other.y) : item.y;
      }
      placeInOrder(layer);
    }
  }
}

/** Moves each item as close to its wish as the others allow: pools those that would overlap. */
function placeInOrder(layer) {
  const pools = [];
  let offset = 0;
  layer.forEach((item, i) => {
    if (i > 0) offset += (layer[i - 1].height + item.height) / 2 + ROW_GAP;
    item.offset = offset;
    let pool = { sum: item.wish - offset, items: [item] };
    while (pools.length && average(pools[pools.length - 1]) > average(pool)) {
      const before = pools.pop();
      pool = { sum: before.sum + pool.sum, items: before.items.concat(pool.items) };
    }
    pools.push(pool);
  });
  for (const pool of pools) for (const item of pool.items) item.y = average(pool) + item.offset;
}

function average(pool) {
  return pool.sum / pool.items.length;
}

function assignColumns(layers) {
  let x = 0;
  for (const layer of layers) {
    const width = layer.reduce((most, item) => Math.max(most, item.width), 0);
    for (const item of layer) {
      item.x = x + width / 2;
      if (item.lane) item.width = width;
    }
    x += width + COLUMN_GAP;
  }
}

function moveToOrigin(layers) {
  let top = Infinity;
  let bottom = -Infinity;
  let right = 0;
  for (const layer of layers) {
    for (const item of layer) {
      top = Math.min(top, item.y - item.height / 2);
      bottom = Math.max(bottom, item.y + item.height / 2);
      right = Math.max(right, item.x + item.width / 2);
    }
  }
  for (const layer of layers) for (const item of layer) item.y -= top;
  return { width: right, height: Math.max(0, bottom - top) };
}

function pointsOf(chain) {
  const points = [];
  for (const item of chain) {
    if (item !== chain[0]) points.push([item.x - item.width / 2, item.y]);
    if (item !== chain[chain.length - 1]) points.push([item.x + item.width / 2, item.y]);
  }
  return points;
}
