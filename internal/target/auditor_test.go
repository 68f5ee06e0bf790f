package target

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// A forwarder is a small service in front of a stand-in: whatever it is sent
// becomes an update of one task, and every tenth is wrong.
type forwarder struct {
	account *Account
	task    string // address
	wrong   string // attributes of every tenth
	took    atomic.Int64
}

func (f *forwarder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	attributes := `{"language":"en","note":"` + r.URL.Query().Get("n") + `"}`
	if f.took.Add(1)%10 == 0 {
		attributes = f.wrong
	}
	req, err := http.NewRequestWithContext(r.Context(), http.MethodPost, f.task, strings.NewReader(url.Values{"Attributes": {attributes}}.Encode()))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("User-Agent", "forwarder/1")
	bulk := f.account.Bulk(1)
	defer bulk.Close()
	res, err := bulk.RoundTrip(req)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	w.WriteHeader(http.StatusAccepted) // the service keeps to itself what became of it
}

// forwarding serves such a service, and gives the door of the stand-in behind it.
func forwarding(t *testing.T, wrong string) (service, door string, account *Account) {
	t.Helper()
	stand, address := standInAt(t)
	at := httptest.NewServer(stand.Door())
	t.Cleanup(at.Close)
	account = open(t, serveAt(t, ServedConfig{Address: address, Seed: 7}))
	ws, task := centre(t, account)
	server := httptest.NewServer(&forwarder{
		account: account, wrong: wrong, task: "https://taskrouter.twilio.com/v1/Workspaces/" + ws + "/Tasks/" + task,
	})
	t.Cleanup(server.Close)
	return server.URL, at.URL, account
}

func sendAll(t *testing.T, service string, times int) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	for n := range times {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, service+"?n="+strings.Repeat("x", n+1), http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
		if res.StatusCode != http.StatusAccepted {
			t.Fatalf("the service answered %s", res.Status)
		}
	}
}

func TestAnAuditSeesWhatAServiceKeepsToItself(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, wrong       string
		effects, refused  int64
		correct           int64
		finding, severity string
	}{
		{"one in ten is refused", `{"language":`, 36, 4, 36, "refused", ""},
		{"one in ten drops what was there", `{}`, 40, 0, 36, "dropped-keys", "error"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			service, door, account := forwarding(t, row.wrong)
			sendAll(t, service, 10) // before the load, and none of it
			auditor, err := OpenAudit(t.Context(), door, "")
			if err != nil {
				t.Fatal(err)
			}
			defer auditor.Close()
			if err := auditor.Begin(t.Context()); err != nil {
				t.Fatal(err)
			}
			sendAll(t, service, 40)
			got, err := auditor.End(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got.Account != account.SID || got.Requests != 40 || got.Updates != 40 || got.TookEffect != row.effects || got.Refused != row.refused || got.Failed != 0 {
				t.Errorf("arrivals %+v", got)
			}
			found := false
			for _, f := range got.Findings {
				found = found || strings.HasPrefix(f.Kind, row.finding) && f.Count == 4 && (row.severity == "" || f.Severity == row.severity)
			}
			if !found {
				t.Errorf("%s did not come up 4 times: %+v", row.finding, got.Findings)
			}
			if got.Correct() != row.correct || got.CorrectPerRequest(40) != float64(row.correct)/40 || got.CorrectRate(2*time.Second) != float64(row.correct)/2 {
				t.Errorf("%d correct, %v a request, %v a second, want %d in all: %+v", got.Correct(), got.CorrectPerRequest(40), got.CorrectRate(2*time.Second), row.correct, got.Findings)
			}
		})
	}
}

func TestAnAuditOfNoTimeOrNoRequestsHasNoRate(t *testing.T) {
	t.Parallel()
	some := Arrivals{TookEffect: 3, Findings: []Found{{Updates: 5}}}
	if some.Correct() != 0 || some.CorrectRate(0) != 0 || (Arrivals{TookEffect: 3}).CorrectPerRequest(0) != 0 {
		t.Errorf("%d correct, %v a second, want none", some.Correct(), some.CorrectRate(0))
	}
}

func TestAnAuditSaysWhoseAccountItIs(t *testing.T) {
	t.Parallel()
	stand, address := standInAt(t)
	door := httptest.NewServer(stand.Door())
	t.Cleanup(door.Close)
	_, err := OpenAudit(t.Context(), door.URL, "")
	wantError(t, err, "has no account", "flexrig serve")
	target := serveAt(t, ServedConfig{Address: address, Seed: 7})
	ada := open(t, target)
	const strange = "AC00000000000000000000000000000000"
	watch := func(sid string) string {
		t.Helper()
		auditor, err := OpenAudit(t.Context(), door.URL, sid)
		if err != nil {
			t.Fatal(err)
		}
		defer auditor.Close()
		return auditor.Account()
	}
	if got := watch(""); got != ada.SID {
		t.Errorf("the only account: got %s, want %s", got, ada.SID)
	}
	ben, err := target.Open(t.Context(), "another")
	if err != nil {
		t.Fatal(err)
	}
	if got := watch(ben.SID); got != ben.SID {
		t.Errorf("the account that is named: got %s, want %s", got, ben.SID)
	}
	_, err = OpenAudit(t.Context(), door.URL, "")
	wantError(t, err, "2 accounts", "set TWILIO_ACCOUNT_SID")
	_, err = OpenAudit(t.Context(), door.URL, strange)
	wantError(t, err, strange, "none of the 2 accounts", "set TWILIO_ACCOUNT_SID")
	_, err = OpenAudit(t.Context(), address, "")
	wantError(t, err, "no management door")
}

func TestAnAuditThatWasResetUnderwayCountsNothing(t *testing.T) {
	t.Parallel()
	service, door, account := forwarding(t, `{`)
	auditor, err := OpenAudit(t.Context(), door, account.SID)
	if err != nil {
		t.Fatal(err)
	}
	defer auditor.Close()
	if err := auditor.Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := account.door.call(t.Context(), http.MethodPost, "/v1/reset", url.Values{"history": {"only"}}, nil, nil); err != nil {
		t.Fatal(err)
	}
	sendAll(t, service, 1)
	_, err = auditor.End(t.Context())
	wantError(t, err, "was reset during the load")
}
