package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// The classic Cucumber JSON, as its many viewers read it.
type cucumberFeature struct {
	URI         string            `json:"uri"`
	ID          string            `json:"id"`
	Keyword     string            `json:"keyword"`
	Name        string            `json:"name"`
	Description string            `json:"description"`
	Line        int               `json:"line"`
	Elements    []cucumberElement `json:"elements"`
}

type cucumberElement struct {
	ID          string         `json:"id"`
	Keyword     string         `json:"keyword"`
	Type        string         `json:"type"`
	Name        string         `json:"name"`
	Description string         `json:"description"`
	Line        int            `json:"line"`
	Tags        []cucumberTag  `json:"tags"`
	Steps       []cucumberStep `json:"steps"`
}

type cucumberTag struct {
	Name string `json:"name"`
	Line int    `json:"line"`
}

type cucumberStep struct {
	Keyword string         `json:"keyword"`
	Name    string         `json:"name"`
	Line    int            `json:"line"`
	Result  cucumberResult `json:"result"`
}

type cucumberResult struct {
	Status string `json:"status"`
	// Duration is in nanoseconds.
	Duration int64  `json:"duration,omitempty"`
	Error    string `json:"error_message,omitempty"`
}

// Cucumber writes the run as classic Cucumber JSON. That format knows no
// rules: an example carries its rule as a tag and as its description. Nor does
// it know an outcome of an example: viewers take the worst of its steps. An
// example whose steps do not add up to its outcome, or that has none, therefore
// gets one closing step "*" that does, and a run that proves nothing gets a
// feature that fails.
func Cucumber(w io.Writer, rec Record) error {
	rec = Redact(rec)
	out := []cucumberFeature{}
	for _, g := range features(rec.Rules) {
		out = append(out, cucumberOf(g))
	}
	if why := rec.NotRun(); why != "" {
		out = append(out, notRunFeature(why))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("write Cucumber report: %w", err)
	}
	return nil
}

func cucumberOf(g feature) cucumberFeature {
	f := cucumberFeature{
		URI: g.file, ID: slug(g.name), Keyword: "Feature", Name: g.name,
		Line: 1, // The record does not know the keyword's line; viewers want one.
	}
	for _, m := range g.members {
		f.Elements = append(f.Elements, elementOf(f.ID, m))
	}
	return f
}

func elementOf(featureID string, m member) cucumberElement {
	r, e := m.rule, m.example
	el := cucumberElement{
		ID:      fmt.Sprintf("%s;%s;%d", featureID, slug(e.Name), e.Line),
		Keyword: "Example", Type: "scenario", Name: e.Name, Line: e.Line,
		Description: fmt.Sprintf("Rule %s: %s", r.ID, r.Sentence),
		Tags:        []cucumberTag{{"@" + r.ID, e.Line}},
		Steps:       []cucumberStep{},
	}
	if e.Provenance != "" {
		el.Tags = append(el.Tags, cucumberTag{"@" + e.Provenance, e.Line})
	}
	for _, need := range e.Needs {
		el.Tags = append(el.Tags, cucumberTag{"@needs:" + need, e.Line})
	}
	notRun := cucumberStatus(e.Outcome) == "skipped"
	for _, s := range e.Steps {
		step := stepOf(s)
		if notRun {
			step.Result = cucumberResult{Status: "skipped"}
		}
		el.Steps = append(el.Steps, step)
	}
	if !addsUp(el.Steps, e.Outcome) {
		el.Steps = append(el.Steps, closingStep(e))
	}
	return el
}

func stepOf(s Step) cucumberStep {
	return cucumberStep{
		Keyword: s.Keyword + " ", Name: s.Text, Line: s.Line,
		Result: cucumberResult{Status: cucumberStatus(s.Outcome), Duration: s.Duration.Nanoseconds(), Error: s.Error},
	}
}

// cucumberStatus maps an outcome to the format's words. There is none for an
// error of the rig, and only "failed" is red everywhere.
func cucumberStatus(o Outcome) string {
	switch o.settled() {
	case Held:
		return "passed"
	case NotObservable, Skipped:
		return "skipped"
	}
	return "failed"
}

// addsUp reports whether a viewer would get from the steps what the example's
// outcome is: failed when one failed, skipped when all are, else passed. Some
// viewers call an example skipped as soon as one step is, so a held one must
// have none.
func addsUp(steps []cucumberStep, o Outcome) bool {
	seen := map[string]int{}
	for _, s := range steps {
		seen[s.Result.Status]++
	}
	want := cucumberStatus(o)
	if want == "failed" {
		return seen["failed"] > 0
	}
	return len(steps) > 0 && seen[want] == len(steps)
}

// closingStep says in a step what the steps do not say. A held example whose
// steps were not all passed contradicts itself: that is an error.
func closingStep(e Example) cucumberStep {
	step := cucumberStep{Keyword: "* ", Line: e.Line}
	step.Result.Status = cucumberStatus(e.Outcome)
	switch {
	case e.Outcome == Held && len(e.Steps) > 0:
		step.Name = "the example is called held, but not all of its steps are"
		step.Result = cucumberResult{Status: "failed", Error: step.Name}
	case e.Outcome.failed():
		step.Name = "the example ends"
		step.Result.Error = e.failure().Message
	default:
		step.Name = skippedMessage(e.Outcome, e.Reason)
	}
	return step
}

func notRunFeature(why string) cucumberFeature {
	return cucumberFeature{
		URI: "flexrig", ID: "the-run", Keyword: "Feature", Name: "The run", Line: 1,
		Elements: []cucumberElement{{
			ID: "the-run;not-run;1", Keyword: "Example", Type: "scenario", Line: 1,
			Name: "The run comes to its end and observes something", Tags: []cucumberTag{},
			Steps: []cucumberStep{{
				Keyword: "* ", Name: "the run ends", Line: 1,
				Result: cucumberResult{Status: "failed", Error: why},
			}},
		}},
	}
}

// slug makes the id that the format builds from names: lower case, words
// joined by hyphens.
func slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return strings.Join(words, "-")
}
