// The task that graph, waterfall and details show. They hear of it when another one is chosen.

const selection = {
  task: null,
  listeners: [],

  choose(task) {
    if (task === selection.task) return;
    selection.task = task;
    for (const listener of selection.listeners) listener(task);
    rememberInAddress(task);
  },
};

function rememberInAddress(task) {
  try {
    history.replaceState(null, '', task ? '#' + encodeURIComponent(task.key) : location.pathname + location.search);
  } catch {
    // Some browsers refuse this to pages that are files; only the link to the task is lost.
  }
}

function taskInAddress(run) {
  let key;
  try {
    key = decodeURIComponent(location.hash.slice(1));
  } catch {
    return null;
  }
  return (key && run.tasks.find((task) => task.key === key)) || null;
}
