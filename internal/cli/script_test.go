package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/flexrig/flexrig/internal/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"flexrig": func() { os.Exit(cli.Main(os.Args[1:], cli.Standard())) },
		"ask":     ask,
	})
}

// TestCommandLine plays the scripts: one a topic, the comment on top the rule.
func TestCommandLine(t *testing.T) {
	t.Parallel()
	params := scripts()
	params.Dir = filepath.Join("testdata", "script")
	testscript.Run(t, params)
}

// scripts is what every script may use.
func scripts() testscript.Params {
	return testscript.Params{
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "1")
			// The race detector waits a second at the end of every command for
			// what goroutines may still do; there are a hundred commands.
			env.Setenv("GORACE", "atexit_sleep_ms=20")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exitstatus": exitStatus,
			"await":      await,
			"standin":    standIn,
			"mortal":     mortal,
			"shard":      shardRun,
			"sluggish":   sluggish,
			"arm":        arm,
			"service":    service,
			"measured":   measured,
		},
	}
}
