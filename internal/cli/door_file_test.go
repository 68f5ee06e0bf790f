package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFilesForTheDoorAreJSONOrYAML(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "faults")
	for name, row := range map[string]struct{ text, want, wrong string }{
		"JSON to the letter":     {`[{"status": 429, "times": 2}]`, `[{"status": 429, "times": 2}]`, ""},
		"with a byte order mark": {"\ufeff{\"faults\":[]}\n", `{"faults":[]}`, ""},
		"YAML":                   {"faults:\n  - do: timeout\n    delay: {uniform: [1ms, 5ms]}\n", `{"faults": [{"do": "timeout", "delay": {"uniform": ["1ms", "5ms"]}}]}`, ""},
		"nothing":                {" \n", "", "the file is empty"},
		"no YAML":                {"a: [", "", "neither JSON nor YAML"},
		"too much":               {strings.Repeat(" ", largestSettings) + "[]", "", "larger than 1048576 bytes"},
	} {
		if err := os.WriteFile(path, []byte(row.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readSettings("faults", path)
		if row.wrong == "" && (err != nil || strings.TrimSpace(string(got)) != row.want) {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, row.want)
		}
		var told hinted
		if row.wrong != "" && (err == nil || !strings.Contains(err.Error(), row.wrong) || !errors.As(err, &told)) {
			t.Errorf("%s: got error %v, want %q and what to do", name, err, row.wrong)
		}
	}
	if _, err := readSettings("quota", path+" that is not there"); err == nil || !strings.Contains(err.Error(), "--quota") {
		t.Errorf("a file that is not there: %v", err)
	}
}
