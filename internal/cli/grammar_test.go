package cli

import (
	"bytes"
	"testing"

	"github.com/alecthomas/kong"
)

// TestOneCommandIsReadAsAmongAll: its help, which holds all of its flags, is the same
// where kong knows of no other command.
func TestOneCommandIsReadAsAmongAll(t *testing.T) {
	t.Parallel()
	for _, line := range [][]string{
		{"verify"}, {"mutants"}, {"rules"}, {"serve"}, {"exec"}, {"report"}, {"load"}, {"load", "run"}, {"load", "compare"},
	} {
		if _, all := grammarOf(line).(*grammar); all {
			t.Errorf("%v: every command is read", line)
		}
		if one, all := helpOf(t, grammarOf(line), line), helpOf(t, &grammar{}, line); one != all {
			t.Errorf("%v: the help is\n%s\nand among all commands\n%s", line, one, all)
		}
	}
}

func TestALineWithoutACommandIsReadByAll(t *testing.T) {
	t.Parallel()
	for _, line := range [][]string{nil, {"--help"}, {"Verify"}, {"version"}, {"--version", "verify"}} {
		if _, all := grammarOf(line).(*grammar); !all {
			t.Errorf("%v: not every command is read", line)
		}
	}
}

func helpOf(t *testing.T, of any, line []string) string {
	t.Helper()
	var said bytes.Buffer
	parser, err := kong.New(of, kong.Name("flexrig"), kong.Writers(&said, &said), kong.Exit(func(int) {}),
		kong.Vars{"version": "", "workloads": "", "profiles": ""})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = parser.Parse(append(line, "--help")) // which answers before it misses arguments
	if said.Len() == 0 {
		t.Fatalf("%v has no help", line)
	}
	return said.String()
}
