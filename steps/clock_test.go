package steps

import (
	"slices"
	"testing"
	"time"

	"github.com/flexrig/flexrig/features"
)

func TestSpansAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	tests := []struct {
		text string
		want time.Duration
	}{
		{"0s", 0},
		{"119s", 119 * time.Second},
		{"1m59s", 119 * time.Second},
		{"119.999s", 119*time.Second + 999*time.Millisecond},
		{"1ms", time.Millisecond},
		{"180d", 180 * day},
		{"0d", 0},
		{"179d23h59m59s", 180*day - time.Second},
		{"1d0.5s", day + 500*time.Millisecond},
	}
	for _, tt := range tests {
		got, err := parseSpan(tt.text)
		if err != nil || got != tt.want {
			t.Errorf("parseSpan(%q) = %s, %v; want %s", tt.text, got, err, tt.want)
		}
	}
	for _, text := range []string{"", "d", "2", "-1s", "+1s", "1d-1s", "2 minutes", "1.5d", "1s1d", "1000000d"} {
		if got, err := parseSpan(text); err == nil {
			t.Errorf("parseSpan(%q) = %s, want an error", text, got)
		}
	}
}

// What waits for time to pass is not played where nobody has so much patience: all
// words by which it passes have to count.
func TestEveryWordThatLetsTimePassCounts(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		steps []string
		want  []time.Duration
	}{
		{[]string{"119s pass", "1ms passes"}, []time.Duration{119 * time.Second, time.Millisecond}},
		{[]string{"179d have gone by", "1d has gone by"}, []time.Duration{179 * 24 * time.Hour, 24 * time.Hour}},
		{[]string{"a call that was completed 119s ago", "2s pass"}, []time.Duration{119 * time.Second, 2 * time.Second}},
		{[]string{"a call that was canceled 1m ago"}, []time.Duration{time.Minute}},
		{[]string{"a call waiting in the queue", "two minutes pass"}, nil},
	} {
		var example features.Example
		for _, text := range row.steps {
			example.Steps = append(example.Steps, features.Step{Text: text})
			if len(spoken().lookUp(features.Step{Text: text})) == 0 && text != "two minutes pass" {
				t.Errorf("%q is no step", text)
			}
		}
		if got := spansOf(example); !slices.Equal(got, row.want) {
			t.Errorf("%q let %v pass, want %v", row.steps, got, row.want)
		}
	}
}

func FuzzParseSpan(f *testing.F) {
	for _, text := range []string{"119s", "179d23h59m59s", "-1s", "1d", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		span, err := parseSpan(text)
		if err == nil && span < 0 {
			t.Errorf("parseSpan(%q) = %s, want no time before now", text, span)
		}
	})
}
