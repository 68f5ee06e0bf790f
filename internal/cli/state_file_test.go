package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// says is a door that answers everything alike.
type says struct {
	status int
	answer string
}

func (s says) Manage(context.Context, string, string, []byte) (int, []byte, error) {
	return s.status, []byte(s.answer), nil
}

func TestAStateThatCannotBeReadOutLeavesTheSavedOne(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json")
	if err := saveState(t.Context(), says{200, `{"version":1}`}, path); err != nil {
		t.Fatal(err)
	}
	err := saveState(t.Context(), says{500, `{"error":"account AC1 cannot be told"}`}, path)
	if err == nil || !strings.Contains(err.Error(), "account AC1 cannot be told") {
		t.Errorf("got error %v, want what the door has said", err)
	}
	kept, err := os.ReadFile(path)
	if err != nil || string(kept) != `{"version":1}` {
		t.Errorf("the file holds %q (%v), want the state of the last time", kept, err)
	}
}

func TestASavedStateIsItsOwnersAlone(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "state.json")
	if err := saveState(t.Context(), says{200, `{}`}, path); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v (%v), want 0600: it holds tokens", info.Mode(), err)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
		t.Errorf("beside the file there is %v (%v), want nothing", files, err)
	}
}
