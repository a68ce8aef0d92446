// Finds tasks by parts of their names.

const MOST_MATCHES = 12;

function startSearch(run) {
  const input = byId('search');
  const list = byId('matches');
  const names = run.tasks.map((task) => task.key.toLowerCase());
  let matches = [];
  let active = 0;

  function find() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = words.length ? run.tasks.filter((task) => words.every((word) => names[task.index].includes(word))) : [];
    const rank = (task) => (names[task.index] === words.join(' ') ? 0 : names[task.index].startsWith(words[0]) ? 1 : 2);
    matches = found.sort((a, b) => rank(a) - rank(b) || a.index - b.index).slice(0, MOST_MATCHES);
    active = 0;
    show(found.length, words.length > 0);
  }

  function show(found, asked) {
    list.replaceChildren(
      ...matches.map((task, i) =>
        make('li', { id: 'match-' + i, role: 'option', 'aria-selected': String(i === active), 'data-match': i }, make('span', {}, task.key), make('span', { class: 'quiet' }, labelOf(task))),
      ),
    );
    if (asked && found > matches.length) list.append(make('li', { class: 'quiet', role: 'presentation' }, `and ${count(found - matches.length)} more`));
    if (asked && !found) list.append(make('li', { class: 'quiet', role: 'presentation' }, run.left ? 'No task that is shown has such a name' : 'No task has such a name'));
    list.hidden = !asked;
    input.setAttribute('aria-expanded', String(asked));
    if (matches.length) input.setAttribute('aria-activedescendant', 'match-' + active);
    else input.removeAttribute('aria-activedescendant');
  }

  function move(by) {
    if (!matches.length) return;
    active = (active + by + matches.length) % matches.length;
    [...list.querySelectorAll('[role=option]')].forEach((item, i) => item.setAttribute('aria-selected', String(i === active)));
    input.setAttribute('aria-activedescendant', 'match-' + active);
  }

  function close() {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function take(task) {
    input.value = '';
    close();
    selection.choose(task);
    showRow(task);
    byId('rows').focus({ preventScroll: true });
  }

  input.addEventListener('input', find);
  input.addEventListener('focus', () => input.value && find());
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter' && matches.length) take(matches[active]);
    else if (event.key === 'Escape') {
      input.value = '';
      close();
      input.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // Before the field loses the focus, which closes the list
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const item = event.target.closest('[data-match]');
    if (item) take(matches[item.dataset.match]);
  });
}
