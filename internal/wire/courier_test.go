package wire

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	twilio "github.com/twilio/twilio-go/client"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/sim"
)

// A mailbag is an outbox that a test fills.
type mailbag struct {
	mu       sync.Mutex
	waiting  []sim.Attempt
	due      func()
	abandon  func()
	receipts chan sim.Receipt
}

func newMailbag() *mailbag { return &mailbag{receipts: make(chan sim.Receipt, 8)} }

func (m *mailbag) Sid() string        { return adaSid }
func (m *mailbag) WhenDue(due func()) { m.due = due }

func (m *mailbag) Attempt(abandon func()) (sim.Attempt, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.waiting) == 0 {
		return sim.Attempt{}, false
	}
	next := m.waiting[0]
	m.waiting, m.abandon = m.waiting[1:], abandon
	return next, true
}

func (m *mailbag) Answered(_ sim.Attempt, receipt sim.Receipt) { m.receipts <- receipt }

func (m *mailbag) post(c sim.Callback) {
	m.mu.Lock()
	m.waiting = append(m.waiting, sim.Attempt{Delivery: sim.Delivery{Callback: c}})
	m.mu.Unlock()
	m.due()
}

// dispatch sends one callback and gives what became of it.
func dispatch(t *testing.T, book *rulebook.Book, c sim.Callback) sim.Receipt {
	t.Helper()
	bag := newMailbag()
	courier := newCourier(bag, "secret", book, newPostRoad(false))
	defer courier.close()
	bag.post(c)
	return <-bag.receipts
}

// A call is a request as its receiver has it.
type received struct {
	method, query, body string
	header              http.Header
}

// receiver is a server that notes what it gets and answers with a status.
func receiver(t *testing.T, answer http.HandlerFunc) (string, chan received) {
	t.Helper()
	got := make(chan received, 8)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got <- received{r.Method, r.URL.RawQuery, string(body), r.Header}
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, got
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

// said has a name that sorts before another only in bytes, a value that has
// to be escaped, and an order that is none.
var said = []sim.CallbackField{{Name: "EventType", Value: "onMessageSent"}, {Name: "Body", Value: "héllo & good bye+1 "}, {Name: "attributes", Value: "{}"}, {Name: "Attributes", Value: ""}}

func asMap(fields []sim.CallbackField) map[string]string {
	all := map[string]string{}
	for _, field := range fields {
		all[field.Name] = field.Value
	}
	return all
}

func TestAPostedCallbackIsAFormThatIsSigned(t *testing.T) {
	t.Parallel()
	url, got := receiver(t, status(http.StatusNoContent))
	url += "/webhook?customer=Joan%20B"
	if receipt := dispatch(t, rulebook.Documented(), sim.Callback{URL: url, Method: "POST", Fields: said}); receipt.Status != http.StatusNoContent {
		t.Fatalf("receipt: %+v", receipt)
	}
	call := <-got
	const body = "EventType=onMessageSent&Body=h%C3%A9llo+%26+good+bye%2B1+&attributes=%7B%7D&Attributes="
	if call.method != http.MethodPost || call.body != body || call.query != "customer=Joan%20B" {
		t.Errorf("the receiver got %s with query %q and body %q", call.method, call.query, call.body)
	}
	for name, want := range map[string]string{"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8", "User-Agent": "TwilioProxy/1.1"} {
		if found := call.header.Get(name); found != want {
			t.Errorf("%s is %q, want %q", name, found, want)
		}
	}
	validator := twilio.NewRequestValidator("secret")
	signature := call.header.Get(signatureHeader)
	if !validator.Validate(url, asMap(said), signature) {
		t.Errorf("twilio-go does not accept the signature %q", signature)
	}
	tampered := asMap(said)
	tampered["Body"] = "good bye"
	other := twilio.NewRequestValidator("another secret")
	if validator.Validate(url, tampered, signature) || other.Validate(url, asMap(said), signature) {
		t.Error("twilio-go accepts the signature for another text or another account")
	}
}

func TestAFetchedCallbackIsAQueryThatIsSigned(t *testing.T) {
	t.Parallel()
	for _, suffix := range []string{"/webhook", "/webhook?customer=Joan"} {
		url, got := receiver(t, status(http.StatusOK))
		url += suffix
		dispatch(t, rulebook.Documented(), sim.Callback{URL: url, Method: "GET", Fields: said[:2]})
		call := <-got
		const query = "EventType=onMessageSent&Body=h%C3%A9llo+%26+good+bye%2B1+"
		if call.method != http.MethodGet || call.body != "" || !strings.HasSuffix(call.query, query) {
			t.Errorf("the receiver got %s with query %q and body %q", call.method, call.query, call.body)
		}
		whole := strings.TrimSuffix(url, suffix) + "/webhook?" + call.query
		validator := twilio.NewRequestValidator("secret")
		if !validator.Validate(whole, nil, call.header.Get(signatureHeader)) {
			t.Errorf("twilio-go does not accept the signature of %s", whole)
		}
	}
}

// TestTheSignatureOfTwiliosOwnExample: the request and the signature that
// Twilio's page on webhook security prints.
func TestTheSignatureOfTwiliosOwnExample(t *testing.T) {
	t.Parallel()
	form := sorted([]sim.CallbackField{
		{Name: "CallSid", Value: "CA1234567890ABCDE"},
		{Name: "Caller", Value: "+14158675309"},
		{Name: "Digits", Value: "1234"},
		{Name: "To", Value: "+18005551212"},
		{Name: "From", Value: "+14158675309"},
	})
	const want = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
	if got := sign("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form); got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
}

func TestWhatBecomesOfACallback(t *testing.T) {
	t.Parallel()
	broken, _ := receiver(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	half, _ := receiver(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, "half")
		panic(http.ErrAbortHandler)
	})
	sound, _ := receiver(t, status(http.StatusOK))
	moved, _ := receiver(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, sound, http.StatusTemporaryRedirect) })
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := "http://" + closed.Addr().String()
	closed.Close()
	for name, row := range map[string]struct {
		url  string
		want sim.Receipt
	}{
		"an answer":                      {sound, sim.Receipt{Status: 200}},
		"an answer by name":              {strings.Replace(sound, "127.0.0.1", "localhost", 1), sim.Receipt{Status: 200}},
		"a redirect":                     {moved, sim.Receipt{Status: 307}},
		"a connection that breaks off":   {broken, sim.Receipt{Reason: "the connection broke off"}},
		"an answer that breaks off":      {half, sim.Receipt{Reason: "the connection broke off"}},
		"nobody there":                   {gone, sim.Receipt{Reason: "connection refused"}},
		"somewhere else":                 {"http://192.0.2.1/webhook", sim.Receipt{Reason: "192.0.2.1 is not on this machine, and callbacks are sent to loopback addresses only"}},
		"somewhere else by another name": {"http://[2001:db8::1]/webhook", sim.Receipt{Reason: "2001:db8::1 is not on this machine, and callbacks are sent to loopback addresses only"}},
		"an address that is none":        {"gopher://127.0.0.1", sim.Receipt{Reason: `unsupported protocol scheme "gopher"`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(row.want, dispatch(t, rulebook.Documented(), sim.Callback{URL: row.url, Method: "POST"})); diff != "" {
				t.Errorf("receipt (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnAttemptThatIsAbandonedEnds(t *testing.T) {
	t.Parallel()
	url, got := receiver(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	bag := newMailbag()
	courier := newCourier(bag, "secret", rulebook.Documented(), newPostRoad(false))
	defer courier.close()
	bag.post(sim.Callback{URL: url, Method: "POST"})
	<-got
	bag.abandon()
	if receipt := <-bag.receipts; receipt.Status != 0 {
		t.Errorf("receipt: %+v", receipt)
	}
}

func TestACourierThatIsClosedLeavesNothingRunning(t *testing.T) {
	t.Parallel()
	url, got := receiver(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	bag := newMailbag()
	courier := newCourier(bag, "secret", rulebook.Documented(), newPostRoad(false))
	bag.post(sim.Callback{URL: url, Method: "POST"})
	<-got
	courier.close()
	if len(bag.receipts) != 1 {
		t.Error("the attempt is still being made")
	}
	bag.post(sim.Callback{URL: url, Method: "POST"})
	courier.close()
	if len(got) > 0 {
		t.Error("a closed courier has begun an attempt")
	}
}

func TestDoorTellsOfNoWebhooksWhereThereAreNone(t *testing.T) {
	t.Parallel()
	k := keeper{New(Options{}).Door()}
	k.send(http.MethodPost, "/v1/accounts", `{"sid":"`+adaSid+`","token":"secret"}`).wants(t, http.StatusCreated)
	told := k.send(http.MethodGet, "/v1/webhooks?account="+adaSid, "").wants(t, http.StatusOK)
	if want := `{"deliveries":[],"dropped":0,"under_way":0}`; string(told.body) != want {
		t.Errorf("the door tells %s, want %s", told.body, want)
	}
}
