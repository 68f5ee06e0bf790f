package target

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/guard"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// TestTheDocumentedGuardIsTheRigsOwn: a mock target that follows the rules
// checks like a real one.
func TestTheDocumentedGuardIsTheRigsOwn(t *testing.T) {
	t.Parallel()
	same := cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })
	if diff := cmp.Diff(guard.Default(), guardOf(rulebook.Documented()), same); diff != "" {
		t.Errorf("the guard of the documented book differs from the default one (-default +book):\n%s", diff)
	}
}
