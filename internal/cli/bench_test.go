package cli_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkVerify runs the built binary over the whole contract on the mock
// target: what somebody waits for who types `flexrig verify`. ms/example is the
// wall time of the whole run by the number of its examples.
func BenchmarkVerify(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "flexrig")
	build := exec.Command("go", "build", "-o", binary, ".")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, out)
	}
	folder := b.TempDir()
	for b.Loop() {
		run := exec.Command(binary, "verify", "--quiet", "--out", folder)
		if out, err := run.CombinedOutput(); err != nil {
			b.Fatalf("flexrig verify: %v\n%s", err, out)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*examples(b, folder)), "ms/example")
}

// examples counts what the last run played.
func examples(b *testing.B, folder string) int {
	b.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "latest", "verdict.json"))
	if err != nil {
		b.Fatal(err)
	}
	var verdict struct {
		Rules []struct{ Examples []json.RawMessage }
	}
	if err := json.Unmarshal(text, &verdict); err != nil {
		b.Fatal(err)
	}
	n := 0
	for _, rule := range verdict.Rules {
		n += len(rule.Examples)
	}
	return n
}
