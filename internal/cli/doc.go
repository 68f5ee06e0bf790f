// Package cli is the command line: it reads flags and environment, assembles a
// run from the rooms that do the work, writes its files and decides the exit
// status. It is the only package that touches files, signals and terminals.
//
//	status := cli.Main([]string{"verify", "--rules", "IC-11"}, cli.Standard())
//
// The exit status means the same for every command: 0 all held, 1 something is
// broken, 2 the run could not happen, 3 there is nothing to compare with, or noise
// keeps a comparison from an answer. flexrig exec gives its command's own status
// where that is not 0. A run that did not happen is never green:
// a bad flag, an empty selection, a report that could not be written and Ctrl-C
// all end with 2.
//
// Every flag has a twin in the environment, FLEXRIG_ and its name in capitals.
// The flag wins over the environment, the environment over the default.
package cli
