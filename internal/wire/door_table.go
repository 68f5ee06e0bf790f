package wire

import "net/http"

// A doorRoute is one thing that the door does. What it takes is told beside it:
// GET /v1 is made from the same rows as the routing.
type doorRoute struct {
	method, path string
	does         string
	query        []doorParameter
	body         string // an example, to the letter; empty where it takes none
	limit        int64  // bytes of a body; 0 is largestBody

	do func(*StandIn, *http.Request) (answer, error)
	// stream answers what is no single JSON text; do is nil then.
	stream func(*StandIn, http.ResponseWriter, *http.Request)
}

// A doorParameter is one query parameter.
type doorParameter struct {
	Name  string `json:"name"`
	Means string `json:"means"`
}

// whose is the parameter of all that happens in one account.
var whose = doorParameter{"account", "the account's sid, AC…"}

// doorTable lists what the door does, in the order in which it is told.
func doorTable() []doorRoute {
	return []doorRoute{
		{
			method: http.MethodGet, path: "/v1", do: (*StandIn).describeDoor,
			does: "what the door does: this list",
		},
		{
			method: http.MethodGet, path: "/", stream: (*StandIn).showConsole,
			does: "the console page, for a browser",
		},
		{
			method: http.MethodGet, path: "/console/{file}", stream: (*StandIn).showConsole,
			does: "the page's own script and style",
		},
		{
			method: http.MethodGet, path: "/v1/accounts", do: (*StandIn).listAccounts,
			does: "every account that is open, with its clock",
		},
		{
			method: http.MethodPost, path: "/v1/accounts", do: (*StandIn).openAccount,
			does: "opens an account; its clock is frozen at 2026-01-05T09:00:00Z, or begins at the machine's time and follows it; seed decides its sids",
			body: `{"sid":"AC0123456789abcdef0123456789abcdef","token":"a secret","seed":1,"strict":false,"clock":"following"}`,
		},
		{
			method: http.MethodDelete, path: "/v1/accounts", do: (*StandIn).dropAccount,
			does: "forgets an account and all that is in it", query: []doorParameter{whose},
		},
		{
			method: http.MethodPost, path: "/v1/keys", do: (*StandIn).giveKey,
			does:  "gives the account an API key that may do all that its token may, and tells it; without a sid and a secret one is made up; a reset keeps it",
			query: []doorParameter{whose}, body: `{"sid":"SK0123456789abcdef0123456789abcdef","secret":"a secret"}`,
		},
		{
			method: http.MethodGet, path: "/v1/clock", do: (*StandIn).readClock,
			does: "where the account's clock stands, and whether it follows the machine's time", query: []doorParameter{whose},
		},
		{
			method: http.MethodPost, path: "/v1/clock", do: (*StandIn).moveClock,
			does:  "moves the clock, by a span (advance: 10s, 2m, 180d) or to an instant (set: 2026-01-05T09:02:00Z); all that falls due on the way happens before the answer; mode freezes it or lets it follow",
			query: []doorParameter{whose}, body: `{"advance":"2m","mode":"frozen"}`,
		},
		{
			method: http.MethodGet, path: "/v1/insights", do: (*StandIn).readInsights,
			does:  "what Flex Insights makes of the account's history so far",
			query: []doorParameter{whose, {"as", "reports: what the last load has brought of it"}, {"task", "a task's sid, WT…: what is this task's own"}},
		},
		{
			method: http.MethodGet, path: "/v1/history", do: (*StandIn).readHistory,
			does:  "the account's events, oldest first",
			query: []doorParameter{whose, {"last", "how many, counted from the newest; all of them without it"}},
		},
		{
			method: http.MethodGet, path: "/v1/journal", do: (*StandIn).readJournal,
			does: "the account's last requests, oldest first, and how many older ones were dropped",
			query: []doorParameter{
				whose,
				{"after", "requests with a greater seq only"},
				{"last", "how many, counted from the newest"},
				{"operation", "Twilio's operation id, UpdateTask"},
				{"method", "GET, POST or DELETE"},
				{"path", "a part of the path"},
				{"task", "sid of the task that requests are about"},
				{"status", "404, or 4xx for all of its hundred"},
			},
		},
		{
			method: http.MethodGet, path: "/v1/counts", do: (*StandIn).readCounts,
			does:  "how many requests the account has had, by operation and class of the answer, and how many task updates took effect; exact since the last reset, also of those that the journal has dropped",
			query: []doorParameter{whose},
		},
		{
			method: http.MethodGet, path: "/v1/grade", do: (*StandIn).readGrade,
			does:  "the report card: what the account's clients do and should not, the heaviest first",
			query: []doorParameter{whose, {"end", "true: as at the end, when what is open counts"}},
		},
		{
			method: http.MethodGet, path: "/v1/stream", stream: (*StandIn).stream,
			does:  "the journal as it grows, as server-sent events: request (an entry; its id resumes), missed (how many are no longer kept), clock (a move, and every 15 seconds), reset; 16 listeners at most",
			query: []doorParameter{whose, {"last", "how many entries to begin with, 0 to 4096; 200 without it"}},
		},
		{
			method: http.MethodGet, path: "/v1/overview", do: (*StandIn).readOverview,
			does:  "tasks, channels and reservations with what becomes of them unasked and when: those that go soonest, then the newest, and whole counts",
			query: []doorParameter{whose, {"most", "how many of each, 1 to 1000; 100 without it"}},
		},
		{
			method: http.MethodGet, path: "/v1/webhooks", do: (*StandIn).readWebhooks,
			does: "the account's callbacks, and how many are under way", query: []doorParameter{whose},
		},
		{
			method: http.MethodGet, path: "/v1/faults", do: (*StandIn).readFaults,
			does: "the faults that are armed, in their order, with how many requests each has met and seen", query: []doorParameter{whose},
		},
		{
			method: http.MethodPost, path: "/v1/faults", do: (*StandIn).addFaults,
			does:  "arms more faults, behind those there are; the first that matches a request meets it; do timeout holds it until its client goes, for its delay, or for 10 minutes",
			query: []doorParameter{whose}, body: `{"faults":[{"operation":"UpdateTask","times":2,"status":429}]}`,
		},
		{
			method: http.MethodPut, path: "/v1/faults", do: (*StandIn).replaceFaults,
			does:  "arms these faults instead of those there are",
			query: []doorParameter{whose}, body: `{"faults":[{"operation":"UpdateTask","probability":0.1,"delay":{"fixed":"20ms"}}]}`,
		},
		{
			method: http.MethodDelete, path: "/v1/faults", do: (*StandIn).disarmFaults,
			does: "disarms a fault, or all", query: []doorParameter{whose, {"id", "of one fault; all without it"}},
		},
		{
			method: http.MethodGet, path: "/v1/quota", do: (*StandIn).readQuota,
			does: "how many requests the account may send at once, and at which rate by operation", query: []doorParameter{whose},
		},
		{
			method: http.MethodPut, path: "/v1/quota", do: (*StandIn).setQuota,
			does:  "sets the quota; what goes beyond it is answered 429",
			query: []doorParameter{whose}, body: `{"concurrency":10,"operations":{"UpdateTask":{"rate":"50/s","burst":100}}}`,
		},
		{
			method: http.MethodPost, path: "/v1/login", do: (*StandIn).logIn,
			does:  "lets an agent log in to Flex, which no API does",
			query: []doorParameter{whose}, body: `{"worker":"WK0123456789abcdef0123456789abcdef"}`,
		},
		{
			method: http.MethodPost, path: "/v1/identity", do: (*StandIn).setIdentity,
			does:  "sets what the identity provider says of an agent",
			query: []doorParameter{whose}, body: `{"worker":"WK0123456789abcdef0123456789abcdef","attributes":{"team_id":"1"}}`,
		},
		{
			method: http.MethodGet, path: "/v1/settings", do: (*StandIn).readSettings,
			does: "the account's settings", query: []doorParameter{whose},
		},
		{
			method: http.MethodPost, path: "/v1/settings", do: (*StandIn).changeSettings,
			does: "changes the settings that are named", query: []doorParameter{whose}, body: `{"hipaa":true}`,
		},
		{
			method: http.MethodPost, path: "/v1/reset", do: (*StandIn).reset,
			does: "makes an account as new: state, history, journal and counts; its clock stays where it stands",
			query: []doorParameter{
				{"account", "the account's sid, AC…; all accounts without it"},
				{"history", "only: forgets history, journal and counts, and keeps the rest"},
			},
		},
		{
			method: http.MethodGet, path: "/v1/state", do: (*StandIn).readState,
			does:  "all that the accounts hold, their tokens and API keys included, to be loaded again; journal, counts, faults and quotas are not part of it",
			query: []doorParameter{{"account", "the account's sid, AC…; all accounts without it"}},
		},
		{
			method: http.MethodPut, path: "/v1/state", do: (*StandIn).loadState, limit: mostState,
			does:  "makes the accounts of a saved state again, all of them or none",
			query: []doorParameter{{"account", "the only one to load; all accounts without it"}},
			body:  `{"version":1,"accounts":[]}`,
		},
	}
}

// A toldRoute is a row as GET /v1 tells it.
type toldRoute struct {
	Method string          `json:"method"`
	Path   string          `json:"path"`
	Does   string          `json:"does"`
	Query  []doorParameter `json:"query"`
	Body   string          `json:"body"` // an example
}

// describeDoor tells what the door does.
func (s *StandIn) describeDoor(*http.Request) (answer, error) {
	told := []toldRoute{}
	for _, row := range doorTable() {
		told = append(told, toldRoute{row.method, row.path, row.does, listed(row.query), row.body})
	}
	return answer{status: http.StatusOK, body: struct {
		Door   string      `json:"door"`
		Routes []toldRoute `json:"routes"`
	}{"the management door of a flexrig stand-in: JSON, per account, without credentials", told}}, nil
}
