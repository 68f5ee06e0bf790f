package reports

import (
	"regexp"
	"strings"
	"testing"
)

func TestThePageNeedsNothingElse(t *testing.T) {
	t.Parallel()
	// What a browser would fetch or run; links to a place in the page may stay.
	fetches := regexp.MustCompile(`(?i)<(script|link|img|iframe|object|embed|base|form)\b|\bsrc=|\son\w+=|@import|url\(|href="[^#]`)
	for _, rec := range records {
		out := rendered(t, HTML, rec.record())
		if got := fetches.FindString(out); got != "" {
			t.Errorf("%s: the page contains %q", rec.name, got)
		}
		if !strings.Contains(out, `content="default-src 'none'; style-src 'unsafe-inline'"`) {
			t.Errorf("%s: the page does not forbid requests", rec.name)
		}
	}
}

func TestThePageIsBalanced(t *testing.T) {
	t.Parallel()
	tag := regexp.MustCompile(`</?([a-z][a-z0-9]*)\b[^>]*>`)
	void := map[string]bool{"meta": true, "br": true}
	for _, rec := range records {
		var open []string
		for _, m := range tag.FindAllStringSubmatch(rendered(t, HTML, rec.record()), -1) {
			switch {
			case void[m[1]]:
			case !strings.HasPrefix(m[0], "</"):
				open = append(open, m[1])
			case len(open) == 0 || open[len(open)-1] != m[1]:
				t.Fatalf("%s: %s closes %v", rec.name, m[0], open)
			default:
				open = open[:len(open)-1]
			}
		}
		if len(open) > 0 {
			t.Errorf("%s: %v are never closed", rec.name, open)
		}
	}
}

func TestThePageShowsWhatFailedAndWhatWasCorrected(t *testing.T) {
	t.Parallel()
	out := rendered(t, HTML, plainRecord())
	for _, want := range []string{
		"<pre>reserved</pre>", "<pre>wrapping</pre>", "00:00:01 reservation.created", "Status=closed",
		"features/interactions/closing.feature:30", "TD-06 insights_window: documented 2m0s, used 3m0s",
		"<dt>Seed</dt><dd>42</dd>", "<dt>twilio-go</dt><dd>1.31.0</dd>", `id="rule-CM-19"`, "no example is written for it",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the page does not contain %q", want)
		}
	}
	if strings.Contains(out, "TD-16") {
		t.Error("the page shows a rule that was left out")
	}
}
