package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A doorError is a request that the door turns down.
type doorError struct {
	status  int
	message string
}

func (e *doorError) Error() string { return e.message }

func badRequest(format string, args ...any) error {
	return &doorError{status: http.StatusBadRequest, message: fmt.Sprintf(format, args...)}
}

// newDoor makes the management door. A path that it does not have is answered
// in its own shape, 404 and {"error": …}, like every refusal.
func newDoor(s *StandIn) http.Handler {
	mux := http.NewServeMux()
	for pattern, handle := range map[string]func(*http.Request) (answer, error){
		"POST /v1/accounts":   s.openAccount,
		"DELETE /v1/accounts": s.dropAccount,
		"GET /v1/clock":       s.readClock,
		"POST /v1/clock":      s.moveClock,
		"GET /v1/insights":    s.readInsights,
		"GET /v1/history":     s.readHistory,
		"POST /v1/login":      s.logIn,
		"POST /v1/identity":   s.setIdentity,
		"GET /v1/settings":    s.readSettings,
		"POST /v1/settings":   s.changeSettings,
		"GET /v1/journal":     s.readJournal,
		"GET /v1/webhooks":    s.readWebhooks,
		"POST /v1/reset":      s.reset,
		"GET /v1/state":       s.readState,
		"PUT /v1/state":       s.loadState,
	} {
		mux.HandleFunc(pattern, doorHandler(handle))
	}
	mux.HandleFunc("/", doorHandler(func(r *http.Request) (answer, error) {
		return answer{}, &doorError{
			status:  http.StatusNotFound,
			message: fmt.Sprintf("the door has no %s %.200s; see /v1/accounts, clock, insights, history, journal, webhooks, login, identity, settings, reset, state", r.Method, r.URL.Path),
		}
	}))
	return mux
}

// doorHandler answers with what a request gives, or with what is wrong with it.
func doorHandler(handle func(*http.Request) (answer, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		result, err := handle(r)
		if err != nil {
			result = doorRefusal(err)
		}
		if err := send(w, result); err != nil {
			_ = send(w, doorRefusal(err)) // a text can always be encoded
		}
	}
}

func doorRefusal(err error) answer {
	status := http.StatusInternalServerError
	message := err.Error()
	var own *doorError
	var refused *rulebook.Refusal
	switch {
	case errors.As(err, &own):
		status = own.status
	case errors.As(err, &refused) && statuses[refused.Kind] != 0:
		status, message = statuses[refused.Kind], refused.Message
	}
	return answer{status: status, body: struct {
		Error string `json:"error"`
	}{message}}
}

// tenantOf finds the account that a request names.
func (s *StandIn) tenantOf(r *http.Request) (*tenant, error) {
	sid := r.URL.Query().Get("account")
	if sid == "" {
		return nil, badRequest("no account is named; add ?account=AC…")
	}
	found, ok := s.tenant(sid)
	if !ok {
		return nil, &doorError{status: http.StatusNotFound, message: fmt.Sprintf("account %.60s is not open; POST it to /v1/accounts first", sid)}
	}
	return found, nil
}

// decode reads the request's body, one JSON object that holds nothing the door
// does not know.
func decode(r *http.Request, into any) error {
	if r.Body == nil {
		return badRequest("the request has no body; send a JSON object")
	}
	decoder := json.NewDecoder(http.MaxBytesReader(nil, r.Body, largestBody))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return badRequest("the body is no JSON object that is known here: %v", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return badRequest("the body goes on after its JSON object; send one alone")
	}
	return nil
}
