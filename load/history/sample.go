package history

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// A Plan says how much is read back where reading all would take too long. A
// sample proves less than all, and whoever reports it says that it is one.
type Plan struct {
	// Most is how many subjects are read at most; 0 is no bound.
	Most int
	// Within is how long reading may take, 0 for as long as it does, and Each what
	// one subject took, as the first few have shown; 0 where nobody knows.
	Within, Each time.Duration
	// Seed decides which are read: the same seed chooses the same of the same.
	Seed uint64
}

// Choose gives the subjects to read, ascending, and why these are not all of
// them: "read 5,000 of 80,000: no more than that are read back". The reason is
// empty where they are all. At least one subject is read.
func (p Plan) Choose(subjects []int32) (chosen []int32, why string) {
	most, reason := len(subjects), ""
	if p.Most > 0 && most > p.Most {
		most, reason = p.Most, "no more than that are read back"
	}
	if p.Within > 0 && p.Each > 0 {
		if inTime := max(1, int(p.Within/p.Each)); most > inTime {
			most, reason = inTime, fmt.Sprintf("one takes %s, and reading back has %s", p.Each.Round(time.Microsecond), p.Within)
		}
	}
	chosen = p.draw(subjects, most)
	if reason == "" {
		return chosen, ""
	}
	return chosen, fmt.Sprintf("read %s of %s: %s; chosen by seed %d", grouped(most), grouped(len(subjects)), reason, p.Seed)
}

// draw takes so many of the subjects, each as likely as any other.
func (p Plan) draw(subjects []int32, most int) []int32 {
	all := slices.Clone(subjects)
	slices.Sort(all)
	if most < len(all) {
		random := rand.New(rand.NewPCG(p.Seed, 0))
		for i := range most { // the first steps of a Fisher–Yates shuffle
			j := i + random.IntN(len(all)-i)
			all[i], all[j] = all[j], all[i]
		}
		all = all[:most]
		slices.Sort(all)
	}
	return all
}

// grouped writes a number with commas: 80,000.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// Subjects are those that the log has writes of, ascending.
func (l *Log) Subjects() []int32 {
	var all []int32
	for i := range l.shards {
		all = append(all, l.shards[i].subjects()...)
	}
	slices.Sort(all)
	return all
}

func (s *shard) subjects() []int32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := map[int32]bool{}
	for subject := range s.ledgers {
		seen[subject] = true
	}
	for _, c := range s.chunks {
		for i := range c {
			seen[c[i].Subject] = true
		}
	}
	all := make([]int32, 0, len(seen))
	for subject := range seen {
		all = append(all, subject)
	}
	return all
}
