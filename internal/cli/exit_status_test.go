package cli_test

import (
	"errors"
	"os/exec"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"
)

// exitStatus runs a command and holds its exit status against a number, which
// testscript's own exec cannot: to it, 1 and 2 are both a failure. Output goes
// to stdout.log and stderr.log.
//
//	exitstatus 2 flexrig verify --rules NOPE-1
func exitStatus(ts *testscript.TestScript, negate bool, args []string) {
	if negate || len(args) < 2 {
		ts.Fatalf("usage: exitstatus N command args…")
	}
	holdStatus(ts, args, ts.Exec(args[1], args[2:]...))
}

// holdStatus holds how a command ended against the status that is wanted.
func holdStatus(ts *testscript.TestScript, args []string, err error) {
	want, wrong := strconv.Atoi(args[0])
	ts.Check(wrong)
	got := 0
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		got = failed.ExitCode()
	} else if err != nil {
		ts.Fatalf("%s: %v", args[1], err)
	}
	if got != want {
		ts.Fatalf("%v ended with status %d, want %d", args[1:], got, want)
	}
}
