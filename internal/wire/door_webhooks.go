package wire

import (
	"net/http"
	"time"

	"github.com/flexrig/flexrig/internal/sim"
)

// A delivery is one callback as the door tells it.
type delivery struct {
	Seq      uint64          `json:"seq"`
	Caused   time.Time       `json:"caused"`
	Method   string          `json:"method"`
	URL      string          `json:"url"`
	Fields   []callbackField `json:"fields"`
	Retries  int             `json:"retries"` // how many the webhook asks for
	State    string          `json:"state"`
	Attempts int             `json:"attempts"`
	Due      time.Time       `json:"due"`
	Outcome  string          `json:"outcome"`
	Fault    string          `json:"fault,omitempty"` // the fault that met it
}

type callbackField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// readWebhooks gives the account's callbacks in the order in which they were
// caused, and how many of them go on without its clock being moved: where that
// is 0, all has happened that can happen at this instant.
func (s *StandIn) readWebhooks(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	told := found.account.Deliveries()
	deliveries := make([]delivery, 0, len(told.All))
	for _, d := range told.All {
		deliveries = append(deliveries, newDelivery(d))
	}
	return answer{status: http.StatusOK, body: struct {
		Deliveries []delivery `json:"deliveries"`
		Dropped    uint64     `json:"dropped"`
		UnderWay   int        `json:"under_way"`
	}{deliveries, told.Dropped, told.UnderWay}}, nil
}

func newDelivery(d sim.Delivery) delivery {
	fields := make([]callbackField, len(d.Fields))
	for i, field := range d.Fields {
		fields[i] = callbackField(field)
	}
	return delivery{
		Seq: d.Seq, Caused: d.Caused, Method: d.Method, URL: d.URL, Fields: fields, Retries: d.Retries,
		State: string(d.State), Attempts: d.Attempts, Due: d.Due, Outcome: d.Outcome, Fault: d.Fault,
	}
}
