package pacing

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// units are what a rate may be counted in.
var units = map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}

// ParseRate reads how people write a rate: 500/s, 30/m, 0.5/s, 90/h, or 500 for
// so many a second. It gives hits a second, above 0, or an error that says how a
// rate is written.
func ParseRate(text string) (float64, error) {
	number, unit, found := strings.Cut(strings.TrimSpace(text), "/")
	per := time.Second
	if found {
		if per = units[strings.TrimSpace(unit)]; per == 0 {
			return 0, fmt.Errorf("rate %q: unknown unit %q: write 500/s, 30/m or 90/h", text, unit)
		}
	}
	hits, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil {
		return 0, fmt.Errorf("rate %q: %q is no number: write 500/s, 30/m or 90/h", text, number)
	}
	rate := hits / per.Seconds()
	if !(rate > 0) || math.IsInf(rate, 0) {
		return 0, fmt.Errorf("rate %q: it has to be above 0 and finite, as 500/s", text)
	}
	return rate, nil
}
