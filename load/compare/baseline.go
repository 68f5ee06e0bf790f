package compare

import (
	"errors"
	"fmt"
	"math"

	"github.com/flexrig/flexrig/reports"
)

// BaselineVersion is the version of [Baseline] and of the file written from it.
const BaselineVersion = 1

// The samples of one run.
const (
	// FewestWindows is how many windows at the full rate a run has to have, and
	// how many samples they are put together to, at least.
	FewestWindows = 10
	mostSamples   = 20
	// offRate is by how much a window's rate may differ from the plan's, as a share.
	offRate = 0.02
)

// A Baseline is the samples of one run with all that has to be the same, or has
// to be known, where another run is held against it. Its file is small and made
// to be kept in git: a line a figure, and no instants.
type Baseline struct {
	Version  int                 `json:"baseline"`
	Run      string              `json:"run"` // its id
	Target   string              `json:"target"`
	Plan     Plan                `json:"plan"`
	Machine  reports.LoadMachine `json:"machine"`
	Versions map[string]string   `json:"versions"`
	Window   float64             `json:"window_ms"` // that one sample is of
	Figures  []BaselineFigure    `json:"figures"`
}

// Plan is what two runs must have in common to be compared. The seed is not in
// it: another seed sends other values to the same tasks.
type Plan struct {
	Workload    string  `json:"workload"`
	Profile     string  `json:"profile"`
	Rate        float64 `json:"rate"` // hits a second
	Duration    float64 `json:"duration_ms"`
	Workers     int     `json:"workers"`
	Connections int     `json:"connections"`
}

// BaselineFigure is one figure's samples, in the order in which they were taken.
type BaselineFigure struct {
	Name    string    `json:"name"`
	Unit    string    `json:"unit"`
	Samples []float64 `json:"samples"`
}

// NewBaseline makes a baseline of a run that is worth being measured by. It
// refuses what [FromRun] refuses, and a run that missed a threshold: what was
// not good enough is no standard.
func NewBaseline(run reports.Load) (Baseline, error) {
	for _, t := range run.Thresholds {
		if !t.Held {
			return Baseline{}, fmt.Errorf("run %s is no baseline: it missed %s (%s)", run.Run.ID, t.Expression, t.Found)
		}
	}
	b, err := FromRun(run)
	if err != nil {
		return Baseline{}, fmt.Errorf("run %s is no baseline: %w", run.Run.ID, err)
	}
	return b, nil
}

// FromRun cuts a run into samples. Windows of equal length at the plan's full
// rate are put together, neighbours with neighbours, to 10 to 20 samples, each
// the mean of its windows' figures; what does not divide is left out at the
// start, where a run warms up. Windows that follow each other are not quite
// independent: longer samples are more so, and [Against] corrects for the rest.
//
// It refuses a run that was interrupted, that is invalid, that ended early, that
// did wrong, or that has fewer than [FewestWindows] such windows, as a ramp has.
func FromRun(run reports.Load) (Baseline, error) {
	if err := unfit(run); err != nil {
		return Baseline{}, err
	}
	steady := atFullRate(run)
	if len(steady) < FewestWindows {
		return Baseline{}, fmt.Errorf("%d of its windows are at the full rate of %g/s, want %d or more: make the run longer, with a constant rate",
			len(steady), run.Plan.Rate, FewestWindows)
	}
	together := (len(steady) + mostSamples - 1) / mostSamples
	b := Baseline{
		Version: BaselineVersion, Run: run.Run.ID, Target: run.Run.Target, Machine: run.Run.Machine, Versions: run.Run.Versions,
		Plan: Plan{
			Workload: run.Plan.Workload, Profile: run.Plan.Profile, Rate: run.Plan.Rate,
			Duration: run.Plan.Duration, Workers: run.Plan.Workers, Connections: run.Plan.Connections,
		},
		Window: steady[0].Length * float64(together),
	}
	b.fill(steady[len(steady)%together:], together)
	if len(b.Figures) == 0 {
		return Baseline{}, errors.New("its windows hold no latencies")
	}
	return b, nil
}

// atFullRate gives the windows that ask for the plan's rate and are as long as
// the first; the last one of a run is shorter where the length does not divide.
func atFullRate(run reports.Load) []reports.LoadWindow {
	var all []reports.LoadWindow
	for _, w := range run.Windows {
		due := run.Plan.Rate * w.Length / 1000
		slack := max(offRate*due, 1)
		sameLength := math.Abs(w.Length-run.Windows[0].Length) < 0.01*w.Length
		if sameLength && math.Abs(float64(w.Asked)-due) <= slack {
			all = append(all, w)
		}
	}
	return all
}

// fill puts windows together to samples. A figure that a window lacks is left out.
func (b *Baseline) fill(windows []reports.LoadWindow, together int) {
	for _, f := range figures {
		if f.ofWindow == nil {
			continue
		}
		values := make([]float64, 0, len(windows)/together)
		for i := 0; i < len(windows); i += together {
			sum := 0.0
			for _, w := range windows[i : i+together] {
				sum += f.ofWindow(w)
			}
			values = append(values, rounded(sum/float64(together)))
		}
		if whole(values) {
			b.Figures = append(b.Figures, BaselineFigure{Name: f.Name, Unit: f.Unit, Samples: values})
		}
	}
}

// rounded keeps four digits that count: fewer than noise leaves, and enough
// that ties are rare.
func rounded(v float64) float64 {
	if v == 0 || math.IsInf(v, 0) || math.IsNaN(v) {
		return v
	}
	scale := math.Pow(10, 3-math.Floor(math.Log10(math.Abs(v))))
	return math.Round(v*scale) / scale
}

func (b Baseline) samples() samples {
	all := samples{}
	for _, f := range b.Figures {
		all[f.Name] = f.Samples
	}
	return all
}
