package wire

import (
	"net/http"
	"strconv"
	"time"

	"github.com/flexrig/flexrig/internal/grade"
	"github.com/flexrig/flexrig/internal/sim"
)

// cardVersion is the version of the report card's JSON.
const cardVersion = 1

// A card is the report card as the door gives it. Its twin is in the room that
// renders it, which knows nothing of this one; a test holds them together.
type card struct {
	Version       int             `json:"version"`
	Account       string          `json:"account"`
	At            time.Time       `json:"at"` // the account's instant
	Requests      uint64          `json:"requests"`
	Dropped       uint64          `json:"dropped"`
	EventsDropped uint64          `json:"events_dropped"`
	Findings      []grade.Finding `json:"findings"`
	Checks        []check         `json:"checks"`
}

// A check is a kind of finding that was looked for.
type check struct {
	Kind     string `json:"kind"`
	Rule     string `json:"rule"`
	Sentence string `json:"sentence"`
}

// readGrade judges the account's conduct so far, or with ?end=true as at the
// end, when what is open counts.
func (s *StandIn) readGrade(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	end := false
	if given := r.URL.Query().Get("end"); given != "" {
		if end, err = strconv.ParseBool(given); err != nil {
			return answer{}, badRequest("end=%.60s is no truth value; say true or false", given)
		}
	}
	return answer{status: http.StatusOK, body: s.cardOf(found, end)}, nil
}

func (s *StandIn) cardOf(found *tenant, end bool) card {
	requests, dropped := found.journal.read()
	kept := found.account.Record()
	record := grade.Record{
		Requests: requests, Dropped: dropped, Events: kept.Events, Book: s.book, Now: found.account.Now(),
		End: end, Tasks: kept.Tasks,
	}
	for _, d := range kept.Deliveries.All {
		record.Deliveries = append(record.Deliveries, graded(d))
	}
	for _, c := range kept.Channels {
		record.Channels = append(record.Channels, grade.Channel{Sid: c.Sid, InteractionSid: c.InteractionSid, Type: c.Type, Status: c.Status})
	}
	result := card{
		Version: cardVersion, Account: found.account.Sid(), At: record.Now,
		Requests: dropped + uint64(len(requests)), Dropped: dropped,
		EventsDropped: kept.Dropped, Findings: grade.Judge(record), Checks: []check{},
	}
	for _, kind := range grade.Kinds(end) {
		result.Checks = append(result.Checks, check{Kind: kind.Name, Rule: kind.Rule, Sentence: kind.Sentence})
	}
	return result
}

// graded is a callback as a verdict needs it.
func graded(d sim.Delivery) grade.Delivery {
	g := grade.Delivery{
		Method: d.Method, URL: withoutUser(d.URL), Caused: d.Caused, Attempts: d.Attempts,
		Delivered: d.State == sim.DeliveryDelivered, Outcome: d.Outcome,
	}
	if d.State == sim.DeliveryDelivered || d.State == sim.DeliveryFailed {
		g.Ended = d.Due
	}
	return g
}
