package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
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
	// EventsDropped is how many events of the account are no longer known.
	EventsDropped uint64    `json:"events_dropped"`
	Findings      []Finding `json:"findings"` // the heaviest first

	// Checks are the kinds of finding that were looked for: what a card without
	// findings stands for.
	Checks []Check `json:"checks"`
}

// A Check is a kind of finding that was looked for.
type Check struct {
	Kind     string `json:"kind"`     // as the findings have it
	Rule     string `json:"rule"`     // of the rule book; empty where it has none
	Sentence string `json:"sentence"` // what it is to do right
}

// Fails tells whether a finding weighs as much as a severity, or more. Nothing
// weighs as much as a severity that is none.
func (c Card) Fails(at Severity) bool {
	if at.rank() == 0 {
		return false
	}
	for _, found := range c.Findings {
		if found.Severity.rank() >= at.rank() {
			return true
		}
	}
	return false
}

// rank is greater for what weighs more, and 0 for what is no severity.
func (s Severity) rank() int {
	switch s {
	case SeverityError:
		return 3
	case SeverityWarning:
		return 2
	case SeverityNote:
		return 1
	}
	return 0
}

// Totals says what a card comes to: "report card: 14 requests, 2 errors, 1
// warning, 3 notes".
func (c Card) Totals() string {
	return fmt.Sprintf("report card: %s, %s, %s, %s", count(int(c.Requests), "request"),
		count(c.number(SeverityError), "error"), count(c.number(SeverityWarning), "warning"), count(c.number(SeverityNote), "note"))
}

// number counts the findings of a severity, each once however often it was seen.
func (c Card) number(of Severity) int {
	n := 0
	for _, found := range c.Findings {
		if found.Severity == of {
			n++
		}
	}
	return n
}

// lossy says that a card does not tell of everything, and "" where it does.
func (c Card) lossy() string {
	var lost []string
	if c.Dropped > 0 {
		lost = append(lost, fmt.Sprintf("%s of %d", count(int(c.Dropped), "request"), c.Requests))
	}
	if c.EventsDropped > 0 {
		lost = append(lost, count(int(c.EventsDropped), "event")+" of the account's history")
	}
	if len(lost) == 0 {
		return ""
	}
	return "the card is not whole: " + strings.Join(lost, " and ") + " no longer known"
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

// String is the request in one line: "POST /v1/… → 200 (request 12)". Status 0
// is a request that got no answer.
func (e Evidence) String() string {
	answer := "no answer"
	if e.Status != 0 {
		answer = strconv.Itoa(e.Status)
	}
	return fmt.Sprintf("%s %s → %s (request %d)", e.Method, e.Path, answer, e.Seq)
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
