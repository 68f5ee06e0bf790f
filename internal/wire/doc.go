// Package wire is the stand-in's HTTP: what a client of the TaskRouter, Flex,
// Conversations, Programmable Chat, Studio and core APIs sends and gets. It reads
// forms and paths, hands one command to the account that the credentials open, and
// writes the answer in the platform's shape: field names, nulls, time formats,
// links, pages, ETags, error bodies. It also carries what an account has to say to
// others: webhooks, signed, to loopback addresses unless [Options] says otherwise.
//
// No rule lives here. What a request does is decided in the account; a refusal
// comes back with its own code and sentence, and this package only finds the
// HTTP status for it. One table lists the operations that are modelled; a path
// outside it is answered 501 by name, never guessed.
//
//	standIn := wire.New(wire.Options{Seed: 1, Strict: true})
//	http.ListenAndServe(addr, standIn.API())    // what clients talk to
//	http.ListenAndServe(manage, standIn.Door()) // accounts, clock, history: JSON
//
// What goes wrong on purpose comes between a request and its account: the faults
// that the door has armed and the account's quota (package fault says which; here
// they are played). A request whose parameters have been read is refused, held,
// answered late or otherwise; the journal names the fault. A path that is not
// modelled has no faults: it goes on being answered 501. Delays and quotas take the
// machine's time, callbacks that come late the account's.
//
// Credentials are an account's sid and token, or an API key and its secret. A key
// that the API makes is a standard one, which does not open Accounts and Keys; one
// that the door gives opens all that the token does.
//
// Requests are routed by Host where it is one of the platform's
// (taskrouter.twilio.com, also with region or edge), else by path alone, so
// that one base URL serves every product. Addresses in answers are always the
// platform's own: https://taskrouter.twilio.com/v1/….
//
// # The door
//
// The management door asks for no credentials. It answers to loopback, to the
// address that it listens on and to names it was given, takes JSON only, and
// answers no page of a browser but its own, the console at /. One table holds its
// routes; GET /v1 tells them. GET /v1/stream does not end by itself: whoever serves
// the door calls [StandIn.EndStreams] when the server shuts down.
//
//	server := &http.Server{Handler: standIn.Door()}
//	server.RegisterOnShutdown(standIn.EndStreams)
package wire
