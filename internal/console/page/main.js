// The console: it asks the door for what there is, listens for what happens, and
// moves the account's clock.
import { byId, dayOf, el, setText, timeOf } from "./dom.js";
import * as door from "./door.js";
import * as insights from "./insights.js";
import * as journal from "./journal.js";
import * as overview from "./overview.js";

let clock = null; // {at, following, since}: the account's instant when the page learned of it
let chosen = ""; // task sid
let source = null; // of events
let graded = false; // whether the door gives report cards
let refreshing = null; // the reading that is under way
let vanished = 0; // tasks that have gone since the clock was last moved from here
let again = false; // whether something has happened meanwhile

const say = (text) => setText(byId("said"), text);

function now() {
  return clock.following ? clock.at + (performance.now() - clock.since) : clock.at;
}

function setClock({ now: instant, mode }) {
  clock = { at: Date.parse(instant), following: mode === "following", since: performance.now() };
  setText(byId("mode"), clock.following ? "follows the machine" : "frozen");
  byId("mode").dataset.kind = clock.following ? "assigned" : "pending";
  setText(byId("follow"), clock.following ? "Freeze" : "Follow");
  drawClock();
}

function drawClock() {
  if (!clock) return;
  setText(byId("now"), timeOf(now()));
  byId("now").dateTime = new Date(now()).toISOString();
  setText(byId("day"), dayOf(now()) + ", UTC");
}

// refresh reads the account anew; one at a time, and once more where something has
// happened meanwhile.
async function refresh() {
  if (refreshing) {
    again = true;
    return refreshing;
  }
  refreshing = readOverview();
  try {
    await refreshing;
  } finally {
    refreshing = null;
    if (again) {
      again = false;
      soon();
    }
  }
}

async function readOverview() {
  if (!door.account) return;
  const of = door.account;
  const seen = await door.get("/v1/overview");
  if (of !== door.account) return;
  setClock(seen);
  vanished += overview.show(seen, now(), chosen, pick);
  if (chosen) await readInsights(seen.tasks.some((task) => task.sid === chosen));
}

// soon reads the account in a moment. A reading that takes long is not repeated
// soon: the page must not slow down what it looks at.
let planned = 0;
let took = 0; // milliseconds, the last time
function soon() {
  if (planned) return;
  planned = setTimeout(async () => {
    planned = 0;
    const begun = performance.now();
    await attempt(refresh);
    took = performance.now() - begun;
    gradeSoon();
  }, Math.max(200, 5 * took));
}

let gradePlanned = 0;
function gradeSoon() {
  if (!graded || gradePlanned) return;
  gradePlanned = setTimeout(() => {
    gradePlanned = 0;
    attempt(grade);
  }, 3000);
}

// attempt does something and says what went wrong.
async function attempt(what) {
  try {
    return await what();
  } catch (error) {
    say(error instanceof TypeError ? "The door does not answer; is the stand-in still running?" : error.message);
    return undefined;
  }
}

async function pick(sid) {
  chosen = chosen === sid ? "" : sid;
  if (!chosen) insights.clearInsights();
  await attempt(refresh);
}

async function readInsights(there) {
  const of = chosen;
  const shown = await door.get("/v1/insights", { task: of });
  if (of === chosen) insights.showInsights(of, shown, there);
}

async function grade() {
  insights.showCard(await door.get("/v1/grade"));
}

// move moves the clock and says what came of it.
async function move(body, words) {
  vanished = 0;
  setClock(await door.post("/v1/clock", body));
  // The stream tells of the move as well, and what it had read may be older.
  if (refreshing) await refreshing;
  await refresh();
  const gone = vanished;
  const went = gone ? ` ${gone === 1 ? "1 task is" : gone + " tasks are"} gone.` : "";
  say(`${words} It is ${timeOf(now())} UTC, ${dayOf(now())}.${went}`);
}

function connect() {
  source?.close();
  journal.clear();
  source = door.listen({
    request(entry) {
      journal.add(entry);
      soon();
    },
    clock(state) {
      setClock(state);
      soon();
    },
    missed: ({ missed }) => journal.missed(missed),
    reset() {
      journal.clear();
      soon();
    },
    state: linked,
  });
}

function linked(state) {
  const words = { live: "live", lost: "connection lost, trying again", off: "not live" };
  byId("link").dataset.state = state;
  setText(byId("link"), words[state]);
  byId("reconnect").hidden = state !== "off";
}

async function choose(sid) {
  door.choose(sid);
  chosen = "";
  insights.clearInsights();
  history.replaceState(null, "", sid ? "#" + sid : "#");
  connect();
  await attempt(refresh);
  if (graded) await attempt(grade);
}

// listAccounts brings the choice to what is open. Where nothing was chosen, or what
// was is gone, the first is taken.
async function listAccounts() {
  const { accounts } = await door.get("/v1/accounts");
  const select = byId("account");
  const sids = accounts.map((one) => one.sid);
  if ([...select.options].map((one) => one.value).join() !== sids.join()) {
    select.replaceChildren(...sids.map((sid) => el("option", { value: sid }, sid)));
    select.value = door.account;
  }
  if (sids.length === 0) {
    say("No account is open. POST one to /v1/accounts, or let flexrig serve make one.");
  } else if (!sids.includes(door.account)) {
    const asked = location.hash.slice(1);
    select.value = sids.includes(asked) ? asked : sids[0];
    await choose(select.value);
  }
}

async function describe() {
  const { routes } = await door.get("/v1");
  graded = routes.some((route) => route.path === "/v1/grade" && route.method === "GET");
  byId("card").hidden = !graded;
  const body = document.querySelector("#routes tbody");
  body.replaceChildren(...routes.map((route) => {
    const query = route.query.map((one) => el("li", {}, el("code", {}, one.name), " ", one.means));
    return el("tr", {}, el("th", { scope: "row", class: "path" }, `${route.method} ${route.path}`),
      el("td", {}, route.does, query.length ? el("ul", {}, ...query) : null, route.body ? el("code", { class: "example" }, route.body) : null));
  }));
}

for (const button of document.querySelectorAll("[data-advance]")) {
  button.addEventListener("click", () => attempt(() => move({ advance: button.dataset.advance }, `${button.textContent} later.`)));
}
byId("span-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const span = byId("span").value.trim();
  attempt(() => move({ advance: span }, `${span} later.`));
});
byId("follow").addEventListener("click", () =>
  attempt(() => move({ mode: clock.following ? "frozen" : "following" }, clock.following ? "The clock stands still." : "The clock follows the machine.")));
byId("account").addEventListener("change", () => choose(byId("account").value));
byId("reconnect").addEventListener("click", connect);
byId("grade").addEventListener("click", () => attempt(grade));
byId("reset").addEventListener("click", () => byId("sure").showModal());
byId("keep").addEventListener("click", () => byId("sure").close());
byId("really").addEventListener("click", () => attempt(async () => {
  byId("sure").close();
  await door.post("/v1/reset");
  await refresh();
  say("The account is as new.");
}));

setInterval(() => {
  if (!clock) return;
  drawClock();
  if (clock.following) overview.tickAll(now());
  if (clock.following && overview.due(now())) soon();
}, 500);
setInterval(() => attempt(listAccounts), 5000);

await attempt(describe);
await attempt(listAccounts);
document.body.dataset.ready = "true";
