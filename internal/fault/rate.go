package fault

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Rate is a number of requests in a second, a minute or an hour: "3/s".
type Rate struct {
	Requests int
	Per      time.Duration
}

// mostRequests is the largest number that a rate may have.
const mostRequests = 1_000_000

var units = map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}

// String writes the rate as it is read.
func (r Rate) String() string {
	for unit, span := range units {
		if span == r.Per {
			return strconv.Itoa(r.Requests) + "/" + unit
		}
	}
	return fmt.Sprintf("%d/%s", r.Requests, r.Per)
}

// MarshalText is the form that String prints.
func (r Rate) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads "3/s", "90/m" or "1000/h".
func (r *Rate) UnmarshalText(text []byte) error {
	count, unit, _ := strings.Cut(string(text), "/")
	requests, err := strconv.Atoi(count)
	span := units[unit]
	if err != nil || span == 0 || requests < 1 || requests > mostRequests {
		return fmt.Errorf("rate %.40q is not understood; write requests in a second, minute or hour: 3/s, 90/m, 1000/h", text)
	}
	*r = Rate{Requests: requests, Per: span}
	return nil
}

// perSecond is the rate as a number.
func (r Rate) perSecond() float64 { return float64(r.Requests) / r.Per.Seconds() }
