package server

import (
	"testing"
	"time"
)

func TestLeavesAreMadeAnewBeforeTheyExpire(t *testing.T) {
	t.Parallel()
	now := time.Now()
	ca, err := NewAuthority(now)
	if err != nil {
		t.Fatal(err)
	}
	serial := func(after time.Duration) string {
		t.Helper()
		leaf, err := ca.leaf("api.twilio.com", now.Add(after))
		if err != nil {
			t.Fatal(err)
		}
		if end := leaf.Leaf.NotAfter; end.Before(now.Add(after)) {
			t.Errorf("after %s it is one that expired at %s", after, end)
		}
		return leaf.Leaf.SerialNumber.String()
	}
	first := serial(0)
	if again := serial(leafLife - 2*backdated); again != first {
		t.Error("it was made anew while it held")
	}
	if last := serial(leafLife - backdated/2); last == first {
		t.Error("one is given that is about to expire")
	}
	if late := serial(leafLife + time.Hour); late == first {
		t.Error("an expired one is given")
	}
}

// TestLeavesAreBounded: a client may ask for any number of names.
func TestLeavesAreBounded(t *testing.T) {
	t.Parallel()
	now := time.Now()
	ca, err := NewAuthority(now)
	if err != nil {
		t.Fatal(err)
	}
	for i := range mostLeaves + 10 {
		if _, err := ca.leaf("a"+string(rune('a'+i%26))+string(rune('a'+i/26))+".twilio.com", now); err != nil {
			t.Fatal(err)
		}
	}
	if len(ca.leaves) > mostLeaves {
		t.Errorf("%d are kept, want %d at most", len(ca.leaves), mostLeaves)
	}
}
