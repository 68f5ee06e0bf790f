package reports

import "fmt"

// Totals counts rules by outcome; the five counts add up to Rules.
type Totals struct {
	Rules         int `json:"rules"`
	Held          int `json:"held"`
	Broken        int `json:"broken"`
	NotObservable int `json:"not_observable"`
	Skipped       int `json:"skipped"`
	Errors        int `json:"errors"`
}

// String is the last line of a run, without its newline. Scripts read it, so
// its words do not follow the numbers: it is "1 rules", never "1 rule".
func (t Totals) String() string {
	return fmt.Sprintf("%d rules: %d held, %d broken, %d not observable, %d skipped, %d errors",
		t.Rules, t.Held, t.Broken, t.NotObservable, t.Skipped, t.Errors)
}

func (t *Totals) add(o Outcome) {
	switch o {
	case Held:
		t.Held++
	case Broken:
		t.Broken++
	case NotObservable:
		t.NotObservable++
	case Skipped:
		t.Skipped++
	default:
		t.Errors++
	}
}
