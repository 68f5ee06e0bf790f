package pacing

import (
	"fmt"
	"math"
	"sort"
	"time"
)

// A Schedule says when each hit of a load is due. It holds a few numbers a
// segment and no instants, however many hits there are, and is safe for
// concurrent use. The zero Schedule has no hits.
type Schedule struct {
	stretches []stretch
	duration  time.Duration
	hits      int
}

// A stretch is a segment of a profile in seconds and hits a second.
type stretch struct {
	start, length float64 // s
	from, slope   float64 // hits/s, hits/s²
	before        float64 // hits due before it began
	within        float64 // hits due in it
}

// most is how many hits a schedule may have: their numbers are written as int32.
const most = math.MaxInt32

// New makes the schedule of a profile. The rate is in hits a second and is the
// profile's highest. A rate or duration that is not above 0, an unknown profile
// and a load of more than 2³¹−1 hits are errors.
func New(profile string, rate float64, d time.Duration) (Schedule, error) {
	p, err := Named(profile)
	if err != nil {
		return Schedule{}, err
	}
	return p.Schedule(rate, d)
}

// Schedule is the profile at a rate in hits a second, for so long. It fails as
// [New] does.
func (p Profile) Schedule(rate float64, d time.Duration) (Schedule, error) {
	if !(rate > 0) || math.IsInf(rate, 0) {
		return Schedule{}, fmt.Errorf("rate %v/s: give a number of hits a second above 0", rate)
	}
	if d <= 0 {
		return Schedule{}, fmt.Errorf("duration %s: give one above 0", d)
	}
	s := Schedule{duration: d}
	due := s.lay(p.Segments, rate)
	// The last hits of a whole number of them must not hang on how a sum rounds.
	due = math.Ceil(due - tolerance - due*1e-13)
	if !(due <= most) { // or no number, of sums that overflow
		return Schedule{}, fmt.Errorf("%.0f hits in %s at %v/s: a load has at most %d; lower the rate or the duration", due, d, rate, most)
	}
	s.hits = max(1, int(due))
	return s, nil
}

// lay puts segments one after another and gives the hits that are due in all.
func (s *Schedule) lay(segments []Segment, rate float64) float64 {
	share, due := 0.0, 0.0
	whole := s.duration.Seconds()
	for _, of := range segments {
		next := stretch{
			start: share * whole, length: of.Share * whole, before: due,
			from: of.From * rate, slope: (of.To - of.From) * rate / (of.Share * whole),
			within: (of.From + of.To) / 2 * rate * of.Share * whole,
		}
		s.stretches = append(s.stretches, next)
		share += of.Share
		due += next.within
	}
	return due
}

// Len is the number of hits.
func (s Schedule) Len() int { return s.hits }

// Duration is how long the schedule lasts, which is a little longer than until
// its last hit is due.
func (s Schedule) Duration() time.Duration { return s.duration }

// At is when hit n is due, from 0 to Len()-1, since the load began: the first
// instant by which n hits were due before it. It never decreases with n.
func (s Schedule) At(n int) time.Duration {
	k := float64(n)
	i := sort.Search(len(s.stretches), func(i int) bool { return s.stretches[i].before > k }) - 1
	if i < 0 {
		return 0
	}
	at := s.stretches[i]
	seconds := at.start + min(at.after(k-at.before), at.length)
	return min(time.Duration(math.Round(seconds*1e9)), s.duration)
}

// after is how long a stretch takes until so many hits were due in it, in
// seconds: the root of from·t + slope/2·t² = hits, in the form that loses no
// digits for a slope near 0.
func (st stretch) after(hits float64) float64 {
	if hits <= 0 {
		return 0
	}
	return 2 * hits / (st.from + math.Sqrt(max(0, st.from*st.from+2*st.slope*hits)))
}

// Due is how many hits are due before an instant since the load began.
func (s Schedule) Due(before time.Duration) int {
	return sort.Search(s.hits, func(n int) bool { return s.At(n) >= before })
}

// Rate is what is asked for at an instant since the load began, in hits a
// second; 0 outside the schedule.
func (s Schedule) Rate(elapsed time.Duration) float64 {
	if elapsed < 0 || elapsed >= s.duration {
		return 0
	}
	t := elapsed.Seconds()
	i := sort.Search(len(s.stretches), func(i int) bool { return s.stretches[i].start > t }) - 1
	if i < 0 {
		return 0
	}
	at := s.stretches[i]
	return at.from + at.slope*min(t-at.start, at.length)
}
