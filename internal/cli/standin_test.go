package cli_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/flexrig/flexrig/internal/wire"
)

// What scripts speak of an account.
const (
	scriptAccount = "AC0123456789abcdef0123456789abcdef"
	scriptToken   = "fedcba9876543210fedcba9876543210"
)

// standIn serves a stand-in until the script ends: $STANDIN is its API's address,
// $DOOR that of its management door, $ACCOUNT and $TOKEN are an account that goes
// with the machine's time.
func standIn(ts *testscript.TestScript, negate bool, args []string) {
	if negate || len(args) > 0 {
		ts.Fatalf("usage: standin")
	}
	api, door := serveUntilTheEnd(ts, func(h http.Handler) http.Handler { return h })
	ts.Setenv("STANDIN", api)
	ts.Setenv("DOOR", door)
	ts.Setenv("ACCOUNT", scriptAccount)
	ts.Setenv("TOKEN", scriptToken)
}

// mortal serves a stand-in that breaks off every connection after so many
// requests: $MORTAL.
func mortal(ts *testscript.TestScript, negate bool, args []string) {
	if negate || len(args) != 1 {
		ts.Fatalf("usage: mortal REQUESTS")
	}
	lives, err := strconv.ParseInt(args[0], 10, 64)
	ts.Check(err)
	var seen atomic.Int64
	api, _ := serveUntilTheEnd(ts, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if seen.Add(1) > lives {
				panic(http.ErrAbortHandler)
			}
			h.ServeHTTP(w, r)
		})
	})
	ts.Setenv("MORTAL", api)
}

func serveUntilTheEnd(ts *testscript.TestScript, around func(http.Handler) http.Handler) (api, door string) {
	var stand *wire.StandIn
	doors := httptest.NewServer(around(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { stand.Door().ServeHTTP(w, r) })))
	ts.Defer(doors.Close)
	stand = wire.New(wire.Options{Seed: 1, Management: doors.URL})
	apis := httptest.NewServer(around(stand.API()))
	ts.Defer(apis.Close)
	opened := httptest.NewRecorder()
	stand.Door().ServeHTTP(opened, doorRequest(http.MethodPost, "/v1/accounts",
		bytes.NewBufferString(fmt.Sprintf(`{"sid":%q,"token":%q,"clock":"following"}`, scriptAccount, scriptToken))))
	if opened.Code != http.StatusCreated {
		ts.Fatalf("open an account: %d %s", opened.Code, opened.Body)
	}
	return apis.URL, doors.URL
}
