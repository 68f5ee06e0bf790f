package compare

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/flexrig/flexrig/reports"
)

// ErrOtherPlan is wrapped by the error of [Against] for two runs that did not do
// the same.
var ErrOtherPlan = errors.New("they did not do the same")

// manyAlike is the correlation of neighbouring samples above which [Against] tells
// of it: p and the interval are widened then, and a longer run would say more.
const manyAlike = 0.5

// Against compares a saved run with one that was saved before it. It refuses two
// whose plans differ; another machine or version is told in a note, since that
// may be the very reason for comparing.
//
// Windows of one run know nothing of how runs of one target differ from each
// other: by the hour, by who else uses the machine. Where again is not nil, a
// difference has to be shown by a second run of B as well, which again takes;
// without it, the chance of a difference is shared out among the figures
// (Bonferroni), and a note says what the verdict does not know.
func Against(a, b Baseline, floor float64, again func() (Baseline, error)) (reports.Comparison, error) {
	if err := samePlan(a, b); err != nil {
		return reports.Comparison{}, fmt.Errorf("compare run %s with run %s: %w", b.Run, a.Run, err)
	}
	o := Options{Floor: floor, Follow: true}.filled()
	sets := []pair{{a.samples(), b.samples()}}
	if again == nil {
		o.Alpha = alpha / float64(max(len(shared(sets)), 1))
	}
	found, err := settle(sets, o)
	if err == nil && again != nil && anyDifferent(found) {
		found, err = repeat(a, sets, o, again)
		sets = append(sets, pair{})
	}
	if err != nil {
		return reports.Comparison{}, fmt.Errorf("compare run %s with run %s: %w", b.Run, a.Run, err)
	}
	out := reports.Comparison{
		Version: reports.ComparisonVersion, Floor: o.Floor, Alpha: o.Alpha, Power: power, Figures: found,
		A: a.side(), B: b.side(), Plan: reports.LoadPlan{
			Workload: a.Plan.Workload, Profile: a.Plan.Profile, Rate: a.Plan.Rate,
			Duration: a.Plan.Duration, Workers: a.Plan.Workers, Connections: a.Plan.Connections,
		},
		Method: fmt.Sprintf("windows of %.0f ms of two runs; rank test on the windows, corrected by how much neighbours are alike", a.Window),
		Notes:  append(unlike(a, b), alike(a, b)...),
	}
	out.Verdict, out.Decided = conclude(found)
	if different(out.Verdict) && len(sets) == 1 {
		out.Notes = append(out.Notes, "one run of each does not show how runs of one target differ: set the targets against each other in turns to be sure")
	}
	return out, nil
}

// repeat judges with a second run of B.
func repeat(a Baseline, sets []pair, o Options, again func() (Baseline, error)) ([]reports.ComparedFigure, error) {
	second, err := again()
	if err != nil {
		return nil, fmt.Errorf("take a second run to confirm the first: %w", err)
	}
	if err := samePlan(a, second); err != nil {
		return nil, err
	}
	return settle(append(sets, pair{a.samples(), second.samples()}), o)
}

// samePlan says in what two runs differ that must not.
func samePlan(a, b Baseline) error {
	var parts []string
	differs := func(what string, x, y any) {
		if x != y {
			parts = append(parts, fmt.Sprintf("%s is %v in A and %v in B", what, x, y))
		}
	}
	differs("workload", a.Plan.Workload, b.Plan.Workload)
	differs("profile", a.Plan.Profile, b.Plan.Profile)
	differs("rate", fmt.Sprintf("%g/s", a.Plan.Rate), fmt.Sprintf("%g/s", b.Plan.Rate))
	differs("duration", seconds(a.Plan.Duration), seconds(b.Plan.Duration))
	differs("workers", a.Plan.Workers, b.Plan.Workers)
	differs("connections", a.Plan.Connections, b.Plan.Connections)
	if math.Abs(a.Window-b.Window) > 0.01*a.Window {
		parts = append(parts, fmt.Sprintf("a sample is of %.0f ms in A and of %.0f ms in B", a.Window, b.Window))
	}
	if len(parts) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %s", ErrOtherPlan, strings.Join(parts, ", "))
}

// unlike tells in what the two differ that may be why they differ.
func unlike(a, b Baseline) []string {
	var all []string
	if a.Machine != b.Machine {
		all = append(all, fmt.Sprintf("A was measured from another machine (%s) than B (%s): what differs may be the machine", machine(a.Machine), machine(b.Machine)))
	}
	names := slices.Sorted(maps.Keys(a.Versions))
	for name := range b.Versions {
		if _, both := a.Versions[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if x, y := a.Versions[name], b.Versions[name]; x != y {
			all = append(all, fmt.Sprintf("%s is %s in A and %s in B", name, orNone(x), orNone(y)))
		}
	}
	return all
}

func seconds(ms float64) string { return fmt.Sprintf("%g s", ms/1000) }

func orNone(version string) string {
	if version == "" {
		return "not named"
	}
	return version
}

func machine(m reports.LoadMachine) string {
	return strings.TrimSpace(fmt.Sprintf("%s/%s, %d cores %s", m.OS, m.Arch, m.Cores, m.CPU))
}

// alike warns of samples that follow each other too closely.
func alike(a, b Baseline) []string {
	var all []string
	for _, side := range []struct {
		name string
		of   Baseline
	}{{"A", a}, {"B", b}} {
		for _, f := range side.of.Figures {
			if r := neighbours(logs(f.Samples)); r > manyAlike {
				all = append(all, fmt.Sprintf("%s of %s: neighbouring samples are alike (correlation %.2f): p and the interval are widened for it, "+
					"and a longer run says more", f.Name, side.name, r))
			}
		}
	}
	return all
}

// neighbours is the correlation of values with those before them (lag 1); 0 of
// values that are all the same but for how numbers are rounded.
func neighbours(values []float64) float64 {
	mean := 0.0
	for _, v := range values {
		mean += v / float64(len(values))
	}
	var with, of float64
	for i, v := range values {
		of += (v - mean) * (v - mean)
		if i > 0 {
			with += (v - mean) * (values[i-1] - mean)
		}
	}
	if of < 1e-18*float64(len(values)) {
		return 0
	}
	return with / of
}

func (b Baseline) side() reports.ComparedSide {
	name := b.Target
	if b.Run != "" {
		name += ", run " + b.Run
	}
	return reports.ComparedSide{Name: name, Kind: "saved run", Machine: b.Machine, Versions: b.Versions}
}
