package wire

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

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

func notFound(format string, args ...any) error {
	return &doorError{status: http.StatusNotFound, message: fmt.Sprintf(format, args...)}
}

// newDoor makes the management door out of its table. A path that it does not
// have is answered in its own shape, 404 and {"error": …}, like every refusal.
func newDoor(s *StandIn) http.Handler {
	mux := http.NewServeMux()
	for _, row := range doorTable() {
		mux.HandleFunc(row.pattern(), row.handler(s))
	}
	mux.HandleFunc("/", doorHandler(func(r *http.Request) (answer, error) {
		return answer{}, &doorError{
			status:  http.StatusNotFound,
			message: fmt.Sprintf("the door has no %.20s %.200s; GET /v1 tells what it has: %s", r.Method, r.URL.Path, doorPaths()),
		}
	}))
	return mux
}

// pattern is the row's route. To ServeMux a path that ends with a slash means all
// below it.
func (row doorRoute) pattern() string {
	if row.path == "/" {
		return row.method + " /{$}"
	}
	return row.method + " " + row.path
}

// handler answers one row's requests.
func (row doorRoute) handler(s *StandIn) http.HandlerFunc {
	handle := func(w http.ResponseWriter, r *http.Request) { row.stream(s, w, r) }
	if row.stream == nil {
		handle = doorHandler(func(r *http.Request) (answer, error) { return row.do(s, r) })
	}
	limit := cmp.Or(row.limit, largestBody)
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Body != nil {
			r.Body = http.MaxBytesReader(w, r.Body, limit)
		}
		handle(w, r)
	}
}

// doorPaths names every path that the door has, once.
func doorPaths() string {
	var paths []string
	for _, row := range doorTable() {
		paths = append(paths, row.path)
	}
	slices.Sort(paths)
	return strings.Join(slices.Compact(paths), ", ")
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
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return &doorError{
				status:  http.StatusRequestEntityTooLarge,
				message: fmt.Sprintf("the body is larger than %d bytes, the most that is read here; send less", large.Limit),
			}
		}
		return badRequest("the body is no JSON object that is known here: %v", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return badRequest("the body goes on after its JSON object; send one alone")
	}
	return nil
}
