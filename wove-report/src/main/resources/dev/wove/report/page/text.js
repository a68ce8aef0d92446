// Numbers and times as people read them.

const NARROW = '\u202f'; // a narrow space that does not break

/** Without the zeros at the end. */
function rounded(value, digits) {
  return value.toFixed(digits).replace(/\.?0+$/, '');
}

/** A time in nanoseconds. */
function time(nanos) {
  const n = Math.abs(nanos);
  const [value, unit, digits] =
    n < 1e3 ? [n, 'ns', 0]
    : n < 1e6 ? [n / 1e3, '\u00b5s', n < 1e4 ? 1 : 0]
    : n < 999.5e6 ? [n / 1e6, 'ms', n < 1e7 ? 1 : 0]
    : [n / 1e9, 's', n < 9.995e9 ? 2 : 1];
  const text = n === 0 ? '0' : n < 59.95e9 ? value.toFixed(digits) + NARROW + unit : inMinutes(n);
  return nanos < 0 ? '\u2212' + text : text;
}

function inMinutes(nanos) {
  const seconds = Math.round(nanos / 1e9);
  const [whole, part, big, small] =
    seconds < 3600 ? [Math.floor(seconds / 60), seconds % 60, 'min', 's'] : [Math.floor(Math.round(seconds / 60) / 60), Math.round(seconds / 60) % 60, 'h', 'min'];
  return whole + NARROW + big + (part ? ' ' + part + NARROW + small : '');
}

/** A time on the axis, where all are multiples of a round one. */
function tick(nanos) {
  return time(nanos).replace(/(\.\d*?)0+(?=\D)/, '$1').replace(/\.(?=\D)/, '');
}

function difference(nanos) {
  return nanos > 0 ? '+' + time(nanos) : time(nanos);
}

function percent(part, whole) {
  if (!whole) return '0' + NARROW + '%';
  const share = (100 * part) / whole;
  return (share > 0 && share < 1 ? '<1' : Math.round(share)) + NARROW + '%';
}

const DATE = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' };

/** A date that nobody can take for another, whatever their order of day and month, in the time of who reads it. */
function date(at) {
  return new Date(at).toLocaleString('en-GB', DATE);
}

function count(n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, NARROW);
}

function many(n, one, more) {
  return count(n) + ' ' + (n === 1 ? one : more || one + 's');
}

/** Leaves out the middle, and keeps more of the end, which tells names apart. */
function shortened(name, most) {
  if (name.length <= most) return name;
  const head = Math.floor((most - 1) / 3);
  return name.slice(0, head) + '\u2026' + name.slice(name.length - (most - 1 - head));
}

const pen = document.createElement('canvas').getContext('2d');
const fonts = getComputedStyle(document.body).fontFamily;

/** How wide a text is drawn, in the font of the page. */
function widthOf(text, font) {
  pen.font = `${font} ${fonts}`;
  return pen.measureText(text).width;
}

function fitting(text, width, font) {
  const whole = widthOf(text, font);
  return whole <= width ? text : shortened(text, Math.max(6, Math.floor((text.length * width) / whole)));
}

/** What all names begin with, up to a separator, if that is worth leaving out. */
function commonBeginning(names) {
  if (names.length < 3) return '';
  let length = names[0].length;
  for (const name of names) {
    let i = 0;
    while (i < length && name[i] === names[0][i]) i++;
    length = i;
  }
  const beginning = names[0].slice(0, length).replace(/[^._:\/\- ]*$/, '');
  return beginning.length >= 12 ? beginning : '';
}
