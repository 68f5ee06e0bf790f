package reports

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A shard is a record with its place among the shards: number of of, from 1.
type shard struct {
	load       Load
	number, of int
}

// says marks a sentence as a shard's.
func (s shard) says(text string) string {
	return fmt.Sprintf("shard %d/%d: %s", s.number, s.of, text)
}

// arrange puts shards in their order. It refuses what are no shards of one load.
func arrange(loads []Load) ([]shard, error) {
	if len(loads) == 0 {
		return nil, errors.New("there is none")
	}
	parts := make([]shard, len(loads))
	for i, l := range loads {
		number, of, err := parseShard(l.Plan.Shard)
		if err != nil {
			return nil, fmt.Errorf("run %q: %w", l.Run.ID, err)
		}
		if l.Search != nil {
			return nil, fmt.Errorf("run %q: a search has no shards: its rates are not those of the others", l.Run.ID)
		}
		parts[i] = shard{l, number, of}
	}
	slices.SortStableFunc(parts, func(a, b shard) int { return cmp.Compare(a.number, b.number) })
	for i := range parts[1:] {
		if err := parts[0].alike(parts[i+1]); err != nil {
			return nil, err
		}
		if parts[i].number == parts[i+1].number {
			return nil, fmt.Errorf("shard %s is there twice: runs %q and %q",
				parts[i].load.Plan.Shard, parts[i].load.Run.ID, parts[i+1].load.Run.ID)
		}
	}
	return parts, nil
}

// parseShard reads "2/8".
func parseShard(text string) (number, of int, err error) {
	if text == "" {
		return 0, 0, errors.New("it is the whole of a load, and no shard of one")
	}
	first, second, _ := strings.Cut(text, "/")
	number, errNumber := strconv.Atoi(first)
	of, errOf := strconv.Atoi(second)
	if errNumber != nil || errOf != nil || number < 1 || number > of {
		return 0, 0, fmt.Errorf("shard %q is none of 1/N to N/N", text)
	}
	return number, of, nil
}

// alike holds two shards against each other: what differs makes them shards of
// two loads.
func (s shard) alike(other shard) error {
	a, b := s.load, other.load
	for _, row := range []struct {
		what string
		a, b any
	}{
		{"number of shards", s.of, other.of},
		{"workload", a.Plan.Workload, b.Plan.Workload},
		{"profile", a.Plan.Profile, b.Plan.Profile},
		{"rate", a.Plan.Rate, b.Plan.Rate},
		{"duration in ms", a.Plan.Duration, b.Plan.Duration},
		{"seed", a.Run.Seed, b.Run.Seed},
		{"target", a.Run.Target, b.Run.Target},
	} {
		if row.a != row.b {
			return fmt.Errorf("shards %s and %s are of two loads: %s %v and %v", a.Plan.Shard, b.Plan.Shard, row.what, row.a, row.b)
		}
	}
	if !maps.Equal(a.Run.Versions, b.Run.Versions) {
		return fmt.Errorf("shards %s and %s are of two loads: versions %v and %v", a.Plan.Shard, b.Plan.Shard, a.Run.Versions, b.Run.Versions)
	}
	return nil
}

// missing names the shards that are not there.
func missing(parts []shard) []string {
	there := map[int]bool{}
	for _, p := range parts {
		there[p.number] = true
	}
	var names []string
	for n := 1; n <= parts[0].of; n++ {
		if !there[n] {
			names = append(names, fmt.Sprintf("%d/%d", n, parts[0].of))
		}
	}
	return names
}

// apartShare is how much of the plan's duration shards may begin apart.
const apartShare = 0.1

// apart says that the shards did not run at the same time, or nothing. Machines'
// clocks differ, and by less than a run has to last to be of use.
func (m *merger) apart() string {
	first, last := m.parts[0].load.Run.Started, m.parts[0].load.Run.Started
	for _, p := range m.parts[1:] {
		if p.load.Run.Started.Before(first) {
			first = p.load.Run.Started
		}
		if p.load.Run.Started.After(last) {
			last = p.load.Run.Started
		}
	}
	between := last.Sub(first)
	if allowed := m.out.Plan.Duration * apartShare; milliseconds(between) <= allowed {
		return ""
	}
	return fmt.Sprintf("the shards began %s apart, more than a tenth of the load: the target never had the whole rate",
		short(between.Round(time.Millisecond)))
}

// said joins what the shards say of something, each sentence with its shard.
func (m *merger) said(of func(Load) string) string {
	var all string
	for _, p := range m.parts {
		if text := of(p.load); text != "" {
			all = joined(all, p.says(text))
		}
	}
	return all
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}
