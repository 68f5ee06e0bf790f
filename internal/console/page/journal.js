// The requests of the account, as they come.
import { byId, chip, el, setText, short, timeOf } from "./dom.js";

const mostKept = 1000; // entries, for the filter
const mostShown = 200; // rows
let entries = []; // the newest first
let lost = 0; // that the door no longer kept when this page came to read them
let waiting = false;

export function add(entry) {
  entries.unshift(entry);
  if (entries.length > mostKept) entries.length = mostKept;
  later();
}

export function missed(n) {
  lost += n;
  later();
}

export function clear() {
  entries = [];
  lost = 0;
  later();
}

// later draws once for all that has come since the last picture.
function later() {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    draw();
  }, 60);
}

function wanted(entry, terms) {
  const text = [entry.method, entry.path, entry.status, entry.operation, entry.fault, ...entry.notes].join(" ").toLowerCase();
  return terms.every((term) => text.includes(term));
}

function draw() {
  const terms = byId("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter((entry) => wanted(entry, terms));
  const body = byId("journal").tBodies[0];
  const before = new Map([...body.rows].map((row) => [row.dataset.seq, row]));
  body.replaceChildren(...found.slice(0, mostShown).map((entry) => before.get(String(entry.seq)) ?? row(entry)));
  byId("journal").hidden = found.length === 0;
  const empty = byId("journal").parentElement.querySelector(".empty");
  empty.hidden = found.length > 0;
  setText(empty, entries.length ? "No request here says all of that." : "No requests yet. They appear here as they come.");
  setText(byId("journal-count"), count(found.length, terms.length > 0));
}

function count(found, filtered) {
  const parts = [filtered ? `${found} of ${entries.length}` : `${entries.length} requests`];
  if (found > mostShown) parts.push(`${mostShown} shown`);
  if (lost) parts.push(`${lost} no longer kept`);
  return parts.join(" · ");
}

function row(entry) {
  return el("tr", { data: { seq: entry.seq } },
    el("td", { class: "c-time" }, el("time", { datetime: entry.at, title: entry.at }, timeOf(entry.at))),
    el("td", { class: "c-code" }, chip(String(entry.status), "s" + String(entry.status)[0])),
    el("td", { class: "request" }, request(entry), ...remarks(entry)));
}

// request is one line, sids shortened, that opens to all that was sent.
function request(entry) {
  const line = [el("span", { class: "method" }, entry.method), " ", el("span", { class: "path" }, entry.path.replace(/[A-Z]{2}[0-9a-f]{32}/g, short))];
  const details = el("details", {}, el("summary", { class: "line" }, ...line));
  details.addEventListener("toggle", () => {
    if (details.children.length === 1) details.append(whole(entry));
  });
  return details;
}

function whole(entry) {
  const pairs = [["path", entry.path], ["host", entry.host], ["if-match", entry.if_match], ["client", entry.agent]].filter(([, text]) => text);
  for (const field of [...entry.query, ...entry.fields]) pairs.push([field.name, field.value]);
  return el("dl", { class: "fields" }, ...pairs.flatMap(([name, text]) => [el("dt", {}, name), el("dd", {}, text)]));
}

function remarks(entry) {
  const texts = [...entry.notes];
  if (entry.code) texts.unshift(`error ${entry.code}`);
  if (entry.fault) texts.unshift(`fault: ${entry.fault}`);
  return texts.length ? [el("ul", { class: "notes" }, ...texts.map((text) => el("li", {}, text)))] : [];
}

byId("filter").addEventListener("input", draw);
