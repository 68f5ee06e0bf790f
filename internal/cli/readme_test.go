package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/cli"
)

// TestTheReadmeShowsWhatIsPrinted runs each command that the README shows on a
// terminal and looks for each of the lines below it. A line that is … stands for
// lines left out; the one about files carries the instant of its run.
func TestTheReadmeShowsWhatIsPrinted(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, block := range strings.Split(string(text), "```console\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		command, lines, _ := strings.Cut(block, "\n")
		args := strings.Fields(strings.ReplaceAll(strings.TrimPrefix(command, "$ go run . "), "'", ""))
		var out bytes.Buffer
		cli.Main(append(args, "--out", t.TempDir()), cli.Streams{Out: &out, Err: &out})
		for line := range strings.Lines(lines) {
			line = strings.TrimSuffix(line, "\n")
			if line == "…" || strings.HasPrefix(line, "wrote ") {
				continue
			}
			if shown++; !strings.Contains("\n"+out.String(), "\n"+line+"\n") {
				t.Errorf("%s does not print\n%s\nbut\n%s", command, line, out.String())
			}
		}
	}
	if shown < 6 {
		t.Errorf("the README shows %d lines of terminal, want six at least", shown)
	}
}
