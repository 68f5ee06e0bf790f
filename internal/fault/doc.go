// Package fault is what goes wrong on purpose: which requests of an account are
// answered late, otherwise or not at all, which callbacks come late, twice, out of
// order or never, and how many requests the account lets through.
//
// A [Rule] is data: which requests it is for, how often, and what happens to them.
// [Decode] takes rules from JSON, and refuses what it does not know and what could
// never happen. [Rules] are the rules that an account has
// armed, in order: the first one that is for a request and that falls due meets it.
//
//	rules := fault.NewRules(seed)
//	err := rules.Add(fault.Rule{Operation: "UpdateTask", Times: 2, Status: 429})
//	hit, met := rules.Meet(fault.Request{Product: "taskrouter", Operation: "UpdateTask", Method: "POST", Path: path})
//
// A [Quota] is how much an account may ask at once and in a second, and a [Meter]
// counts it.
//
// Nothing here answers, waits or reads a clock: the room above does with a [Hit]
// what it says, and tells a meter the time. Chance comes from the account's seed,
// for each rule apart: the n-th request that a rule looks at has the same fate in
// every run, whatever other rules are armed.
package fault
