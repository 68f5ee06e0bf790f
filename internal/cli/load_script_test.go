package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// sluggish serves a stand-in that takes so much longer for every request:
// $SLUGGISH.
func sluggish(ts *testscript.TestScript, negate bool, args []string) {
	if negate || len(args) != 1 {
		ts.Fatalf("usage: sluggish DELAY")
	}
	delay, err := time.ParseDuration(args[0])
	ts.Check(err)
	api, _ := serveUntilTheEnd(ts, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(delay)
			h.ServeHTTP(w, r)
		})
	})
	ts.Setenv("SLUGGISH", api)
}

// arm arms a fault for $ACCOUNT at $DOOR, as the management door takes it.
func arm(ts *testscript.TestScript, negate bool, args []string) {
	if negate || len(args) != 1 {
		ts.Fatalf("usage: arm FAULT")
	}
	door := ts.Getenv("DOOR") + "/v1/faults?account=" + ts.Getenv("ACCOUNT")
	res, err := http.Post(door, "application/json", strings.NewReader(`{"faults":[`+args[0]+`]}`))
	ts.Check(err)
	defer res.Body.Close()
	if said, err := io.ReadAll(res.Body); err != nil || res.StatusCode/100 != 2 {
		ts.Fatalf("arm %s: %d %s %v", args[0], res.StatusCode, said, err)
	}
}

// service serves an integration of somebody's own until the script ends: whatever
// it is asked, it counts up in the attributes of one task of $ACCOUNT at $STANDIN.
// A careful one keeps what is there and says what it has read; a careless one
// writes its own count alone. $SERVICE is its address.
func service(ts *testscript.TestScript, negate bool, args []string) {
	if negate || len(args) != 1 || args[0] != "careful" && args[0] != "careless" {
		ts.Fatalf("usage: service careful|careless")
	}
	own := &integration{
		api:  ts.Getenv("STANDIN") + "/v1/Workspaces",
		user: ts.Getenv("ACCOUNT"), password: ts.Getenv("TOKEN"), careful: args[0] == "careful",
	}
	own.agent = "whoever makes the task"
	ts.Check(own.open())
	own.agent = "the service"
	server := httptest.NewServer(own)
	ts.Defer(server.Close)
	ts.Setenv("SERVICE", server.URL)
}

type integration struct {
	api, user, password string
	careful             bool
	agent               string // tells one writer from another
	task                string // its address
	count               atomic.Int64
}

// open makes the task.
func (i *integration) open() error {
	workspace, err := i.create(i.api, url.Values{"FriendlyName": {"service"}})
	if err != nil {
		return err
	}
	at := i.api + "/" + workspace
	queue, err := i.create(at+"/TaskQueues", url.Values{"FriendlyName": {"all"}})
	if err != nil {
		return err
	}
	routing := fmt.Sprintf(`{"task_routing":{"default_filter":{"queue":%q}}}`, queue)
	workflow, err := i.create(at+"/Workflows", url.Values{"FriendlyName": {"all"}, "Configuration": {routing}})
	if err != nil {
		return err
	}
	task, err := i.create(at+"/Tasks", url.Values{"WorkflowSid": {workflow}, "Attributes": {`{"order":1}`}})
	i.task = at + "/Tasks/" + task
	return err
}

func (i *integration) create(address string, form url.Values) (sid string, err error) {
	res, body, err := i.ask(http.MethodPost, address, form, "")
	if err != nil {
		return "", err
	}
	var made struct {
		Sid string `json:"sid"`
	}
	if err := json.Unmarshal(body, &made); err != nil || made.Sid == "" {
		return "", fmt.Errorf("make %s: %d %s", address, res.StatusCode, body)
	}
	return made.Sid, nil
}

func (i *integration) ask(method, address string, form url.Values, ifMatch string) (*http.Response, []byte, error) {
	req, err := http.NewRequest(method, address, bytes.NewBufferString(form.Encode()))
	if err != nil {
		return nil, nil, err
	}
	req.SetBasicAuth(i.user, i.password)
	req.Header.Set("User-Agent", i.agent)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if ifMatch != "" {
		req.Header.Set("If-Match", ifMatch)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res, body, err
}

// ServeHTTP makes one update of what comes with POST.
func (i *integration) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		return
	}
	n := i.count.Add(1)
	attributes, tag := fmt.Sprintf(`{"n":%d}`, n), ""
	if i.careful {
		res, _, err := i.ask(http.MethodGet, i.task, nil, "")
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		attributes, tag = fmt.Sprintf(`{"order":1,"n":%d}`, n), res.Header.Get("ETag")
	}
	res, _, err := i.ask(http.MethodPost, i.task, url.Values{"Attributes": {attributes}}, tag)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	w.WriteHeader(res.StatusCode)
}
