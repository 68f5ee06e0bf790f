package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestNoticeNamesEveryModuleThatIsLinked keeps NOTICE true: licences ask for
// their notice wherever the binary goes, so a module that comes or goes has to
// come or go there too.
func TestNoticeNamesEveryModuleThatIsLinked(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	command := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", ".")
	command.Dir = root
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	notice, err := os.ReadFile(filepath.Join(root, "NOTICE"))
	if err != nil {
		t.Fatal(err)
	}
	linked := map[string]bool{}
	for path := range strings.FieldsSeq(string(out)) {
		linked[path] = path != module
	}
	named := map[string]bool{}
	for line := range strings.Lines(string(notice)) {
		if fields := strings.Fields(line); len(fields) > 1 && strings.Contains(fields[0], "/") && strings.Contains(fields[0], ".") {
			named[fields[0]] = true
		}
	}
	for path, is := range linked {
		if is && !named[path] {
			t.Errorf("NOTICE does not name %s, which is linked into the binary", path)
		}
	}
	for path := range named {
		if !linked[path] {
			t.Errorf("NOTICE names %s, which is not linked into the binary any more", path)
		}
	}
}
