package sim

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/rulebook"
)

var update = flag.Bool("update", false, "save the golden state of a SnapshotVersion that has none yet")

// goldenState is where the saved state of a version lies. It is written once:
// states that users have saved do not change either.
func goldenState(version int) string {
	return filepath.Join("testdata", fmt.Sprintf("state_v%d.json", version))
}

// variedState is an account with something in most of what a snapshot holds.
func variedState(t *testing.T) string {
	t.Helper()
	c := newCustomCentre(t)
	c.worker("ann", `{"full_name":"Ann"}`)
	c.says("Hello", "true")
	c.task("waits")
	c.set("waits", TaskChange{Attributes: new(`{"conversations":{"media":[]}}`)})
	c.must("key", errorOf(c.a.GiveKey("", "")))
	c.must("named key", errorOf(c.a.CreateKey(new("app"))))
	leave := c.a.enter()
	c.a.callBack(Callback{URL: "http://127.0.0.1/a", Method: "POST", Retries: 3})
	leave()
	return saved(t, c.a)
}

// TestAStateOnceSavedIsReadForEver: a change of the format that does not raise
// SnapshotVersion is met here: a field that is gone is refused, one that is new
// is saved beside the old ones.
func TestAStateOnceSavedIsReadForEver(t *testing.T) {
	t.Parallel()
	path := goldenState(SnapshotVersion)
	if _, err := os.Stat(path); *update && os.IsNotExist(err) {
		if err := os.WriteFile(path, []byte(variedState(t)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for version := 1; version <= SnapshotVersion; version++ {
		golden, err := os.ReadFile(goldenState(version))
		if err != nil {
			t.Fatalf("no saved state of version %d: run go test ./internal/sim -update once: %v", version, err)
		}
		account := restored(t, string(golden), rulebook.Documented())
		sound(t, account)
		if version != SnapshotVersion { // it is saved in the newer format
			continue
		}
		if diff := cmp.Diff(string(golden), saved(t, account)); diff != "" {
			t.Errorf("a state of version %d is saved another way than it was; raise SnapshotVersion, and read this one as it is (-was +is):\n%s", version, diff)
		}
	}
}
