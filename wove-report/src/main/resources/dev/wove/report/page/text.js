// Numbers and times as people read them.

const NARROW = '\u202f'; // a narrow space that does not break

function rounded(value, digits) {
  return value.toFixed(digits).replace(/\.0+$/, '');
}

/** A time in nanoseconds. */
function time(nanos) {
  const sign = nanos < 0 ? '\u2212' : '';
  const n = Math.abs(nanos);
  const unit = (value, name, digits) => sign + rounded(value, digits) + NARROW + name;
  if (n === 0) return '0';
  if (n < 1e3) return unit(n, 'ns', 0);
  if (n < 1e6) return unit(n / 1e3, '\u00b5s', n < 1e4 ? 1 : 0);
  if (n < 999.5e6) return unit(n / 1e6, 'ms', n < 1e7 ? 1 : 0);
  if (n < 59.95e9) return unit(n / 1e9, 's', n < 1e10 ? 2 : 1);
  const seconds = Math.round(n / 1e9);
  if (seconds < 3600) return `${sign}${Math.floor(seconds / 60)}${NARROW}min ${seconds % 60}${NARROW}s`;
  const minutes = Math.round(seconds / 60);
  return `${sign}${Math.floor(minutes / 60)}${NARROW}h ${minutes % 60}${NARROW}min`;
}

function difference(nanos) {
  return nanos > 0 ? '+' + time(nanos) : time(nanos);
}

function percent(part, whole) {
  if (!whole) return '0' + NARROW + '%';
  const share = (100 * part) / whole;
  return (share > 0 && share < 1 ? '<1' : Math.round(share)) + NARROW + '%';
}

function count(n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, NARROW);
}

function many(n, one, more) {
  return count(n) + ' ' + (n === 1 ? one : more || one + 's');
}

/** Leaves out the middle: beginnings and numbers at the end tell names apart. */
function shortened(name, most) {
  if (name.length <= most) return name;
  const tail = Math.floor((most - 1) / 3);
  return name.slice(0, most - 1 - tail) + '\u2026' + name.slice(name.length - tail);
}
