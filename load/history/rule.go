package history

import (
	"cmp"
	"slices"
)

// The names of the rules, as thresholds and test reports call them.
const (
	Lost     = "lost"
	Doubled  = "doubled"
	Nowhere  = "nowhere"
	Versions = "versions"
	States   = "states"
	Unread   = "unread"
)

// sentences are what each rule says, in the order in which rules are told.
var sentences = []Rule{
	{Name: Lost, Sentence: "every acknowledged write is there, or was overwritten by a later one"},
	{Name: Doubled, Sentence: "nothing was done more often than it was asked for"},
	{Name: Nowhere, Sentence: "everything that is there was sent by a writer, and was not refused"},
	{Name: Versions, Sentence: "versions name one acknowledged write each, in the order in which writes followed each other"},
	{Name: States, Sentence: "no state follows one that it cannot follow, and what has ended stays so"},
	{Name: Unread, Sentence: "every subject that was to be read back could be read"},
}

// A Rule is one thing that the target is held to, and how it came out.
type Rule struct {
	Name     string // [Lost] to [Unread]
	Sentence string
	Broken   int64    // how many times it was; of [Unread], how many subjects were not read
	Examples []string // a sentence each, of the subjects with the lowest numbers
}

// A Judgement is what [Check] has found.
type Judgement struct {
	Rules    []Rule // every rule once, in the order of the constants
	Subjects int64  // that the log names, or that were read
	Read     int64  // of them, those that were read, or found to be gone
	Writes   int64  // that were judged, the folded ones among them
	Lost     int64  // acknowledged writes that are not there
	// Overwritten are acknowledged [Add] writes that another writer's took away
	// on subjects where [Options.Unguarded] says that this is the writers' doing.
	Overwritten int64
	Unread      int64 // subjects that nothing was read of
	Gone        int64 // subjects that were gone, and had the right to be
	Folded      int64 // writes that the log no longer held one by one
}

// Held tells whether no rule was broken. Subjects that could not be read break
// none, and prove nothing: see [Judgement.Unread].
func (j Judgement) Held() bool {
	return !slices.ContainsFunc(j.Rules, func(r Rule) bool { return r.Broken > 0 && r.Name != Unread })
}

// Rule is the one of that name.
func (j Judgement) Rule(name string) Rule {
	for _, r := range j.Rules {
		if r.Name == name {
			return r
		}
	}
	return Rule{}
}

// mostExamples is how many sentences a rule keeps: enough to see what they have in
// common, and few enough for a terminal.
const mostExamples = 5

// An example is a finding in words, to be put behind its subject's name.
type example struct {
	subject int32
	text    string
}

// A docket counts what was found, by rule, and keeps the first few findings.
type docket struct {
	count    map[string]int64
	examples map[string][]example
}

func newDocket() *docket {
	return &docket{count: map[string]int64{}, examples: map[string][]example{}}
}

// enter counts a finding. The sentence is asked for only where it is kept.
func (d *docket) enter(rule string, times int64, subject int32, sentence func() string) {
	d.count[rule] += times
	kept := d.examples[rule]
	if len(kept) == mostExamples && kept[mostExamples-1].subject <= subject {
		return
	}
	d.keep(rule, example{subject, sentence()})
}

// keep holds the examples in the order of their subjects, and drops the last.
func (d *docket) keep(rule string, e example) {
	kept := d.examples[rule]
	at, _ := slices.BinarySearchFunc(kept, e.subject+1, func(k example, subject int32) int { return cmp.Compare(k.subject, subject) })
	kept = slices.Insert(kept, at, e)
	d.examples[rule] = kept[:min(len(kept), mostExamples)]
}

// merge takes over what another docket holds.
func (d *docket) merge(other *docket) {
	for rule, times := range other.count {
		d.count[rule] += times
	}
	for rule, examples := range other.examples {
		for _, e := range examples {
			d.keep(rule, e)
		}
	}
}

// rules are all rules with what was found of each, by the names of subjects.
func (d *docket) rules(name func(subject int32) string) []Rule {
	out := slices.Clone(sentences)
	for i := range out {
		out[i].Broken = d.count[out[i].Name]
		for _, e := range d.examples[out[i].Name] {
			out[i].Examples = append(out[i].Examples, name(e.subject)+e.text)
		}
	}
	return out
}
