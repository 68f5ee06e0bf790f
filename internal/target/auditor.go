package target

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// An Auditor watches what a service in front of a stand-in has sent there: a load
// goes to the service, and the stand-in's management door says what became of it.
type Auditor struct {
	site   *site
	door   *door
	before arrived
}

// OpenAudit reaches the management door at an address, as http://127.0.0.1:4012,
// for the door's only account; where it has several, for the one of that sid, which
// TWILIO_ACCOUNT_SID names. Whoever opened it closes it.
func OpenAudit(ctx context.Context, address, account string) (*Auditor, error) {
	at, err := addressOf(address)
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	a := &Auditor{site: newSite(at)}
	if err := a.site.knock(ctx, at); err != nil {
		a.Close()
		return nil, fmt.Errorf("audit: %w", err)
	}
	a.door = doorway(a.site.client(), at, "")
	if a.door.sid, err = a.whose(ctx, account); err != nil {
		a.Close()
		return nil, fmt.Errorf("audit at %s: %w", a.site.name(), err)
	}
	return a, nil
}

// Account is the sid of the account that is watched.
func (a *Auditor) Account() string { return a.door.sid }

// Close gives the connections up.
func (a *Auditor) Close() { a.site.close() }

// whose finds the account to watch among those of the door.
func (a *Auditor) whose(ctx context.Context, named string) (string, error) {
	var told struct {
		Accounts []struct {
			Sid string `json:"sid"`
			clockState
		} `json:"accounts"`
	}
	if err := a.door.call(ctx, http.MethodGet, "/v1/accounts", nil, nil, &told); err != nil {
		return "", fmt.Errorf("list its accounts: %w", err)
	}
	open := make([]string, len(told.Accounts))
	for i, one := range told.Accounts {
		open[i] = one.Sid
	}
	switch {
	case len(open) == 0:
		return "", errors.New("the stand-in has no account; start it with: flexrig serve")
	case len(open) == 1:
		return open[0], nil
	case named == "":
		return "", fmt.Errorf("the stand-in has %d accounts; set TWILIO_ACCOUNT_SID to the one that the service uses", len(open))
	case !slices.Contains(open, named):
		return "", fmt.Errorf("account %s is none of the %d accounts of the stand-in; set TWILIO_ACCOUNT_SID to the one that the service uses", named, len(open))
	}
	return named, nil
}

// An arrived is what has come to the account by now.
type arrived struct {
	counts   arrivedCounts
	findings map[findingKey]Found
	unseen   int64
}

type arrivedCounts struct {
	Account     string `json:"account"`
	Requests    int64  `json:"requests"`
	TaskUpdates struct {
		Sent       int64 `json:"sent"`
		TookEffect int64 `json:"took_effect"`
		Refused    int64 `json:"refused"`
		Failed     int64 `json:"failed"`
	} `json:"task_updates"`
	Operations json.RawMessage `json:"operations"`
}

// Arrivals are what has come to the account between [Auditor.Begin] and
// [Auditor.End]. Updates are TookEffect and those that did not: refused ones
// (4xx), failed ones (5xx or no answer), and ones that changed nothing.
type Arrivals struct {
	Account    string
	Requests   int64 // of every kind
	Updates    int64 // of tasks
	TookEffect int64 // of them
	Refused    int64
	Failed     int64
	// Findings are what the report card holds against the service's requests,
	// the most frequent first.
	Findings []Found
	// Unseen is how many of the account's requests, also before the load, the
	// card no longer knows: what they did wrong is not among the findings.
	Unseen int64
}

// Found is a kind of finding on the report card, and how often it came up.
type Found struct {
	Kind     string
	Severity string // error, warning or note
	Count    int64
	// Updates is how many of them are errors in task updates that were carried
	// out: the task is changed, and not as it should be.
	Updates  int64
	Sentence string // of the first
}

type findingKey struct{ kind, severity string }

// Correct is how many task updates took effect and did nothing that the card calls
// an error. Where requests are unseen it is the most that there can be.
func (a Arrivals) Correct() int64 {
	correct := a.TookEffect
	for _, f := range a.Findings {
		correct -= f.Updates
	}
	return max(0, correct)
}

// CorrectRate is how many correct task updates came in a second, 0 of no time.
func (a Arrivals) CorrectRate(took time.Duration) float64 {
	if took <= 0 {
		return 0
	}
	return float64(a.Correct()) / took.Seconds()
}

// CorrectPerRequest is how many correct task updates came of each request that the
// service was sent, 0 of none.
func (a Arrivals) CorrectPerRequest(sent int64) float64 {
	if sent <= 0 {
		return 0
	}
	return float64(a.Correct()) / float64(sent)
}

// Begin remembers what has come so far.
func (a *Auditor) Begin(ctx context.Context) error {
	now, err := a.look(ctx)
	if err != nil {
		return fmt.Errorf("audit at %s: before the load: %w", a.site.name(), err)
	}
	a.before = now
	return nil
}

// End gives what has come since [Auditor.Begin]. A service that works on after its
// last answer is given its time before.
func (a *Auditor) End(ctx context.Context) (Arrivals, error) {
	now, err := a.look(ctx)
	if err != nil {
		return Arrivals{}, fmt.Errorf("audit at %s: after the load: %w", a.site.name(), err)
	}
	was, is := a.before.counts, now.counts
	if is.Requests < was.Requests {
		return Arrivals{}, fmt.Errorf("audit at %s: account %s was reset during the load, which leaves nothing to count; run it again without", a.site.name(), a.door.sid)
	}
	return Arrivals{
		Account: is.Account, Requests: is.Requests - was.Requests, Updates: is.TaskUpdates.Sent - was.TaskUpdates.Sent,
		TookEffect: is.TaskUpdates.TookEffect - was.TaskUpdates.TookEffect,
		Refused:    is.TaskUpdates.Refused - was.TaskUpdates.Refused, Failed: is.TaskUpdates.Failed - was.TaskUpdates.Failed,
		Findings: since(a.before.findings, now.findings), Unseen: now.unseen,
	}, nil
}

// look reads the account's counts and its report card.
func (a *Auditor) look(ctx context.Context) (arrived, error) {
	now := arrived{findings: map[findingKey]Found{}}
	if err := a.door.call(ctx, http.MethodGet, "/v1/counts", nil, nil, &now.counts); err != nil {
		return now, fmt.Errorf("read the counts of account %s: %w", a.door.sid, err)
	}
	text, err := a.door.grade(ctx, false)
	if err != nil {
		return now, err
	}
	var card struct {
		Dropped  int64         `json:"dropped"`
		Findings []cardFinding `json:"findings"`
	}
	if err := json.Unmarshal(text, &card); err != nil {
		return now, fmt.Errorf("read the report card of account %s: %w", a.door.sid, err)
	}
	now.unseen = card.Dropped
	for _, f := range card.Findings {
		f.addTo(now.findings)
	}
	return now, nil
}

// A cardFinding is what is needed of a finding on the card.
type cardFinding struct {
	Severity string `json:"severity"`
	Kind     string `json:"kind"`
	Sentence string `json:"sentence"`
	Count    int64  `json:"count"`
	Request  *struct {
		Method string `json:"method"`
		Path   string `json:"path"`
		Status int    `json:"status"`
	} `json:"request"`
}

func (f cardFinding) addTo(all map[findingKey]Found) {
	key := findingKey{f.Kind, f.Severity}
	found, known := all[key]
	if !known {
		found = Found{Kind: f.Kind, Severity: f.Severity, Sentence: f.Sentence}
	}
	found.Count += f.Count
	if f.inUpdate() {
		found.Updates += f.Count
	}
	all[key] = found
}

// inUpdate tells whether the finding is an error of an update of a task that was
// carried out: a refused one has changed nothing, and is counted as refused.
func (f cardFinding) inUpdate() bool {
	if f.Severity != "error" || f.Request == nil || f.Request.Method != http.MethodPost {
		return false
	}
	at, err := url.Parse(f.Request.Path)
	if err != nil || f.Request.Status < 200 || f.Request.Status > 299 {
		return false
	}
	_, task, under := strings.Cut(at.Path, "/Tasks/")
	return under && !strings.Contains(task, "/")
}

// since are the findings that came up after others, the most frequent first.
func since(was, is map[findingKey]Found) []Found {
	fresh := []Found{}
	for key, found := range is {
		found.Count -= was[key].Count
		found.Updates = max(0, found.Updates-was[key].Updates)
		if found.Count > 0 {
			fresh = append(fresh, found)
		}
	}
	slices.SortFunc(fresh, func(a, b Found) int {
		if a.Count != b.Count {
			return int(b.Count - a.Count)
		}
		return strings.Compare(a.Kind+a.Severity, b.Kind+b.Severity)
	})
	return fresh
}
