// Starts the page.

function startTheme() {
  const button = byId('theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const remembered = () => {
    try {
      return localStorage.getItem('wove-theme');
    } catch {
      return null; // some browsers keep nothing for pages that are files
    }
  };
  const show = (theme) => {
    document.documentElement.dataset.theme = theme;
    button.textContent = theme === 'dark' ? 'Light' : 'Dark';
    button.title = `Switch to the ${theme === 'dark' ? 'light' : 'dark'} theme`;
  };
  const system = () => (dark.matches ? 'dark' : 'light');
  show(remembered() || system());
  dark.addEventListener('change', () => remembered() || show(system()));
  button.addEventListener('click', () => {
    const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    show(theme);
    try {
      localStorage.setItem('wove-theme', theme);
    } catch {
      // as above; the choice lasts as long as the page
    }
  });
}

function startSplit() {
  const bar = byId('split');
  const grid = document.querySelector('main');
  const set = (height) => grid.style.setProperty('--graph', `${Math.max(90, Math.min(height, grid.clientHeight - 160))}px`);
  const now = () => document.querySelector('.graph').getBoundingClientRect();
  bar.addEventListener('pointerdown', (event) => bar.setPointerCapture(event.pointerId));
  bar.addEventListener('pointermove', (event) => bar.hasPointerCapture(event.pointerId) && set(event.clientY - now().top));
  bar.addEventListener('keydown', (event) => {
    const by = { ArrowUp: -24, ArrowDown: 24 }[event.key];
    if (!by) return;
    event.preventDefault();
    set(now().height + by);
  });
}

function startKeys() {
  document.addEventListener('keydown', (event) => {
    const typing = event.target.matches('input, select');
    if (event.key === '/' && !typing) {
      event.preventDefault();
      byId('search').focus();
    } else if (event.key === 'Escape' && !typing) {
      selection.choose(null);
    }
  });
}

function start() {
  const { runs } = JSON.parse(byId('data').textContent);
  const run = readRun(runs[runs.length - 1]);
  const before = runs.length > 1 ? readRun(runs[0]) : null;
  const gone = before ? pair(run, before) : [];
  startTheme();
  startHead(run, before);
  startSpan(run, before);
  startWaterfall(run, before);
  startGraph(run);
  startDetails(run, before, gone);
  startSearch(run);
  startSplit();
  startKeys();
  tellSpan();
  const linked = taskInAddress(run);
  if (linked) selection.choose(linked);
  document.documentElement.dataset.ready = 'true';
}

start();
