package grade

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
)

// A Severity is how much a finding weighs.
type Severity string

// The severities, from the heaviest.
const (
	Error   Severity = "error"   // data was lost, or will be on the platform
	Warning Severity = "warning" // works by luck
	Note    Severity = "note"    // worth knowing
)

// A Finding is one thing that an integration does and should not.
type Finding struct {
	Severity Severity `json:"severity"`
	Kind     string   `json:"kind"`
	Rule     string   `json:"rule"` // of the rule book, IC-09; empty where it has none
	Sentence string   `json:"sentence"`
	Advice   string   `json:"advice"`
	Count    int      `json:"count"` // how often it was seen
	// Request is the first that shows it; nil where none does, but that none came.
	Request *Evidence `json:"request"`
}

// Evidence is a request that shows a finding.
type Evidence struct {
	Seq    uint64    `json:"seq"`
	At     time.Time `json:"at"`
	Method string    `json:"method"`
	Path   string    `json:"path"`
	Status int       `json:"status"` // 0 where it got no answer
}

// mostOfAKind is how many findings of one kind a verdict tells apart. What comes
// after them is counted with the last.
const mostOfAKind = 20

// findings gathers what was seen, once for each group however often.
type findings struct {
	list   []Finding
	groups map[group]int    // to its place in the list
	kinds  map[string][]int // the places of a kind's
}

// A group is what counts as the same thing seen again.
type group struct {
	kind     string
	severity Severity
	same     string
}

// see adds a finding, or counts one that is in the same group.
func (f *findings) see(same string, one Finding) {
	at := group{one.Kind, one.Severity, same}
	place, known := f.groups[at]
	if known || len(f.kinds[one.Kind]) == mostOfAKind {
		if !known {
			place = f.kinds[one.Kind][mostOfAKind-1]
		}
		f.list[place].Count++
		return
	}
	if f.groups == nil {
		f.groups, f.kinds = map[group]int{}, map[string][]int{}
	}
	f.groups[at] = len(f.list)
	f.kinds[one.Kind] = append(f.kinds[one.Kind], len(f.list))
	one.Count = 1
	f.list = append(f.list, one)
}

// weighed gives the findings, the heaviest first, then in the order of the
// requests that show them. It is never nil.
func (f *findings) weighed() []Finding {
	rank := map[Severity]int{Error: 0, Warning: 1, Note: 2}
	seq := func(one Finding) uint64 {
		if one.Request == nil {
			return math.MaxUint64
		}
		return one.Request.Seq
	}
	list := append([]Finding{}, f.list...)
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(rank[a.Severity], rank[b.Severity]), cmp.Compare(seq(a), seq(b)))
	})
	return list
}

// evidence is a request as it stands beside a finding.
func evidence(r *Request) *Evidence {
	if r == nil {
		return nil
	}
	return &Evidence{Seq: r.Seq, At: r.At, Method: r.Method, Path: r.Path, Status: r.Status}
}

// see adds what a request shows, in the words of its kind.
func (j *judge) see(kind string, severity Severity, same string, shown *Request, format string, args ...any) {
	of := kindOf(kind)
	j.findings.see(same, Finding{
		Severity: severity, Kind: kind, Rule: of.Rule, Sentence: fmt.Sprintf(format, args...),
		Advice: of.advice, Request: evidence(shown),
	})
}
