package wire

import (
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// A client sends requests to a stand-in's handler with the credentials of one
// account, in process.
type client struct {
	handler    http.Handler
	sid, token string
	user       string // of its credentials; empty stands for sid
}

const (
	adaSid = "ACada00000000000000000000000000000"
	benSid = "ACbe000000000000000000000000000000"
)

// A reply is an answer with its body read.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// openAccounts makes a stand-in and opens accounts on it, each with the token
// "token" and its sid.
func openAccounts(t testing.TB, options Options, sids ...string) (*StandIn, []client) {
	t.Helper()
	s := New(options)
	var clients []client
	for _, sid := range sids {
		seed := uint64(1)
		if _, err := s.open(sid, "token"+sid, &seed, false); err != nil {
			t.Fatalf("open account %s: %v", sid, err)
		}
		clients = append(clients, client{handler: s.API(), sid: sid, token: "token" + sid})
	}
	return s, clients
}

// newClient makes a stand-in with one account.
func newClient(t testing.TB, options Options) (*StandIn, client) {
	t.Helper()
	s, clients := openAccounts(t, options, adaSid)
	return s, clients[0]
}

// fields makes a form of names and values in turn.
func fields(pairs ...string) url.Values {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return values
}

func (c client) get(address string) reply    { return c.send(http.MethodGet, address, "", "") }
func (c client) delete(address string) reply { return c.send(http.MethodDelete, address, "", "") }

func (c client) post(address string, pairs ...string) reply {
	return c.send(http.MethodPost, address, "application/x-www-form-urlencoded", fields(pairs...).Encode())
}

func (c client) send(method, address, mediaType, body string, headers ...string) reply {
	request := newRequest(method, address, mediaType, body)
	request.SetBasicAuth(cmp.Or(c.user, c.sid), c.token)
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	return serve(c.handler, request)
}

func newRequest(method, address, mediaType, body string) *http.Request {
	request := httptest.NewRequest(method, address, strings.NewReader(body))
	if mediaType != "" {
		request.Header.Set("Content-Type", mediaType)
	}
	return request
}

func serve(handler http.Handler, request *http.Request) reply {
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	result := recorder.Result()
	body, _ := io.ReadAll(result.Body)
	return reply{status: result.StatusCode, header: result.Header, body: body}
}

// wants fails the test where the answer has another status.
func (r reply) wants(t testing.TB, status int) reply {
	t.Helper()
	if r.status != status {
		t.Fatalf("status: got %d, want %d; body %s", r.status, status, r.body)
	}
	return r
}

// object is the body, decoded.
func (r reply) object(t testing.TB) map[string]any {
	t.Helper()
	var members map[string]any
	if err := json.Unmarshal(r.body, &members); err != nil {
		t.Fatalf("body of a %d is no JSON object: %v\n%s", r.status, err, r.body)
	}
	return members
}

// text is a member of the body that has to be a string.
func (r reply) text(t testing.TB, name string) string {
	t.Helper()
	value, ok := r.object(t)[name].(string)
	if !ok {
		t.Fatalf("member %s is no text: %s", name, r.body)
	}
	return value
}

// refuses fails the test where the answer is not the envelope of this refusal.
func (r reply) refuses(t testing.TB, status, code int, message string) {
	t.Helper()
	var got envelope
	decodeStrictly(t, r.body, &got)
	if r.status != status || got.Status != status || got.Code != code || (message != "" && got.Message != message) {
		t.Errorf("refusal:\n got %d %+v\nwant %d, code %d, message %q", r.status, got, status, code, message)
	}
	if want := moreInfo(code); got.MoreInfo != want {
		t.Errorf("more_info: got %q, want %q", got.MoreInfo, want)
	}
}

// decodeStrictly fails the test on members that the target does not have and on
// anything after the value.
func decodeStrictly(t testing.TB, body []byte, into any) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		t.Fatalf("decode into %T: %v\n%s", into, err, body)
	}
	if _, err := decoder.Token(); err != io.EOF {
		t.Fatalf("something follows the value: %s", body)
	}
}
