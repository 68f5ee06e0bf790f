package target

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// settling is how long callbacks may take that need no time to pass on the
// account. They go over the loopback interface; whatever takes longer hangs.
const (
	settling = 10 * time.Second
	glance   = 500 * time.Microsecond // between two looks
)

// A Delivery is a callback on its way to whoever registered a webhook.
type Delivery struct {
	Seq      uint64          `json:"seq"` // the order in which callbacks were caused
	Caused   time.Time       `json:"caused"`
	Method   string          `json:"method"`
	URL      string          `json:"url"`
	Fields   []DeliveryField `json:"fields"`
	Retries  int             `json:"retries"`  // how many its webhook asks for
	State    string          `json:"state"`    // waiting, sending, delivered, failed or dropped
	Attempts int             `json:"attempts"` // begun so far
	Due      time.Time       `json:"due"`      // the next attempt, or the end of the one that is made; when it ended
	Outcome  string          `json:"outcome"`  // of the last attempt: a status, or why there is none
	Fault    string          `json:"fault"`    // the fault that met it; empty where none did
}

// A DeliveryField is one parameter of a callback.
type DeliveryField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Field is the value of a parameter, and "" where the callback has none.
func (d Delivery) Field(name string) string {
	for _, field := range d.Fields {
		if field.Name == name {
			return field.Value
		}
	}
	return ""
}

type deliveries struct {
	Deliveries []Delivery `json:"deliveries"`
	Dropped    uint64     `json:"dropped"`
	UnderWay   int        `json:"under_way"`
}

func (d *door) webhooks(ctx context.Context) (deliveries, error) {
	var told deliveries
	if err := d.call(ctx, http.MethodGet, "/v1/webhooks", nil, nil, &told); err != nil {
		return deliveries{}, fmt.Errorf("read the webhooks of account %s: %w", d.sid, err)
	}
	return told, nil
}

// Webhooks are the account's callbacks in the order in which they were caused:
// all that are on their way, and the newest of those that have ended.
func (a *Account) Webhooks(ctx context.Context) ([]Delivery, error) {
	told, err := a.door.webhooks(ctx)
	return told.Deliveries, err
}

// AwaitWebhooks waits until no callback is under way, and gives all of them. One
// that waits for an instant on the account's clock is not under way: only
// [Account.Advance] gets it there. Receivers that hang are an error after some
// seconds.
func (a *Account) AwaitWebhooks(ctx context.Context) ([]Delivery, error) {
	return a.webhooksOnce(ctx, func(told deliveries) bool { return told.UnderWay == 0 })
}

// AwaitCall waits until a listener has a request in its hands that it holds
// back, or until no callback is under way that could still get there.
func (a *Account) AwaitCall(ctx context.Context, at *Listener) ([]Delivery, error) {
	return a.webhooksOnce(ctx, func(told deliveries) bool { return at.Holding() > 0 || told.UnderWay == 0 })
}

// webhooksOnce looks until what it sees is as wanted.
func (a *Account) webhooksOnce(ctx context.Context, wanted func(deliveries) bool) ([]Delivery, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, settling, fmt.Errorf("callbacks of account %s are still under way after %s", a.SID, settling))
	defer cancel()
	again := time.NewTicker(glance)
	defer again.Stop()
	for {
		told, err := a.door.webhooks(ctx)
		switch {
		case ctx.Err() != nil:
			return nil, context.Cause(ctx)
		case err != nil:
			return nil, err
		case wanted(told):
			return told.Deliveries, nil
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// Elapse lets time pass as [Account.Advance] does, and stops on the way wherever
// a callback is tried again: an attempt takes no time on the account but some in
// the world, and what follows from it has to count from its own instant.
func (a *Account) Elapse(ctx context.Context, span time.Duration) error {
	now, err := a.Now(ctx)
	if err != nil {
		return err
	}
	for end := now.Add(span); ; {
		told, err := a.AwaitWebhooks(ctx)
		if err != nil {
			return err
		}
		stop := nextDue(told, now, end)
		if err := a.Advance(ctx, stop.Sub(now)); err != nil {
			return err
		}
		if now = stop; stop.Equal(end) {
			_, err = a.AwaitWebhooks(ctx)
			return err
		}
	}
}

// nextDue is the first instant after now at which a callback is tried again, and
// end where there is none before.
func nextDue(told []Delivery, now, end time.Time) time.Time {
	for _, d := range told {
		if d.State == "waiting" && d.Due.After(now) && d.Due.Before(end) {
			end = d.Due
		}
	}
	return end
}
