// The management door, as this page asks it.

export let account = ""; // whose data is shown

export function choose(sid) {
  account = sid;
}

function address(path, query = {}) {
  const all = new URLSearchParams(query);
  if (account) all.set("account", account);
  return path + "?" + all;
}

// ask sends one request and gives the answer's JSON. A refusal is an error with
// the door's own sentence.
async function ask(method, path, query, body) {
  const options = { method, headers: {} };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  const answer = await fetch(address(path, query), options);
  const text = await answer.text();
  const told = text ? JSON.parse(text) : null;
  if (!answer.ok) throw new Error(told?.error ?? `the door answered ${answer.status}`);
  return told;
}

export const get = (path, query) => ask("GET", path, query);
export const post = (path, body) => ask("POST", path, {}, body);

// listen follows what happens in the account until it is closed.
export function listen(handlers) {
  const source = new EventSource(address("/v1/stream"));
  for (const name of ["request", "clock", "missed", "reset"]) {
    source.addEventListener(name, (event) => handlers[name](JSON.parse(event.data)));
  }
  source.addEventListener("open", () => handlers.state("live"));
  source.addEventListener("error", () => handlers.state(source.readyState === EventSource.CLOSED ? "off" : "lost"));
  return source;
}
