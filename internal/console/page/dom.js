// What is shown is made here, out of elements and text. Nothing turns a text into
// markup: names, paths and attributes are other people's.

// el makes an element. Properties that begin with "on" are listeners, "data" is an
// object, others are attributes; children are elements or texts.
export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(made.dataset, value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

export const byId = (id) => document.getElementById(id);

// setText changes a text only where it differs, so that what listens to changes is
// not told of none.
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// rows brings a table's body to a list: rows of things that are still there stay
// the same elements, so that focus and what is open stay where they are.
export function rows(table, list, key, make, update) {
  const body = table.tBodies[0];
  const before = new Map([...body.rows].map((row) => [row.dataset.key, row]));
  let place = null; // the row in front of the next
  for (const item of list) {
    const name = key(item);
    const row = before.get(name) ?? make(item);
    before.delete(name);
    row.dataset.key = name;
    update(row, item);
    const next = place ? place.nextSibling : body.firstChild;
    if (next !== row) body.insertBefore(row, next);
    place = row;
  }
  for (const row of before.values()) row.remove();
  table.hidden = list.length === 0;
  const empty = table.parentElement.querySelector(":scope > .empty");
  if (empty) empty.hidden = list.length > 0;
}

// short is a sid that fits into a column; the whole one is its title.
export const short = (sid) => (sid.length > 16 ? sid.slice(0, 6) + "…" + sid.slice(-5) : sid);

export const chip = (text, kind = text) => el("span", { class: "chip", data: { kind } }, text);

const two = (n) => String(n).padStart(2, "0");

// left tells a span of milliseconds for people.
export function left(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${two(minutes)} min`;
  return `${minutes}:${two(seconds % 60)}`;
}

// timeOf and dayOf read an instant, always in UTC.
export const timeOf = (instant) => new Date(instant).toISOString().slice(11, 19);
export const dayOf = (instant) =>
  new Date(instant).toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

// countdown is a cell that counts down to an instant on the account's clock.
export function countdown() {
  const text = el("span", { class: "time" });
  const bar = el("span", { class: "leftbar", "aria-hidden": "true" }, el("span"));
  return el("td", { class: "c-left" }, text, bar);
}

// tick brings a countdown to what is left of it.
export function tick(cell, until, span, now) {
  const [text, bar] = cell.children;
  bar.hidden = !until;
  if (!until) {
    setText(text, "–");
    return;
  }
  const remaining = Date.parse(until) - now;
  setText(text, left(remaining));
  const share = span > 0 ? Math.min(1, Math.max(0, remaining / 1000 / span)) : 0;
  bar.firstChild.style.width = (share * 100).toFixed(1) + "%";
  cell.dataset.soon = String(share < 0.25);
}
