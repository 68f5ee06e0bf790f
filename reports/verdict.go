package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// The verdict's fields, version 1. Their names and their order are what
// scripts rely on.
type verdictJSON struct {
	Version int        `json:"version"`
	Run     runJSON    `json:"run"`
	Totals  Totals     `json:"totals"`
	Rules   []ruleJSON `json:"rules"`
}

// runJSON has the fields of Run, in its order: the two convert.
type runJSON struct {
	ID          string            `json:"id"`
	Command     string            `json:"command"`
	Target      string            `json:"target"`
	Seed        int64             `json:"seed"`
	Started     time.Time         `json:"started"`
	Finished    time.Time         `json:"finished"`
	Versions    map[string]string `json:"versions"`
	Corrections []Correction      `json:"corrections,omitempty"`
	Notes       []string          `json:"notes,omitempty"`
	Interrupted string            `json:"interrupted,omitempty"`
}

type ruleJSON struct {
	ID         string        `json:"id"`
	Sentence   string        `json:"sentence"`
	Source     string        `json:"source"`
	Provenance string        `json:"provenance"`
	Outcome    Outcome       `json:"outcome"`
	Reason     string        `json:"reason"`
	Examples   []exampleJSON `json:"examples"`
}

type exampleJSON struct {
	Name       string  `json:"name"`
	File       string  `json:"file"`
	Line       int     `json:"line"`
	Outcome    Outcome `json:"outcome"`
	Reason     string  `json:"reason"`
	DurationMS float64 `json:"duration_ms"`
	Provenance string  `json:"provenance,omitempty"`
}

// Verdict writes the run as JSON for scripts: what was run, the totals, and
// every rule with its outcome and its examples. Instants are RFC 3339 in UTC.
// A record of another version than [Version] is refused.
func Verdict(w io.Writer, rec Record) error {
	if rec.Version != Version {
		return fmt.Errorf("write verdict: record has version %d, want %d", rec.Version, Version)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(verdict(Redact(rec))); err != nil {
		return fmt.Errorf("write verdict: %w", err)
	}
	return nil
}

func verdict(rec Record) verdictJSON {
	v := verdictJSON{
		Version: Version,
		Run:     runJSON(rec.Run),
		Totals:  rec.Totals(),
		Rules:   make([]ruleJSON, 0, len(rec.Rules)),
	}
	v.Run.Started = v.Run.Started.UTC()
	v.Run.Finished = v.Run.Finished.UTC()
	if v.Run.Versions == nil {
		v.Run.Versions = map[string]string{}
	}
	for _, rule := range rec.Rules {
		v.Rules = append(v.Rules, ruleVerdict(rule))
	}
	return v
}

func ruleVerdict(rule Rule) ruleJSON {
	r := ruleJSON{
		ID: rule.ID, Sentence: rule.Sentence, Source: rule.Source, Provenance: rule.Provenance,
		Outcome: rule.Outcome(), Reason: rule.Why(),
		Examples: make([]exampleJSON, 0, len(rule.Examples)),
	}
	for _, e := range rule.Examples {
		r.Examples = append(r.Examples, exampleJSON{
			Name: e.Name, File: e.File, Line: e.Line, Outcome: e.Outcome.settled(), Reason: e.why(),
			DurationMS: milliseconds(e.Duration), Provenance: e.Provenance,
		})
	}
	return r
}
