package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/flexrig/flexrig/internal/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"flexrig": func() { os.Exit(cli.Main(os.Args[1:], cli.Standard())) },
	})
}

// TestCommandLine plays the scripts: one a topic, the comment on top the rule.
func TestCommandLine(t *testing.T) {
	t.Parallel()
	params := scripts(t)
	params.Dir = filepath.Join("testdata", "script")
	testscript.Run(t, params)
}

// scripts is what every script may use: flexrig itself, the client ask, and commands of
// the tests' own.
func scripts(t *testing.T) testscript.Params {
	programs := built(t, "./ask")
	return testscript.Params{
		Setup: func(env *testscript.Env) error {
			env.Setenv("PATH", programs+string(os.PathListSeparator)+env.Getenv("PATH"))
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

// built is a folder with a program in it.
func built(t *testing.T, program string) string {
	t.Helper()
	folder := t.TempDir()
	if said, err := exec.Command("go", "build", "-o", folder, program).CombinedOutput(); err != nil {
		t.Fatalf("go build %s: %v\n%s", program, err, said)
	}
	return folder
}
