// What Flex Insights shows for a task, and the report card of the account.
import { byId, chip, el, setText, short, timeOf } from "./dom.js";

export function showInsights(sid, projection, there) {
  setText(byId("insights-task"), there ? short(sid) : `${short(sid)}, gone from TaskRouter`);
  const parts = projection.segments.map(segment);
  if (parts.length === 0) parts.push(el("p", { class: "empty" }, "No segments yet: Insights reads a task when it is offered, accepted and ended."));
  if (projection.findings.length) parts.push(el("h3", {}, "Findings"), findings(projection.findings));
  byId("insights-body").replaceChildren(...parts);
}

export function clearInsights() {
  setText(byId("insights-task"), "");
  byId("insights-body").replaceChildren(el("p", { class: "empty" }, "Choose a task to see its segments, its media and what is wrong with its attributes."));
}

function segment(one) {
  const who = [one.agent, one.queue, one.channel].filter(Boolean).join(" · ");
  const when = timeOf(one.started) + " – " + (one.ended ? timeOf(one.ended) : "now");
  return el("article", { class: "segment" },
    el("header", {}, el("h3", {}, one.kind), el("p", { class: "aside" }, who), el("p", { class: "when" }, when), one.outcome ? chip(one.outcome) : chip("open", "reserved")),
    data(one), screen(one));
}

// data is the custom data that was loaded of the attributes.
function data(one) {
  const pairs = [
    ...Object.entries(one.conversations).map(([key, value]) => ["conversations." + key, value]),
    ...Object.entries(one.customers).map(([key, value]) => ["customers." + key, value]),
  ];
  if (one.reason) pairs.unshift(["reason", one.reason]);
  if (pairs.length === 0) return null;
  return el("dl", { class: "fields" }, ...pairs.flatMap(([key, value]) => [el("dt", {}, key), el("dd", {}, String(value))]));
}

// screen is what a drill-down to the segment opens. Addresses are told, not linked:
// they are other people's.
function screen({ screen: shown, segment_link: link }) {
  const items = shown.items.map((item) =>
    el("li", {}, chip(item.presentation, "media"), " ", el("span", { class: "path" }, [item.title, item.type, item.url ?? item.sid].filter(Boolean).join(" · "))));
  if (shown.tab) items.push(el("li", {}, chip("browser tab", "media"), " ", el("span", { class: "path" }, shown.tab)));
  if (link) items.push(el("li", {}, chip("segment link", "media"), " ", el("span", { class: "path" }, link)));
  const title = shown.opens ? "Conversation Screen" : "Conversation Screen stays shut";
  return el("div", { class: "screen" }, el("h4", {}, title), items.length ? el("ul", { class: "media" }, ...items) : el("p", { class: "empty" }, "opens empty"));
}

function findings(list) {
  return el("ul", { class: "findings" }, ...list.map((one) =>
    el("li", {}, chip(one.severity), " ", el("strong", {}, one.rule), " ", el("code", {}, one.path), el("p", {}, one.message))));
}

export function showCard(card) {
  setText(byId("card-count"), `${card.requests} requests` + (card.dropped ? `, ${card.dropped} no longer known` : ""));
  const list = card.findings.map((one) =>
    el("li", {}, chip(one.severity), " ", el("strong", {}, one.rule || one.kind), one.count > 1 ? ` ×${one.count}` : "",
      el("p", {}, one.sentence), el("p", { class: "advice" }, one.advice),
      one.request ? el("p", { class: "path" }, `#${one.request.seq} ${one.request.method} ${one.request.path} → ${one.request.status}`) : null));
  byId("card-body").replaceChildren(list.length ? el("ul", { class: "findings" }, ...list) : el("p", { class: "empty" }, "Nothing to complain about so far."));
}
