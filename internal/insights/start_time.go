package insights

import (
	"math"
	"strconv"
)

// exactIntegers is the bound below which JSON numbers hold whole milliseconds.
const exactIntegers = 1 << 53

// startTime reads when a recording begins, in milliseconds since 1970. It is
// nil where the value cannot be meant so: a time that is off by a factor of a
// thousand is reported and never shown. The recording still plays.
func (d *draft) startTime(earliest int64) *int64 {
	path := d.path + ".start_time"
	number, ok := d.fields[fieldStartTime].(float64)
	const advice = "write whole milliseconds since 1970, such as 1574350320000, or leave it out"
	switch {
	case !ok:
		d.error("CM-12", path, "start_time is %s; %s", jsonKind(d.fields[fieldStartTime]), advice)
	case number != math.Trunc(number):
		d.error("CM-12", path, "start_time %s has a fraction; %s", plain(number), advice)
	case number <= 0:
		d.error("CM-12", path, "start_time %s is not after 1970 began; %s", plain(number), advice)
	case number >= exactIntegers:
		d.error("CM-12", path, "start_time %s is too large; %s", plain(number), advice)
	case number < float64(earliest) && number*1000 >= float64(earliest):
		d.error("CM-12", path, "start_time %s is in seconds; write it in milliseconds, %s", plain(number), plain(number*1000))
	case number < float64(earliest):
		d.error("CM-12", path, "start_time %s is too small for milliseconds since 1970; if it is in seconds, %s says the same; %s",
			plain(number), plain(number*1000), advice)
	default:
		milliseconds := int64(number)
		return &milliseconds
	}
	return nil
}

// plain writes a number without an exponent.
func plain(number float64) string { return strconv.FormatFloat(number, 'f', -1, 64) }
