package reports

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ReadLoad reads what [LoadJSON] wrote. It refuses a version or a field that it
// does not know, anything after the record, and a record that contradicts
// itself: totals that do not add up, windows or errors that count other hits
// than the totals do, a histogram that cannot be read or holds another number of
// values than is said, an audit whose outcome its rules deny.
func ReadLoad(r io.Reader) (Load, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return Load{}, fmt.Errorf("read load record: %w", err)
	}
	// The version comes first: a later record has unknown fields for the very
	// reason that it is later.
	var head struct {
		Version *int `json:"version"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return Load{}, fmt.Errorf("read load record: %w", err)
	}
	if head.Version == nil {
		return Load{}, fmt.Errorf("read load record: it has no version, want %d", LoadVersion)
	}
	if *head.Version != LoadVersion {
		return Load{}, fmt.Errorf("read load record: version %d is unknown, want %d", *head.Version, LoadVersion)
	}
	var l Load
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&l); err != nil {
		return Load{}, fmt.Errorf("read load record: %w", err)
	}
	if err := l.check(); err != nil {
		return Load{}, fmt.Errorf("read load record: %w", err)
	}
	return l, nil
}

// check finds what a record says twice, and differently.
func (l Load) check() error {
	return errors.Join(l.Totals.check(), l.checkWindows(), l.checkErrors(), l.Audit.check(), l.checkLatencies())
}

func (t LoadTotals) check() error {
	for name, n := range map[string]int64{
		"sent": t.Sent, "acknowledged": t.Acknowledged, "rejected": t.Rejected, "failed": t.Failed,
		"wrong": t.Wrong, "lost": t.Lost, "expected": t.Expected,
	} {
		if n < 0 {
			return fmt.Errorf("totals: %s is %d, which is no count", name, n)
		}
	}
	if sum := t.Acknowledged + t.Rejected + t.Failed + t.Wrong; sum != t.Sent {
		return fmt.Errorf("totals: %d sent, but acknowledged, rejected, failed and wrong are %d", t.Sent, sum)
	}
	if t.Expected > t.Rejected+t.Failed {
		return fmt.Errorf("totals: %d expected, but rejected and failed are %d", t.Expected, t.Rejected+t.Failed)
	}
	return nil
}

// checkWindows holds the windows against the totals; a record may have none.
func (l Load) checkWindows() error {
	if len(l.Windows) == 0 {
		return nil
	}
	var sent, acknowledged int64
	for _, w := range l.Windows {
		if w.Acknowledged+w.Errors != w.Sent {
			return fmt.Errorf("window at %s: %d sent, but acknowledged and errors are %d",
				secondsText(w.Start), w.Sent, w.Acknowledged+w.Errors)
		}
		sent += w.Sent
		acknowledged += w.Acknowledged
	}
	if sent != l.Totals.Sent || acknowledged != l.Totals.Acknowledged {
		return fmt.Errorf("windows: %d sent and %d acknowledged, but the totals say %d and %d",
			sent, acknowledged, l.Totals.Sent, l.Totals.Acknowledged)
	}
	return nil
}

func (l Load) checkErrors() error {
	var all int64
	for _, e := range l.Errors {
		all += e.Count
	}
	if want := l.Totals.Rejected + l.Totals.Failed + l.Totals.Wrong; all != want {
		return fmt.Errorf("errors: the classes count %d, but rejected, failed and wrong are %d", all, want)
	}
	return nil
}

func (a LoadAudit) check() error {
	switch a.Outcome {
	case AuditHeld, AuditBroken, AuditNotObservable, AuditSkipped, AuditError:
	default:
		return fmt.Errorf("audit: unknown outcome %q", a.Outcome)
	}
	if got := a.settled(); got != a.Outcome {
		return fmt.Errorf("audit: the outcome is %q, its rules say %q", a.Outcome, got)
	}
	return nil
}

// checkLatencies decodes every histogram.
func (l Load) checkLatencies() error {
	for _, of := range l.latencies() {
		if _, err := of.latency.histogram(); err != nil {
			return fmt.Errorf("%s: %w", of.name, err)
		}
	}
	return nil
}

// A namedLatency is a distribution and where it stands in the record.
type namedLatency struct {
	name    string
	latency LoadLatency
}

// latencies are all distributions of the record.
func (l Load) latencies() []namedLatency {
	all := []namedLatency{{"response", l.Response}, {"service", l.Service}, {"lag", l.Lag}}
	if l.Margins != nil {
		all = append(all, namedLatency{"margins", *l.Margins})
	}
	for _, o := range l.Operations {
		all = append(all, namedLatency{"operation " + o.Name, o.Service})
	}
	for _, w := range l.Windows {
		all = append(all, namedLatency{"window at " + secondsText(w.Start), w.Response})
	}
	return all
}
