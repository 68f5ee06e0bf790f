// Package earliest keeps the program from starting another one before its own
// main runs.
//
// godog asks `go env GOTOOLDIR` whenever it is loaded, for a command that this
// program does not have, and makes no use of the answer. Where Go is installed that
// costs more than all the rest of a start, and where a folder of PATH is not to be
// trusted it runs what is called go there.
//
// So PATH is put aside as soon as there is one, and [Restore] puts it back when
// godog has been loaded. Packages are initialized in the order of their import
// paths, each once all that it imports has been (The Go Programming Language
// Specification, Program initialization). This one imports os alone: it comes
// before os/exec, without which godog cannot run anything.
package earliest
