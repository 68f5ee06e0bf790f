// Command benchserve measures what the stand-in costs when it is served: task
// updates over loopback by wrk, next to a bare net/http handler that answers a
// canned task of the same size and to Prism on Twilio's own description of
// TaskRouter, all in one run and in turns, each server on one core and wrk on
// another.
//
// Before that it starts the binary several times and looks how long it takes until
// it is listening and what it holds at rest. At the end every figure stands next to
// its goal, reached or missed.
//
// It needs wrk and taskset, and npm for Prism. Rates of one run can be compared
// with each other, not with those of another machine; CPU time a request holds
// still where others use the machine as well.
package main
