package wire

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/flexrig/flexrig/internal/clock"
)

const (
	mostListeners = 16               // of all accounts together
	heartbeat     = 15 * time.Second // how often a listener hears something at least
	patience      = 10 * time.Second // how long one may take to read what it is sent
	firstEntries  = 200              // of the journal, for a listener who names no place
	entriesAtOnce = 64
)

// An audience is all who listen to a stand-in.
type audience struct {
	count atomic.Int32
	once  sync.Once
	over  chan struct{} // closed when the stand-in has nothing more to say
}

// EndStreams lets everybody go who listens at the door, and takes nobody on any
// more. Whoever serves the door calls it when the server shuts down: a stream does
// not end by itself, and a server waits for it.
func (s *StandIn) EndStreams() {
	s.audience.once.Do(func() { close(s.audience.over) })
}

// A stream is one listener's connection.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	tenant  *tenant
	at      position
	moves   uint64 // of the clock, that the listener knows of
}

// stream sends what happens in an account as server-sent events until the
// listener, the account or the stand-in is gone.
func (s *StandIn) stream(w http.ResponseWriter, r *http.Request) {
	found, one, err := s.admitListener(r)
	if err != nil {
		_ = send(w, doorRefusal(err)) // a text can always be encoded
		return
	}
	defer s.audience.count.Add(-1)
	defer found.journal.listeners.leave(one)
	t := &stream{w: w, control: http.NewResponseController(w), tenant: found, at: startOf(r, found)}
	_ = t.control.SetReadDeadline(time.Time{}) // the server's is for requests that end
	w.Header().Set("Content-Type", "text/event-stream")
	w.WriteHeader(http.StatusOK)
	beats, stop := clock.Wall{}.Tick(heartbeat)
	defer stop()
	for beat := true; t.tell(beat) == nil; {
		beat = false
		select {
		case _, goesOn := <-one.woken:
			if !goesOn {
				return
			}
		case <-beats:
			beat = true
		case <-r.Context().Done():
			return
		case <-s.audience.over:
			return
		}
	}
}

// admitListener finds the account and takes one more listener on, up to a bound.
func (s *StandIn) admitListener(r *http.Request) (*tenant, *listener, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return nil, nil, err
	}
	if _, err := beginWith(r); err != nil {
		return nil, nil, err
	}
	select {
	case <-s.audience.over:
		return nil, nil, &doorError{status: http.StatusServiceUnavailable, message: "the stand-in is about to end; start it again"}
	default:
	}
	if s.audience.count.Add(1) > mostListeners {
		s.audience.count.Add(-1)
		return nil, nil, &doorError{
			status:  http.StatusServiceUnavailable,
			message: fmt.Sprintf("%d listen already, the most that there may be; close one, or read GET /v1/journal", mostListeners),
		}
	}
	one, ok := found.journal.listeners.join()
	if !ok {
		s.audience.count.Add(-1)
		return nil, nil, &doorError{status: http.StatusNotFound, message: "the account has just been dropped; open it again"}
	}
	return found, one, nil
}

// beginWith is how many entries of the past a listener wants.
func beginWith(r *http.Request) (uint64, error) {
	given := r.URL.Query().Get("last")
	if given == "" {
		return firstEntries, nil
	}
	n, err := strconv.ParseUint(given, 10, 64)
	if err != nil || n > journalLength {
		return 0, badRequest("last=%.60s is no number of entries; say 0 to %d", given, journalLength)
	}
	return n, nil
}

// startOf is where a listener begins: after the last event that it has seen, which
// a browser names by itself when it comes back, else with the newest entries.
func startOf(r *http.Request, t *tenant) position {
	var seen position
	if n, err := fmt.Sscanf(r.Header.Get("Last-Event-ID"), "%d-%d", &seen.era, &seen.seq); err == nil && n == 2 {
		return seen
	}
	n, _ := beginWith(r) // it was read before
	return t.journal.last(n)
}

// tell sends what has happened since the last time, and where the clock stands
// where it was moved or a heartbeat is due. It fails when the listener is gone or
// does not read.
func (t *stream) tell(beat bool) error {
	if moves := t.tenant.moves.Load(); beat || moves != t.moves {
		t.moves = moves
		if err := t.event("clock", "", clockOf(t.tenant.account)); err != nil {
			return err
		}
	}
	for more := true; more; {
		news := t.tenant.journal.since(t.at, entriesAtOnce)
		if err := t.report(news); err != nil {
			return err
		}
		more, t.at = news.more, news.to
	}
	return t.control.Flush()
}

func (t *stream) report(news reading) error {
	if news.reset {
		if err := t.event("reset", id(position{era: news.to.era}), struct{}{}); err != nil {
			return err
		}
	}
	if news.missed > 0 {
		if err := t.event("missed", "", map[string]uint64{"missed": news.missed}); err != nil {
			return err
		}
	}
	for _, entry := range news.entries {
		if err := t.event("request", id(position{news.to.era, entry.Seq}), entry); err != nil {
			return err
		}
	}
	return nil
}

func id(p position) string { return fmt.Sprintf("id: %d-%d\n", p.era, p.seq) }

// event writes one event. JSON holds no line break, so its text is one line.
func (t *stream) event(name, id string, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("encode event %s: %w", name, err)
	}
	_ = t.control.SetWriteDeadline(clock.Wall{}.Now().Add(patience)) // not every writer has one
	_, err = fmt.Fprintf(t.w, "event: %s\n%sdata: %s\n\n", name, id, text)
	return err
}
