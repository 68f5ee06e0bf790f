package load

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/pacing"
	"github.com/flexrig/flexrig/load/threshold"
)

// A Plan is a load to run.
type Plan struct {
	// Workload makes the workload; a search for the highest rate makes one for
	// each of its trials.
	Workload func() (attack.Workload, error)
	// Profile is a name of [pacing.Profiles], or [pacing.FindMax]; Rate is in hits
	// a second, at the profile's peak, and where a search begins. Duration is that
	// of the run, or of one trial.
	Profile  string
	Rate     float64
	Duration time.Duration
	// Workers and Connections are how many hits may be under way at once.
	Workers, Connections int
	// Timeout is how long one request may take.
	Timeout time.Duration
	Seed    int64
	Shard   Shard

	Thresholds []threshold.Threshold
	// Grace is how long a run goes on before a threshold that it misses may end
	// it; below 0 none ever does.
	Grace time.Duration
	// Expected are the classes of errors that are allowed, as "429 20429" or "412".
	Expected []string
	// Witness sees what a service of somebody's own makes of the load, in place of
	// reading back; nil without.
	Witness Witness
	// ReadAtMost is how many subjects the audit reads back; 0 is all of them.
	ReadAtMost int
}

// A Shard is one share of a load that several machines send together. The zero
// Shard is a load that one machine sends.
type Shard struct {
	Index int // from 1
	Of    int
}

// ParseShard reads "2/8": the second of eight.
func ParseShard(s string) (Shard, error) {
	index, of, ok := strings.Cut(s, "/")
	i, err := strconv.Atoi(strings.TrimSpace(index))
	n, err2 := strconv.Atoi(strings.TrimSpace(of))
	if !ok || err != nil || err2 != nil || i < 1 || n < 1 || i > n {
		return Shard{}, fmt.Errorf("%q is no shard; write the second of eight as 2/8", s)
	}
	return Shard{Index: i, Of: n}, nil
}

// String is the shard as [ParseShard] reads it, "" for the zero Shard.
func (s Shard) String() string {
	if s.Of == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Of)
}

// owns tells whether the hits of a subject are the shard's.
func (s Shard) owns(subject int) bool { return s.Of < 2 || subject%s.Of == s.Index-1 }

// numbers are the hits of a schedule that the shard sends, ascending.
func (s Shard) numbers(schedule pacing.Schedule, of attack.Workload) []int32 {
	own := []int32{} // nil would be a load that is not shared
	for n := range schedule.Len() {
		if s.owns(of.Subject(n)) {
			own = append(own, int32(n))
		}
	}
	return own
}

// share is nil where the load is not shared, and the shard's numbers where it is.
func (s Shard) share(numbers []int32) []int32 {
	if s.Of == 0 {
		return nil
	}
	return numbers
}

// known refuses thresholds that name nothing which the workload has.
func (p Plan) known(w attack.Workload) error {
	var counts []string
	for _, count := range w.Counts() {
		counts = append(counts, count.Name)
	}
	if p.Witness != nil {
		counts = append(counts, witnessed...)
	}
	for _, t := range p.Thresholds {
		if err := t.Names(w.Operations(), counts); err != nil {
			return err
		}
	}
	return nil
}

// expects tells whether a class of errors is allowed: by its whole name, or by
// its status.
func (p Plan) expects(class string) bool {
	for _, allowed := range p.Expected {
		if class == allowed || strings.HasPrefix(class, allowed+" ") {
			return true
		}
	}
	return false
}
