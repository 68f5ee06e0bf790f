package insights

import (
	"math"
	"slices"
	"strconv"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// exactIntegers is the bound below which JSON numbers hold whole milliseconds.
const exactIntegers = 1 << 53

// startTime reads when a recording begins, in milliseconds since 1970. It is
// nil where the value cannot be meant so: a time that is off by a factor of a
// thousand is reported and never shown. The recording still plays.
func (d *draft) startTime() *int64 {
	value := d.fields[fieldStartTime]
	form, number := startForm(value, float64(d.book.StartTimeEarliest))
	if slices.Contains(d.book.StartTimeForms, form) {
		milliseconds := int64(number)
		return &milliseconds
	}
	d.error("CM-12", d.path+".start_time", "start_time %s", startProblem(form, value, number))
	return nil
}

// startForm tells what a start_time is, with the number that it holds.
func startForm(value any, earliest float64) (string, float64) {
	if text, ok := value.(string); ok {
		if number, err := strconv.ParseFloat(text, 64); err == nil {
			return rulebook.StartText, number
		}
	}
	number, ok := value.(float64)
	switch {
	case !ok:
		return rulebook.StartOther, 0
	case number != math.Trunc(number):
		return rulebook.StartFraction, number
	case number == 0:
		return rulebook.StartZero, number
	case number < 0:
		return rulebook.StartNegative, number
	case number >= exactIntegers:
		return rulebook.StartTooLarge, number
	case number < earliest && number*1000 >= earliest:
		return rulebook.StartSeconds, number
	case number < earliest:
		return rulebook.StartTooSmall, number
	}
	return rulebook.StartMilliseconds, number
}

// startProblem says what is wrong with a form and what to do.
func startProblem(form string, value any, number float64) string {
	const advice = "write whole milliseconds since 1970, such as 1574350320000, or leave it out"
	shown, thousandfold := plain(number), plain(number*1000)
	switch form {
	case rulebook.StartFraction:
		return shown + " has a fraction; " + advice
	case rulebook.StartZero, rulebook.StartNegative:
		return shown + " is not after 1970 began; " + advice
	case rulebook.StartTooLarge:
		return shown + " is too large; " + advice
	case rulebook.StartSeconds:
		return shown + " is in seconds; write it in milliseconds, " + thousandfold
	case rulebook.StartTooSmall:
		return shown + " is too small for milliseconds since 1970; if it is in seconds, " + thousandfold + " says the same; " + advice
	}
	return "is " + jsonKind(value) + "; " + advice
}

// plain writes a number without an exponent.
func plain(number float64) string { return strconv.FormatFloat(number, 'f', -1, 64) }
