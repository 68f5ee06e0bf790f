package steps

import (
	"testing"
	"time"
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
