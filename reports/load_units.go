package reports

import (
	"math"
	"strconv"
	"strings"
)

// msText is a duration in milliseconds, to three digits and in the unit in
// which people would say it: "850 µs", "12.4 ms", "1.08 s".
func msText(ms float64) string {
	switch size := math.Abs(ms); {
	case size >= 999.5:
		return threeDigits(ms/1000) + " s"
	case size >= 0.9995:
		return threeDigits(ms) + " ms"
	case size == 0:
		return "0 ms"
	}
	return threeDigits(ms*1000) + " µs"
}

// threeDigits keeps three significant digits, and all of a whole number.
func threeDigits(v float64) string {
	decimals := 2
	switch size := math.Abs(v); {
	case size >= 99.95:
		decimals = 0
	case size >= 9.995:
		decimals = 1
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}

// secondsText is a duration in milliseconds as the length of a run: "30.0 s".
func secondsText(ms float64) string {
	return strconv.FormatFloat(ms/1000, 'f', 1, 64) + " s"
}

// rateText is a rate in hits a second: "500/s", "0.25/s".
func rateText(rate float64) string {
	decimals := 0
	switch {
	case rate < 10 && rate != math.Trunc(rate):
		decimals = 2
	case rate < 1000 && rate != math.Trunc(rate):
		decimals = 1
	}
	return strconv.FormatFloat(rate, 'f', decimals, 64) + "/s"
}

// shareText is a part of a whole: "0.02%".
func shareText(part, whole int64) string {
	if whole == 0 {
		return "–"
	}
	percent := 100 * float64(part) / float64(whole)
	if part > 0 && percent < 0.01 {
		return "<0.01%"
	}
	text := strconv.FormatFloat(percent, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".") + "%"
}

// times is a number of times in words: "once", "3 times".
func times(n int64) string {
	if n == 1 {
		return "once"
	}
	return strconv.FormatInt(n, 10) + " times"
}
