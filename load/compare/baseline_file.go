package compare

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/flexrig/flexrig/reports"
)

// Write writes a baseline as its file: JSON, a line for each figure, so that a
// diff of two shows what moved.
func (b Baseline) Write(w io.Writer) error {
	var text bytes.Buffer
	var failed error
	encoder := json.NewEncoder(&text) // ends each value with a line break
	encoder.SetEscapeHTML(false)
	encode := func(before string, value any, more bool) {
		text.WriteString(before)
		failed = errors.Join(failed, encoder.Encode(value))
		if more {
			text.Truncate(text.Len() - 1)
			text.WriteString(",\n")
		}
	}
	text.WriteString("{\n")
	encode(`  "baseline": `, b.Version, true)
	encode(`  "run": `, b.Run, true)
	encode(`  "target": `, b.Target, true)
	encode(`  "plan": `, b.Plan, true)
	encode(`  "machine": `, b.Machine, true)
	encode(`  "versions": `, b.Versions, true)
	encode(`  "window_ms": `, b.Window, true)
	text.WriteString("  \"figures\": [\n")
	for i, f := range b.Figures {
		encode("    ", f, i < len(b.Figures)-1)
	}
	text.WriteString("  ]\n}\n")
	if failed != nil {
		return fmt.Errorf("write the baseline: %w", failed)
	}
	if _, err := w.Write(text.Bytes()); err != nil {
		return fmt.Errorf("write the baseline: %w", err)
	}
	return nil
}

// Read reads a saved run: a baseline, or the load.json of a run, which it cuts
// into samples as [FromRun] does. A baseline is read strictly: a version, a
// field or a figure that is not known is refused.
func Read(r io.Reader) (Baseline, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return Baseline{}, fmt.Errorf("read the saved run: %w", err)
	}
	// The version comes first: a later file has unknown fields for the very
	// reason that it is later.
	var head struct {
		Baseline *int            `json:"baseline"`
		Version  *int            `json:"version"`
		Windows  json.RawMessage `json:"windows"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return Baseline{}, fmt.Errorf("read the saved run: it is no JSON object: %w", err)
	}
	switch {
	case head.Baseline != nil && *head.Baseline != BaselineVersion:
		return Baseline{}, fmt.Errorf("read the baseline: version %d is unknown, want %d", *head.Baseline, BaselineVersion)
	case head.Baseline != nil:
		return readBaseline(data)
	case head.Version == nil || head.Windows == nil:
		return Baseline{}, errors.New("read the saved run: it is neither a baseline nor the load.json of a run")
	case *head.Version != reports.LoadVersion:
		return Baseline{}, fmt.Errorf("read the saved run: version %d is unknown, want %d", *head.Version, reports.LoadVersion)
	}
	var run reports.Load
	if err := json.Unmarshal(data, &run); err != nil {
		return Baseline{}, fmt.Errorf("read the saved run: %w", err)
	}
	b, err := FromRun(run)
	if err != nil {
		return Baseline{}, fmt.Errorf("run %s cannot be compared: %w", run.Run.ID, err)
	}
	return b, nil
}

func readBaseline(data []byte) (Baseline, error) {
	var b Baseline
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&b); err != nil {
		return Baseline{}, fmt.Errorf("read the baseline: %w", err)
	}
	if err := b.check(); err != nil {
		return Baseline{}, fmt.Errorf("read the baseline: %w", err)
	}
	return b, nil
}

// check refuses what [FromRun] would not have given out.
func (b Baseline) check() error {
	switch {
	case b.Plan.Workload == "":
		return errors.New("its plan names no workload")
	case !measured(b.Plan.Rate):
		return fmt.Errorf("its rate is %v, want one above 0", b.Plan.Rate)
	case !measured(b.Window):
		return fmt.Errorf("its window is %v ms, want one above 0", b.Window)
	case len(b.Figures) == 0:
		return errors.New("it has no figures")
	}
	seen := map[string]bool{}
	for _, f := range b.Figures {
		if err := f.check(); err != nil {
			return fmt.Errorf("figure %q: %w", f.Name, err)
		}
		if seen[f.Name] {
			return fmt.Errorf("figure %q is there twice", f.Name)
		}
		seen[f.Name] = true
	}
	return nil
}

// least and most are the bounds of a sample: a picosecond and some decades, in
// ms. Ratios of what lies between them can be written.
const least, most = 1e-9, 1e12

func (f BaselineFigure) check() error {
	known, ok := figureNamed(f.Name)
	switch {
	case !ok:
		return errors.New("it is unknown")
	case f.Unit != known.Unit:
		return fmt.Errorf("its unit is %q, want %q", f.Unit, known.Unit)
	case len(f.Samples) < FewestWindows || len(f.Samples) > mostSamples:
		return fmt.Errorf("it has %d samples, want %d to %d", len(f.Samples), FewestWindows, mostSamples)
	}
	for i, v := range f.Samples {
		if v < least || v > most {
			return fmt.Errorf("sample %d is %v, want a value of %g to %g", i+1, v, least, most)
		}
	}
	return nil
}
