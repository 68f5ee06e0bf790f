package steps

import (
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/features"
)

// A word whose function takes fewer strings than its pattern has groups would
// drop what the feature says; godog does not mind.
func TestAWordTakesWhatItsPatternFinds(t *testing.T) {
	t.Parallel()
	for _, w := range vocabulary() {
		if _, err := w.bind(&scenario{}); err != nil {
			t.Error(err)
			continue
		}
		do := reflect.TypeOf(w.do)
		strings := do.NumIn() - 1
		if takesArgument(do.In(do.NumIn() - 1)) {
			strings--
		}
		if groups := w.pattern.NumSubexp(); strings != groups {
			t.Errorf("the word %s has %d groups and a function of %d strings", w.pattern, groups, strings)
		}
		if pattern := w.pattern.String(); pattern[0] != '^' || pattern[len(pattern)-1] != '$' {
			t.Errorf("the word %s does not match the whole step", w.pattern)
		}
	}
}

func takesArgument(last reflect.Type) bool {
	return last == reflect.TypeFor[*godog.Table]() || last == reflect.TypeFor[*godog.DocString]()
}

func TestEveryStepIsOneWordAndEveryWordIsUsed(t *testing.T) {
	t.Parallel()
	used := map[int]bool{}
	seen := map[features.Step]bool{}
	for _, e := range contract(t).Examples {
		for _, step := range e.Steps {
			if seen[step] {
				continue
			}
			seen[step] = true
			found := matching(step)
			for _, i := range found {
				used[i] = true
			}
			switch len(found) {
			case 0:
				t.Errorf("%s:%d: no word for %q", e.File, step.Line, step.Text)
			case 1:
			default:
				t.Errorf("%s:%d: %q is %d words, the first two %s and %s", e.File, step.Line, step.Text, len(found),
					vocabulary()[found[0]].pattern, vocabulary()[found[1]].pattern)
			}
		}
	}
	for i, w := range vocabulary() {
		if !used[i] {
			t.Errorf("no feature says %s (%s)", w.pattern, w.kind)
		}
	}
}

// ago is a state that time has to pass for; what ended 0s ago has ended now.
var ago = regexp.MustCompile(` [0-9.]*[1-9][0-9.dhms]* ago$`)

// matching lists the words, by their place in the vocabulary, for a step.
func matching(step features.Step) []int {
	var found []int
	for i, w := range vocabulary() {
		if w.matches(step) {
			found = append(found, i)
		}
	}
	return found
}

// An example that lets time pass and does not say that it needs a clock would
// fail on a target without one, where it is merely not observable.
func TestExamplesSayWhatTheyNeed(t *testing.T) {
	t.Parallel()
	needing := map[string][]words{
		"clock": {clockWords},
		"insights": {
			insightsWords, screenWords, findingWords, playerWords, customerWords, segmentWords,
			loginWords, agentDataWords, reportWords, inputWords, hipaaWords,
		},
		"faults": {faultWords},
	}
	for need, groups := range needing {
		patterns := map[string]bool{}
		for _, group := range groups {
			for _, w := range group {
				patterns[w.pattern] = true
			}
		}
		for _, e := range contract(t).Examples {
			uses := ""
			for _, step := range e.Steps {
				for _, i := range matching(step) {
					if patterns[vocabulary()[i].pattern.String()] || need == "clock" && ago.MatchString(step.Text) {
						uses = step.Text
					}
				}
			}
			if uses != "" && !slices.Contains(e.Needs, need) {
				t.Errorf("%s:%d: example %q says %q and is not tagged @needs:%s", e.File, e.Line, e.Name, uses, need)
			}
		}
	}
}

func contract(t testing.TB) *features.Contract {
	t.Helper()
	c, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
