package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"time"
)

// ReadVerdict reads what [Verdict] wrote. It refuses a version that it does
// not know, a field that it does not know, an outcome that is none, anything
// after the verdict, and a verdict whose outcomes or totals do not follow from
// its examples. The record that comes back has what a verdict holds: no steps,
// no failures, no exchanges.
func ReadVerdict(r io.Reader) (Record, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return Record{}, fmt.Errorf("read verdict: %w", err)
	}
	// The version comes first: a later verdict has unknown fields for the very
	// reason that it is later.
	var head struct {
		Version *int `json:"version"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return Record{}, fmt.Errorf("read verdict: %w", err)
	}
	if head.Version == nil {
		return Record{}, fmt.Errorf("read verdict: it has no version, want %d", Version)
	}
	if *head.Version != Version {
		return Record{}, fmt.Errorf("read verdict: version %d is unknown, want %d", *head.Version, Version)
	}
	var v verdictJSON
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		return Record{}, fmt.Errorf("read verdict: %w", err)
	}
	return v.record()
}

func (v verdictJSON) record() (Record, error) {
	rec := Record{Version: v.Version, Run: Run(v.Run)}
	for _, r := range v.Rules {
		rule, err := r.rule()
		if err != nil {
			return Record{}, fmt.Errorf("read verdict: rule %q: %w", r.ID, err)
		}
		rec.Rules = append(rec.Rules, rule)
	}
	if got := rec.Totals(); got != v.Totals {
		return Record{}, fmt.Errorf("read verdict: totals say %q, the rules say %q", v.Totals, got)
	}
	return rec, nil
}

func (r ruleJSON) rule() (Rule, error) {
	rule := Rule{ID: r.ID, Sentence: r.Sentence, Source: r.Source, Provenance: r.Provenance, Reason: r.Reason}
	for _, e := range r.Examples {
		if !e.Outcome.Known() {
			return Rule{}, fmt.Errorf("example %q: unknown outcome %q", e.Name, e.Outcome)
		}
		rule.Examples = append(rule.Examples, Example{
			Name: e.Name, File: e.File, Line: e.Line, Outcome: e.Outcome, Reason: e.Reason,
			Duration: time.Duration(math.Round(e.DurationMS * float64(time.Millisecond))), Provenance: e.Provenance,
		})
	}
	// That a rule was deselected is not written; it shows where it matters.
	rule.Deselected = r.Outcome == Skipped
	if got := rule.Outcome(); got != r.Outcome {
		return Rule{}, fmt.Errorf("outcome is %q, its examples say %q", r.Outcome, got)
	}
	return rule, nil
}
