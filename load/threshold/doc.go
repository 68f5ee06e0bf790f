// Package threshold reads what a load has to reach and judges whether it did.
//
// A threshold is a figure, a relation and a value: p99<50ms, rate>=480/s,
// errors<0.1%, lost==0. An operation's name and a dot before it make it about
// that operation's requests: complete.p99<20ms. [Parse] refuses a figure that
// there is none of and says which there are; [Threshold.Judge] takes a run's
// record. A figure that was not measured has not held.
package threshold
