package wire

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"
)

// A ear notes the bodies of the messages that its webhook is told of.
type ear struct {
	mu    sync.Mutex
	heard []string
}

func (l *ear) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.heard = append(l.heard, r.FormValue("Body"))
}

func (l *ear) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.heard)
}

// TestWebhooksGoWrong as the account's rules say: the receiver hears of things
// late, twice, in another order or not at all, and the door tells why.
func TestWebhooksGoWrong(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		rule  string
		heard []string      // of three messages
		later []string      // and after a while on the account's clock
		pass  time.Duration // how long
		state string        // of the first callback, before
		fault string        // that met it
	}{
		{`"do":"drop","times":1`, []string{"two", "three"}, nil, 0, "dropped", "f1"},
		{`"do":"twice","times":1`, []string{"one", "one", "two", "three"}, nil, 0, "delivered", "f1"},
		{`"do":"out_of_order","times":1`, []string{"two", "one", "three"}, nil, 0, "delivered", "f1"},
		{`"do":"out_of_order","times":1,"skip":2`, []string{"one", "two"}, []string{"three"}, time.Minute, "delivered", ""},
		{`"do":"late","times":1,"delay":{"fixed":"30s"}`, nil, []string{"one", "two", "three"}, 30 * time.Second, "waiting", "f1"},
		{`"do":"drop","path":"/other"`, []string{"one", "two", "three"}, nil, 0, "delivered", ""},
		{`"do":"drop","path":"/hook","method":"POST"`, nil, nil, 0, "dropped", "f1"},
	} {
		t.Run(row.rule, func(t *testing.T) {
			t.Parallel()
			s, c := newClient(t, Options{})
			k := keeper{s.Door()}
			m := newCentre(t, c).newCustomChannel(t)
			ear := &ear{}
			receiver := httptest.NewServer(ear)
			defer receiver.Close()
			c.post(m.chat()+"/Webhooks", "Type", "webhook", "Configuration.Url", receiver.URL+"/hook", "Configuration.Filters", "onMessageSent").wants(t, http.StatusCreated)
			k.arm(t, `{"webhook":true,`+row.rule+`}`)
			for _, text := range []string{"one", "two", "three"} {
				c.send(http.MethodPost, m.chat()+"/Messages", "application/x-www-form-urlencoded", "Body="+text, "X-Twilio-Webhook-Enabled", "true").wants(t, http.StatusCreated)
			}
			first := k.settled(t)[0]
			if got := ear.all(); !slices.Equal(got, row.heard) {
				t.Errorf("heard %v, want %v", got, row.heard)
			}
			if first.State != row.state || first.Fault != row.fault {
				t.Errorf("the first callback: %+v, want %s by fault %q", first, row.state, row.fault)
			}
			if row.later != nil {
				k.send(http.MethodPost, "/v1/clock?account="+adaSid, `{"advance":"`+row.pass.String()+`"}`).wants(t, http.StatusOK)
				k.settled(t)
				if got, want := ear.all(), slices.Concat(row.heard, row.later); !slices.Equal(got, want) {
					t.Errorf("after %s heard %v, want %v", row.pass, got, want)
				}
			}
			s.drop(adaSid)
		})
	}
}

// settled waits until no callback is under way and gives all of them.
func (k keeper) settled(t *testing.T) []delivery {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		var told struct {
			Deliveries []delivery
			UnderWay   int `json:"under_way"`
		}
		if err := json.Unmarshal(k.send(http.MethodGet, "/v1/webhooks?account="+adaSid, "").wants(t, http.StatusOK).body, &told); err != nil {
			t.Fatal(err)
		}
		if told.UnderWay == 0 {
			return told.Deliveries
		}
	}
	t.Fatal("callbacks are under way after ten seconds")
	return nil
}
