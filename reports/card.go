package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// CardVersion is the version of the report card's JSON that this package
// writes, and the newest that it reads.
const CardVersion = 1

// A Severity is how much a [Finding] weighs.
type Severity string

// The severities, from the heaviest.
const (
	SeverityError   Severity = "error"   // data was lost, or will be on the platform
	SeverityWarning Severity = "warning" // works by luck
	SeverityNote    Severity = "note"    // worth knowing
)

// A Card is what the stand-in found in the conduct of those who used an account.
type Card struct {
	Version  int       `json:"version"`
	Account  string    `json:"account"`
	At       time.Time `json:"at"`       // the account's instant
	Requests uint64    `json:"requests"` // that the account has had
	Dropped  uint64    `json:"dropped"`  // of them are no longer known, so that the card is not whole
	Findings []Finding `json:"findings"` // the heaviest first
}

// A Finding is one thing that an integration does and should not, with the
// first request that shows it.
type Finding struct {
	Severity Severity  `json:"severity"`
	Kind     string    `json:"kind"`     // dropped-keys: stable, for scripts
	Rule     string    `json:"rule"`     // of the rule book, IC-09; empty where it has none
	Sentence string    `json:"sentence"` // what was seen, with names and values
	Advice   string    `json:"advice"`   // what to do
	Count    int       `json:"count"`    // how often it was seen
	Request  *Evidence `json:"request"`  // nil where no request shows it, but that none came
}

// Evidence is a request that shows a finding.
type Evidence struct {
	Seq    uint64    `json:"seq"`
	At     time.Time `json:"at"`
	Method string    `json:"method"`
	Path   string    `json:"path"`
	Status int       `json:"status"`
}

// ReadCard reads a card from its JSON. One of a newer version is refused.
func ReadCard(r io.Reader) (Card, error) {
	var card Card
	if err := json.NewDecoder(r).Decode(&card); err != nil {
		return Card{}, fmt.Errorf("read report card: %w", err)
	}
	if card.Version < 1 || card.Version > CardVersion {
		return Card{}, fmt.Errorf("read report card: version %d, this flexrig reads 1 to %d", card.Version, CardVersion)
	}
	return card, nil
}
