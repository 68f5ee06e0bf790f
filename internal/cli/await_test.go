package cli_test

import (
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// await waits until a file exists whose path matches a pattern, half a minute
// at most: a command that runs in the background has come that far.
func await(ts *testscript.TestScript, negate bool, args []string) {
	if negate || len(args) != 1 {
		ts.Fatalf("usage: await pattern")
	}
	const patience, pause = 30 * time.Second, 5 * time.Millisecond
	for start := time.Now(); time.Since(start) < patience; time.Sleep(pause) {
		found, err := filepath.Glob(ts.MkAbs(args[0]))
		ts.Check(err)
		if len(found) > 0 {
			return
		}
	}
	ts.Fatalf("nothing matches %s after %s", args[0], patience)
}
