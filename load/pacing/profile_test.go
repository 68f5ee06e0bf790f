package pacing

import (
	"strings"
	"testing"
)

func TestProfilesAreThoseOfTheCommandLine(t *testing.T) {
	t.Parallel()
	if got := strings.Join(Profiles(), " "); got != "constant ramp step spike soak" {
		t.Errorf("profiles are %s", got)
	}
	for _, p := range profiles() {
		if p.What == "" {
			t.Errorf("profile %s does not say what it is", p.Name)
		}
	}
}

func TestProfilesThatWouldNotKeepTheRateAreRefused(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ segments, says string }{
		"shares below the whole": {"[{share: 0.5, from: 1, to: 1}]", "add up to 0.5"},
		"no segments":            {"[]", "add up to 0"},
		"a share of nothing":     {"[{share: 0, from: 1, to: 1}, {share: 1, from: 1, to: 1}]", "segment 1"},
		"a rate below 0":         {"[{share: 1, from: -1, to: 1}]", "segment 1"},
		"silence":                {"[{share: 0.5, from: 1, to: 1}, {share: 0.5, from: 0, to: 0}]", "segment 2"},
		"more than was asked":    {"[{share: 1, from: 1, to: 2}]", "highest rate is 2"},
		"an unknown word":        {"[{share: 1, from: 1, until: 2}]", "until"},
	} {
		_, err := readProfiles([]byte("- name: x\n  segments: " + row.segments))
		if err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: %v, want it to say %q", name, err, row.says)
		}
	}
}
