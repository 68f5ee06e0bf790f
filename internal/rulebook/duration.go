package rulebook

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Duration is a span of time that a rule book file writes the way people say
// it: "2m", "24h", "180d". Days are 24 hours.
type Duration time.Duration

// Of gives the span as the standard library's type.
func (d Duration) Of() time.Duration { return time.Duration(d) }

// String writes whole days as days, and all else as the standard library does
// but without zeroes at the end: "2m", not "2m0s". What is printed can be read
// back.
func (d Duration) String() string {
	const day = 24 * time.Hour
	if span := time.Duration(d); span >= 2*day && span%day == 0 {
		return strconv.FormatInt(int64(span/day), 10) + "d"
	}
	text := time.Duration(d).String()
	for _, zero := range []string{"m0s", "h0m"} {
		if short, ok := strings.CutSuffix(text, zero); ok {
			text = short + zero[:1]
		}
	}
	return text
}

// MarshalText is the form that String prints.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "90s", "2m", "1h30m" or whole days, "180d". Spans below
// zero are refused: no rule has one.
func (d *Duration) UnmarshalText(text []byte) error {
	span, err := parseSpan(string(text))
	if err != nil {
		return err
	}
	if span < 0 {
		return fmt.Errorf("duration %q is negative; write a span such as 2m, 24h or 180d", text)
	}
	*d = Duration(span)
	return nil
}

func parseSpan(text string) (time.Duration, error) {
	const longest = 36500 // days; a hundred years fit an int64 of nanoseconds
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.Atoi(days)
		if err == nil && n <= longest && n >= -longest {
			return time.Duration(n) * 24 * time.Hour, nil
		}
		return 0, fmt.Errorf("duration %q is not a number of days up to %d; write a span such as 2m, 24h or 180d", text, longest)
	}
	span, err := time.ParseDuration(text)
	if err != nil {
		return 0, fmt.Errorf("duration %q is not understood; write a span such as 2m, 24h or 180d", text)
	}
	return span, nil
}
