// Tasks, reservations and channels, with what is left of their time.
import { byId, chip, countdown, el, rows, setText, short, tick } from "./dom.js";

let shown = { tasks: [], channels: [], reservations: [], counts: {} };

// show brings the tables to an overview and gives how many tasks have gone.
export function show(overview, now, chosen, pick) {
  const there = new Set(overview.tasks.map((task) => task.sid));
  const gone = shown.tasks.filter((task) => !there.has(task.sid)).length;
  shown = overview;
  rows(byId("tasks"), overview.tasks, (task) => task.sid, (task) => taskRow(task, pick), (row, task) => {
    const button = row.querySelector("button");
    button.setAttribute("aria-pressed", String(task.sid === chosen));
    row.classList.toggle("chosen", task.sid === chosen);
    setText(row.querySelector(".attributes"), task.attributes);
    status(row, task.status);
    setText(row.querySelector(".wide"), task.queue ? `${task.queue} · ${task.channel}` : task.channel);
  });
  rows(byId("reservations"), overview.reservations, (one) => one.sid, reservationRow, (row, one) => status(row, one.status));
  rows(byId("channels"), overview.channels, (one) => one.sid, channelRow, (row, one) => status(row, one.status));
  counts(overview);
  tickAll(now);
  return gone;
}

// tickAll counts everything down to the account's instant.
export function tickAll(now) {
  for (const [id, list] of [["tasks", shown.tasks], ["reservations", shown.reservations], ["channels", shown.channels]]) {
    const body = byId(id).tBodies[0];
    list.forEach((one, i) => {
      if (body.rows[i]) tick(body.rows[i].lastElementChild, one.until, one.span, now);
    });
  }
}

// due tells whether something has come to its end by an instant.
export const due = (now) =>
  [...shown.tasks, ...shown.reservations, ...shown.channels].some((one) => one.until && Date.parse(one.until) <= now);

function taskRow(task, pick) {
  const name = el("button", { type: "button", class: "sid", title: task.sid, onclick: () => pick(task.sid) }, short(task.sid));
  return el("tr", {}, el("th", { scope: "row" }, name, el("span", { class: "attributes" })), el("td", { class: "c-status" }), el("td", { class: "wide" }), countdown());
}

function reservationRow(one) {
  return el("tr", {}, el("th", { scope: "row" }, one.worker, el("span", { class: "attributes mono", title: one.task }, short(one.task))), el("td", { class: "c-status" }), countdown());
}

function channelRow(one) {
  return el("tr", {}, el("th", { scope: "row" }, one.type, el("span", { class: "attributes mono", title: one.sid }, short(one.sid))), el("td", { class: "c-status" }), countdown());
}

function status(row, text) {
  const cell = row.querySelector(".c-status");
  if (cell.textContent !== text) cell.replaceChildren(chip(text));
}

function counts({ counts: all, tasks }) {
  const total = Object.values(all).reduce((sum, n) => sum + n, 0);
  const parts = Object.entries(all).filter(([, n]) => n > 0);
  const order = ["pending", "reserved", "assigned", "wrapping", "completed", "canceled"];
  parts.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const texts = parts.map(([name, n]) => `${n.toLocaleString("en")} ${name}`);
  if (total > tasks.length) texts.push(`${tasks.length} shown`);
  const list = byId("counts");
  if (list.textContent !== texts.join("")) list.replaceChildren(...texts.map((text) => el("li", {}, text)));
}
