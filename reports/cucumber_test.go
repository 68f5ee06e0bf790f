package reports

import (
	"encoding/json"
	"strings"
	"testing"
)

// viewerStatus is what Cucumber JSON viewers make of an example.
func viewerStatus(el cucumberElement) string {
	status := "none"
	rank := map[string]int{"none": 0, "passed": 1, "skipped": 2, "failed": 3}
	for _, s := range el.Steps {
		if rank[s.Result.Status] > rank[status] {
			status = s.Result.Status
		}
	}
	return status
}

func TestCucumberViewersSeeTheExamplesOutcome(t *testing.T) {
	t.Parallel()
	held := Step{Keyword: "Given", Text: "a", Outcome: Held}
	broken := Step{Keyword: "Then", Text: "b", Outcome: Broken, Error: "no"}
	skipped := Step{Keyword: "And", Text: "c", Outcome: Skipped}
	for _, row := range []struct {
		sentence string
		outcome  Outcome
		steps    []Step
		want     string
		count    int
	}{
		{"all steps held", Held, []Step{held, held}, "passed", 2},
		{"held without steps gets one", Held, nil, "passed", 1},
		{"held over a step that was skipped contradicts itself", Held, []Step{held, skipped}, "failed", 3},
		{"held over a step without outcome contradicts itself", Held, []Step{{Keyword: "Given", Text: "a"}}, "failed", 2},
		{"broken at a step", Broken, []Step{held, broken, skipped}, "failed", 3},
		{"broken, yet no step says so", Broken, []Step{held}, "failed", 2},
		{"an error before the first step", Error, []Step{skipped}, "failed", 2},
		{"not observable skips all steps", NotObservable, []Step{held, skipped}, "skipped", 2},
		{"skipped without steps gets one", Skipped, nil, "skipped", 1},
		{"no outcome is a failure", "", []Step{held}, "failed", 2},
	} {
		t.Run(row.sentence, func(t *testing.T) {
			t.Parallel()
			el := elementOf("f", member{Rule{ID: "IC-01"}, Example{Name: "x", Outcome: row.outcome, Steps: row.steps}})
			if got := viewerStatus(el); got != row.want || len(el.Steps) != row.count {
				t.Errorf("got %s of %d steps, want %s of %d: %+v", got, len(el.Steps), row.want, row.count, el.Steps)
			}
		})
	}
}

func TestCucumberParsesBackWithRuleAndNeeds(t *testing.T) {
	t.Parallel()
	for _, rec := range records {
		dec := json.NewDecoder(strings.NewReader(rendered(t, Cucumber, rec.record())))
		dec.DisallowUnknownFields()
		var got []cucumberFeature
		if err := dec.Decode(&got); err != nil {
			t.Errorf("%s: %v", rec.name, err)
		}
		red := 0
		for _, f := range got {
			for _, el := range f.Elements {
				if viewerStatus(el) == "failed" {
					red++
				}
			}
		}
		if status := rec.record().ExitStatus(); status != ExitHeld && red == 0 {
			t.Errorf("%s: exit status %d, but nothing in it is red", rec.name, status)
		}
	}
	el := elementOf("f", member{Rule{ID: "CM-08", Sentence: "s"}, unseenRule().Examples[0]})
	if len(el.Tags) != 3 || el.Tags[0].Name != "@CM-08" || el.Tags[1].Name != "@documented" || el.Tags[2].Name != "@needs:browser" {
		t.Errorf("tags of CM-08: got %v", el.Tags)
	}
}
