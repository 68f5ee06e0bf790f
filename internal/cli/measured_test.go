package cli_test

import (
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// measured is exitstatus for a load that has to be valid. One that says of itself
// that the machine was too busy to send it is sent again, five times at most, as
// whoever runs it is told to.
//
//	measured 0 flexrig load --duration 1s
func measured(ts *testscript.TestScript, negate bool, args []string) {
	if negate || len(args) < 2 {
		ts.Fatalf("usage: measured N command args…")
	}
	const times = 5
	for range times - 1 {
		err := ts.Exec(args[1], args[2:]...)
		if !strings.Contains(ts.ReadFile("stdout"), "the generator fell behind its schedule") {
			holdStatus(ts, args, err)
			return
		}
	}
	exitStatus(ts, negate, args)
}
