package fault

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// LongestDelay is the longest that a rule may ask for, and that is drawn.
const LongestDelay = 10 * time.Minute

// A Delay is how long something takes: one of three distributions.
type Delay struct {
	Fixed     *rulebook.Duration  `json:"fixed,omitempty"`
	Uniform   []rulebook.Duration `json:"uniform,omitempty"` // shortest and longest
	LogNormal *LogNormal          `json:"log_normal,omitempty"`
}

// LogNormal is how answers of services on a network are spread: most come soon
// and few take very long.
type LogNormal struct {
	Median rulebook.Duration `json:"median"` // half of all delays are shorter
	P99    rulebook.Duration `json:"p99"`    // one in a hundred is longer
}

// z99 is how many standard deviations above its mean a normal variable is once in
// a hundred times.
const z99 = 2.3263478740408408

// draw gives a span of the distribution.
func (d *Delay) draw(chance *rand.Rand) time.Duration {
	switch {
	case d == nil:
		return 0
	case d.Fixed != nil:
		return d.Fixed.Of()
	case d.LogNormal != nil:
		median := float64(d.LogNormal.Median)
		sigma := math.Log(float64(d.LogNormal.P99)/median) / z99
		drawn := median * math.Exp(sigma*chance.NormFloat64())
		return time.Duration(min(drawn, float64(LongestDelay)))
	default:
		shortest, longest := d.Uniform[0].Of(), d.Uniform[1].Of()
		return shortest + time.Duration(chance.Int64N(int64(longest-shortest)+1))
	}
}

// check refuses a delay that is none, or that nobody would wait for.
func (d *Delay) check() error {
	if d == nil {
		return nil
	}
	given := 0
	for _, is := range []bool{d.Fixed != nil, d.Uniform != nil, d.LogNormal != nil} {
		if is {
			given++
		}
	}
	if given != 1 {
		return errors.New(`delay is one of {"fixed":"2ms"}, {"uniform":["1ms","5ms"]} and {"log_normal":{"median":"20ms","p99":"200ms"}}`)
	}
	if d.Uniform != nil && (len(d.Uniform) != 2 || d.Uniform[0] > d.Uniform[1]) {
		return errors.New(`delay uniform takes the shortest and the longest, ["1ms","5ms"]`)
	}
	if l := d.LogNormal; l != nil && (l.Median <= 0 || l.P99 < l.Median) {
		return fmt.Errorf("delay log_normal has median %s and p99 %s; the median is above 0 and p99 not below it", l.Median, l.P99)
	}
	if longest := d.longest(); longest > LongestDelay {
		return fmt.Errorf("delay of %s is too long; the longest is %s", rulebook.Duration(longest), rulebook.Duration(LongestDelay))
	}
	return nil
}

// longest is the largest span that the delay names.
func (d *Delay) longest() time.Duration {
	switch {
	case d.Fixed != nil:
		return d.Fixed.Of()
	case d.LogNormal != nil:
		return d.LogNormal.P99.Of()
	default:
		return d.Uniform[1].Of()
	}
}
