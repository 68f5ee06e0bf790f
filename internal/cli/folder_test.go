package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/reports"
)

var noon = time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)

func record() reports.Record {
	return reports.Record{Version: reports.Version, Rules: []reports.Rule{{
		ID: "IC-11", Examples: []reports.Example{{Name: "one", Outcome: reports.Held}},
	}}}
}

func TestAFileThatCannotBeWrittenKeepsNoneOfTheOthersBack(t *testing.T) {
	t.Parallel()
	folder, err := newRunFolder(t.TempDir(), "verify", noon, 7)
	if err != nil {
		t.Fatal(err)
	}
	// A folder that is in the way of one file stands for a disk that fails there.
	if err := os.MkdirAll(filepath.Join(folder.path(), "junit.xml", "occupied"), 0o755); err != nil {
		t.Fatal(err)
	}
	err = folder.write(renderings(record())...)
	if err == nil || !strings.Contains(err.Error(), "junit.xml") {
		t.Errorf("error %v, want one that names junit.xml", err)
	}
	for _, r := range renderings(record()) {
		if _, err := os.Stat(filepath.Join(folder.path(), r.file)); err != nil {
			t.Errorf("%s was not written: %v", r.file, err)
		}
	}
	if target, err := os.Readlink(filepath.Join(folder.base, "latest")); err == nil {
		t.Errorf("latest points to %s, a run that is not whole", target)
	}
	drafts, err := filepath.Glob(filepath.Join(folder.path(), ".*"))
	if err != nil || len(drafts) != 0 {
		t.Errorf("drafts %v are left behind (%v)", drafts, err)
	}
}

func TestARenderingThatFailsLeavesNoHalfFile(t *testing.T) {
	t.Parallel()
	folder, err := newRunFolder(t.TempDir(), "verify", noon, 7)
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left on device")
	err = folder.render(rendering{"verdict.json", func(w io.Writer) error {
		if _, err := io.WriteString(w, `{"version": 1,`); err != nil {
			return err
		}
		return full
	}})
	if !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
	left, err := os.ReadDir(folder.path())
	if err != nil || len(left) != 0 {
		t.Errorf("%v is left behind (%v), want nothing", left, err)
	}
}

func TestLatestPointsToTheRunThatWroteLast(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	for seed := range int64(3) {
		folder, err := newRunFolder(base, "verify", noon, seed)
		if err != nil {
			t.Fatal(err)
		}
		if err := folder.write(renderings(record())...); err != nil {
			t.Fatal(err)
		}
		got, err := os.Readlink(filepath.Join(base, "latest"))
		if err != nil || got != folder.id {
			t.Errorf("after run %s latest is %q (%v)", folder.id, got, err)
		}
	}
}

func TestTwoRunsOfOneInstantDoNotShareAFolder(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	seen := map[string]bool{}
	for range 3 {
		folder, err := newRunFolder(base, "verify", noon, 7)
		if err != nil || seen[folder.id] {
			t.Fatalf("got folder %s (%v), want one of its own beside %v", folder.id, err, seen)
		}
		seen[folder.id] = true
	}
}
