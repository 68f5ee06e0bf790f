package steps

import (
	"fmt"
	"sync"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/reports"
)

// key names an example within a run; it is where the example stands.
func key(e features.Example) string { return fmt.Sprintf("%s:%d", e.File, e.Line) }

// A recorder collects what became of the selected examples. Examples end on
// many goroutines.
type recorder struct {
	progress func(reports.Example)

	mu       sync.Mutex
	selected []features.Example
	done     map[string]reports.Example
}

func newRecorder(selected []features.Example, progress func(reports.Example)) *recorder {
	if progress == nil {
		progress = func(reports.Example) {}
	}
	return &recorder{progress: progress, selected: selected, done: map[string]reports.Example{}}
}

// finish records an example's outcome; the first one stays. What is known from
// the feature is filled in.
func (r *recorder) finish(e features.Example, result reports.Example) {
	result.Name, result.File, result.Line = e.Name, e.File, e.Line
	result.Feature, result.Provenance, result.Needs = e.Feature, e.Provenance, e.Needs
	for _, step := range e.Steps[min(len(result.Steps), len(e.Steps)):] {
		result.Steps = append(result.Steps, reports.Step{
			Keyword: step.Keyword, Text: step.Text, Line: step.Line, Outcome: reports.Skipped,
		})
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.done[key(e)]; known {
		return
	}
	r.done[key(e)] = result
	r.progress(result)
}

// settle gives every example that nobody has reported an outcome: skipped where
// the run was ended, else an error, because silence is no success.
func (r *recorder) settle(ended bool) {
	for _, e := range r.selected {
		if ended {
			r.finish(e, reports.Example{Outcome: reports.Skipped, Reason: interrupted})
		} else {
			r.finish(e, reports.Example{Outcome: reports.Error, Reason: "the example did not run"})
		}
	}
}
