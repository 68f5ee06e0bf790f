package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// MutantRun is what became of every way to break the target on purpose.
type MutantRun struct {
	Run     Run      `json:"-"`
	Rules   []string `json:"-"` // the ids that ought to have a mutant
	Browser []string `json:"-"` // the ids of rules that show in a browser alone, and may lack one
	Mutants []Mutant `json:"mutants"`
	// Broad are the examples that fail on mutants of many rules beside their own.
	Broad []BroadExample `json:"broad_examples"`
}

// A BroadExample is one that notices more than its rule: when it fails, nobody
// can tell from it what is wrong.
type BroadExample struct {
	Rule  string   `json:"rule"` // its own
	Name  string   `json:"name"`
	File  string   `json:"file"`
	Line  int      `json:"line"`
	Rules []string `json:"fails_on_mutants_of"` // other rules
}

// Broadest keeps the examples at the front of a list that are worth a hint:
// those that fail on mutants of five rules or more, ten at most.
func Broadest(list []BroadExample) []BroadExample {
	const fewest, most = 5, 10
	n := 0
	for n < len(list) && n < most && len(list[n].Rules) >= fewest {
		n++
	}
	return list[:n]
}

// Mutant is one way to break a rule, and which of the rule's examples noticed.
type Mutant struct {
	ID     string   `json:"id"`
	Rule   string   `json:"rule"`
	What   string   `json:"what"`
	Killed bool     `json:"killed"`
	By     []string `json:"by"` // names of the rule's examples that failed
	// Reason says why nothing is known of it: the rule's examples could not be
	// played. Such a mutant has not been killed.
	Reason string `json:"reason,omitempty"`
	// Unplayed is a mutant that the run did not come to: nobody knows whether it
	// would have survived.
	Unplayed bool `json:"unplayed,omitempty"`
}

// MutantTotals are the numbers of the last line, derived each time.
type MutantTotals struct {
	Mutants  int `json:"mutants"`
	Killed   int `json:"killed"`
	Survived int `json:"survived"`
	Unplayed int `json:"unplayed"` // of a run that was interrupted
	Rules    int `json:"rules"`
	Covered  int `json:"covered"` // rules that have a mutant
	Excused  int `json:"excused"` // rules that have none and show in a browser alone
}

// Totals counts the mutants, and the rules that have one.
func (m MutantRun) Totals() MutantTotals {
	t := MutantTotals{Mutants: len(m.Mutants), Rules: len(m.Rules)}
	for _, mutant := range m.Mutants {
		switch {
		case mutant.Killed:
			t.Killed++
		case mutant.Unplayed:
			t.Unplayed++
		}
	}
	t.Survived = t.Mutants - t.Killed - t.Unplayed
	t.Excused = len(m.Excused())
	t.Covered = t.Rules - len(m.Bare()) - t.Excused
	return t
}

// Bare lists the rules without a mutant that ought to have one.
func (m MutantRun) Bare() []string {
	return slices.DeleteFunc(slices.Clone(m.Rules), func(rule string) bool {
		return m.has(rule) || slices.Contains(m.Browser, rule)
	})
}

// Excused lists the rules without a mutant that show in a browser alone.
func (m MutantRun) Excused() []string {
	return slices.DeleteFunc(slices.Clone(m.Rules), func(rule string) bool {
		return m.has(rule) || !slices.Contains(m.Browser, rule)
	})
}

func (m MutantRun) has(rule string) bool {
	return slices.ContainsFunc(m.Mutants, func(mutant Mutant) bool { return mutant.Rule == rule })
}

// ExitStatus is 0 where every mutant was killed and every rule that shows outside
// a browser has one, 1 where not, and 2 where the run did not come to its end or had nothing to do.
func (m MutantRun) ExitStatus() int {
	t := m.Totals()
	switch {
	case m.Run.Interrupted != "" || t.Mutants == 0:
		return ExitNotRun
	case t.Survived > 0 || len(m.Bare()) > 0:
		return ExitBroken
	}
	return ExitHeld
}

// String is the last line of the report.
func (t MutantTotals) String() string {
	fates := fmt.Sprintf("%d killed, %d survived", t.Killed, t.Survived)
	if t.Unplayed > 0 {
		fates += fmt.Sprintf(", %d not played", t.Unplayed)
	}
	line := fmt.Sprintf("%d mutants: %s; %d of %d rules have one", t.Mutants, fates, t.Covered, t.Rules)
	switch {
	case t.Excused == 0 || t.Covered+t.Excused < t.Rules:
		return line
	case t.Excused == 1:
		return line + ", the other 1 needs a browser"
	}
	return fmt.Sprintf("%s, the other %d need a browser", line, t.Excused)
}

// MutantsText writes a line for each mutant, then those that survived, the
// rules that have none, and the totals as the last line.
func MutantsText(w io.Writer, m MutantRun) error {
	var b strings.Builder
	width := 0
	for _, mutant := range m.Mutants {
		width = max(width, len(mutant.ID))
	}
	for _, mutant := range m.Mutants {
		fmt.Fprintf(&b, "%-*s  %-8s  %s%s\n", width, mutant.ID, mutant.fate(), mutant.What, mutant.witnesses())
	}
	if bare := m.Bare(); len(bare) > 0 {
		fmt.Fprintf(&b, "\nwithout a mutant: %s\n", strings.Join(bare, ", "))
	}
	if excused := m.Excused(); len(excused) > 0 {
		fmt.Fprintf(&b, "\nwithout a mutant, since they show in a browser alone: %s\n", strings.Join(excused, ", "))
	}
	writeBroad(&b, m.Broad)
	if m.Run.Interrupted != "" {
		fmt.Fprintf(&b, "\nthe run ended early: %s\n", m.Run.Interrupted)
	}
	fmt.Fprintf(&b, "\n%s\n", m.Totals())
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write the mutants: %w", err)
	}
	return nil
}

// writeBroad gives the hint on examples that test more than their rule.
func writeBroad(b *strings.Builder, broad []BroadExample) {
	if len(broad) == 0 {
		return
	}
	b.WriteString("\nhint: these examples fail on mutants of many other rules; let each look at what its own rule says:\n")
	for _, e := range broad {
		fmt.Fprintf(b, "  %s:%d  %s %q: %s\n", e.File, e.Line, e.Rule, e.Name, strings.Join(e.Rules, ", "))
	}
}

func (m Mutant) fate() string {
	switch {
	case m.Killed:
		return "killed"
	case m.Unplayed:
		return "unplayed"
	}
	return "survived"
}

// witnesses names who noticed, the first of them by name.
func (m Mutant) witnesses() string {
	switch {
	case m.Reason != "":
		return fmt.Sprintf(" (%s)", m.Reason)
	case len(m.By) == 0:
		return ""
	case len(m.By) == 1:
		return fmt.Sprintf(", by %s %q", m.Rule, m.By[0])
	}
	return fmt.Sprintf(", by %s %q and %d more", m.Rule, m.By[0], len(m.By)-1)
}

// MutantsJSON writes the run for scripts, with its totals and seed.
func MutantsJSON(w io.Writer, m MutantRun) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(struct {
		Version int               `json:"version"`
		Seed    int64             `json:"seed"`
		Target  string            `json:"target"`
		With    map[string]string `json:"versions"`
		Totals  MutantTotals      `json:"totals"`
		Bare    []string          `json:"rules_without_a_mutant"`
		Excused []string          `json:"rules_in_a_browser_alone"`
		Mutants []Mutant          `json:"mutants"`
		Broad   []BroadExample    `json:"broad_examples"`
	}{Version, m.Run.Seed, m.Run.Target, m.Run.Versions, m.Totals(), emptied(m.Bare()), emptied(m.Excused()), m.Mutants, emptied(m.Broad)})
	if err != nil {
		return fmt.Errorf("write the mutants: %w", err)
	}
	return nil
}

// emptied gives a list that is [] and not null where there is nothing in it.
func emptied[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
