package wire

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/reports"
)

// readCard asks the door for a card and reads it as the command line does, but
// takes nothing that the renderer's room does not know.
func readCard(t *testing.T, s *StandIn, query string) reports.Card {
	t.Helper()
	got := serve(s.Door(), newRequest(http.MethodGet, "http://door/v1/grade?account="+adaSid+query, "", "")).wants(t, http.StatusOK)
	var strict reports.Card
	decodeStrictly(t, got.body, &strict)
	read, err := reports.ReadCard(strings.NewReader(string(got.body)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strict, read); diff != "" {
		t.Errorf("the card reads in two ways:\n%s", diff)
	}
	return read
}

func kindsOf(c reports.Card) []string {
	kinds := []string{}
	for _, found := range c.Findings {
		kinds = append(kinds, found.Kind)
	}
	return kinds
}

// curl sends a request as a script does, on a connection of its own.
func (c client) curl(t *testing.T, from, method, address, body string, headers ...string) reply {
	t.Helper()
	request := newRequest(method, address, "", body)
	if body != "" {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	request.SetBasicAuth(c.sid, c.token)
	request.Header.Set("User-Agent", "curl/8.5.0")
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	request.RemoteAddr = "127.0.0.1:" + from
	return serve(c.handler, request)
}

func TestCurlThatDropsKeysGetsACardThatSaysSo(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	made := newCentre(t, c)
	created := c.curl(t, "1", http.MethodPost, made.in("Tasks"), fields("WorkflowSid", made.workflow, "Attributes", `{"crm_id":"7","customers":{"name":"Zoë"}}`).Encode()).
		wants(t, http.StatusCreated)
	task := made.in("Tasks/" + created.text(t, "sid"))
	c.curl(t, "2", http.MethodPost, task, fields("Attributes", `{"conversations":{"outcome":"sold"}}`).Encode()).wants(t, http.StatusOK)

	card := readCard(t, s, "")
	if diff := cmp.Diff([]string{"dropped-keys"}, kindsOf(card)); diff != "" {
		t.Fatalf("findings (-want +got):\n%s\n%+v", diff, card.Findings)
	}
	found := card.Findings[0]
	if found.Severity != reports.SeverityError || !strings.Contains(found.Sentence, `"crm_id" and "customers", which the same client had set on another connection with request 7`) {
		t.Errorf("found %+v, want an error that names both keys and who had set them", found)
	}
	if found.Request == nil || found.Request.Seq != 8 || "https://taskrouter.twilio.com"+found.Request.Path != task {
		t.Errorf("shown by %+v, want request 8 to %s", found.Request, task)
	}
	if !card.Fails(reports.SeverityError) || card.Requests != 8 || card.Dropped != 0 {
		t.Errorf("got %d requests, %d dropped, fails %v; want 8, 0, true", card.Requests, card.Dropped, card.Fails(reports.SeverityError))
	}
}

func TestCurlThatFetchesFirstGetsACleanCard(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	made := newCentre(t, c)
	task := made.in("Tasks/" + made.newTask(t, `{"crm_id":"7"}`))
	fetched := c.curl(t, "1", http.MethodGet, task, "").wants(t, http.StatusOK)
	c.curl(t, "2", http.MethodPost, task, fields("Attributes", `{"crm_id":"7","more":true}`).Encode(), "If-Match", fetched.header.Get("ETag")).
		wants(t, http.StatusOK)
	card := readCard(t, s, "")
	if len(card.Findings) != 0 || len(card.Checks) == 0 {
		t.Errorf("found %+v after %d checks, want nothing after some", card.Findings, len(card.Checks))
	}
}

// TestCardAtTheEndCountsWhatIsOpen: a task that waits and a channel that is open
// are no fault while somebody may still end them.
func TestCardAtTheEndCountsWhatIsOpen(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	made := newCentre(t, c)
	c.post(made.in("Workers/"+made.worker), "ActivitySid", made.offline).wants(t, http.StatusOK)
	talk := made.newInteraction(t)
	if before := readCard(t, s, ""); len(before.Findings) != 0 {
		t.Errorf("before the end: found %+v, want nothing", before.Findings)
	}
	if diff := cmp.Diff([]string{"task-left-pending", "channel-left-open"}, kindsOf(readCard(t, s, "&end=true"))); diff != "" {
		t.Errorf("at the end (-want +got):\n%s", diff)
	}
	c.post(flexAddress+"/Interactions/"+talk.interaction+"/Channels/"+talk.channel, "Status", "closed", "Routing", `{"status":"closed"}`).wants(t, http.StatusOK)
	if diff := cmp.Diff([]string{}, kindsOf(readCard(t, s, "&end=true"))); diff != "" {
		t.Errorf("at the end, all closed (-want +got):\n%s", diff)
	}
}

// TestCardTellsOfWhatWasRefusedAndIgnored goes through findings that depend on
// what the wire writes in the journal.
func TestCardTellsOfWhatWasRefusedAndIgnored(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	made := newCentre(t, c)
	talk := made.newInteraction(t)
	channel := flexAddress + "/Interactions/" + talk.interaction + "/Channels/" + talk.channel
	task := made.in("Tasks/" + talk.task)

	c.post(channel, "Status", "inactive").wants(t, http.StatusBadRequest)
	c.post(channel, "Status", "Closed").wants(t, http.StatusBadRequest)
	c.post(strings.TrimSuffix(channel, "/"+talk.channel), "Type", "web").wants(t, http.StatusMethodNotAllowed)
	c.get(taskRouterAPI+"/Wibble").wants(t, http.StatusNotImplemented)
	c.post(task, "attributes", "{}").wants(t, http.StatusOK)
	c.get(made.in("Tasks")+"?HasAddons=true").wants(t, http.StatusOK)
	c.post(task, "Priority", "high").wants(t, http.StatusBadRequest)
	made.accept(t, talk.task)
	c.post(channel, "Status", "closed", "Routing", `{"status":"closed"}`).wants(t, http.StatusOK)
	serve(s.Door(), newRequest(http.MethodPost, "http://door/v1/clock?account="+adaSid, "application/json", `{"advance":"1m55s"}`)).wants(t, http.StatusOK)
	late := c.get(task).wants(t, http.StatusOK).text(t, "attributes")
	c.post(task, "Attributes", late).wants(t, http.StatusOK)
	serve(s.Door(), newRequest(http.MethodPost, "http://door/v1/clock?account="+adaSid, "application/json", `{"advance":"5s"}`)).wants(t, http.StatusOK)
	c.post(task, "Attributes", late).wants(t, http.StatusNotFound)

	want := []string{
		"inactive-without-routing", "channel-status-refused", "channel-made-directly", "write-after-gone", "write-late",
		"unmodelled", "unknown-parameter", "unread-parameter", "refused",
	}
	if diff := cmp.Diff(want, kindsOf(readCard(t, s, "&end=true"))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestCardSaysWhatItCannotKnow(t *testing.T) {
	t.Parallel()
	for journal, dropped := range map[int]uint64{5: 0, 4: 1, 2: 3, -1: 5} {
		s, c := newClient(t, Options{Journal: journal})
		for range 5 {
			c.get(taskRouterAPI + "/Workspaces")
		}
		if card := readCard(t, s, ""); card.Requests != 5 || card.Dropped != dropped {
			t.Errorf("a journal of %d: got %d requests, %d dropped; want 5 and %d", journal, card.Requests, card.Dropped, dropped)
		}
	}
}

func TestCardRefuses(t *testing.T) {
	t.Parallel()
	s, _ := newClient(t, Options{})
	for query, want := range map[string]int{"": http.StatusBadRequest, "?account=" + benSid: http.StatusNotFound, "?account=" + adaSid + "&end=soon": http.StatusBadRequest} {
		if got := serve(s.Door(), newRequest(http.MethodGet, "http://door/v1/grade"+query, "", "")); got.status != want {
			t.Errorf("GET /v1/grade%s: got %d %s, want %d", query, got.status, got.body, want)
		}
	}
}

// TestCardTellsOfAnUnansweredWebhook lets a chat channel's webhook turn down what
// it is told.
func TestCardTellsOfAnUnansweredWebhook(t *testing.T) {
	t.Parallel()
	down := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	defer down.Close()
	s, c := newClient(t, Options{})
	m := newCentre(t, c).newCustomChannel(t)
	c.post(m.chat()+"/Webhooks", "Type", "webhook", "Configuration.Filters", "onMessageSent",
		"Configuration.Url", strings.Replace(down.URL, "http://", "http://user:hidden7@", 1)).wants(t, http.StatusCreated)
	c.send(http.MethodPost, m.chat()+"/Messages", "application/x-www-form-urlencoded", "Body=Hello", "X-Twilio-Webhook-Enabled", "true").
		wants(t, http.StatusCreated)
	for deadline := time.Now().Add(10 * time.Second); s.tenants[adaSid].account.Deliveries().UnderWay > 0; {
		if time.Now().After(deadline) {
			t.Fatal("the webhook has not come to its end within 10 s")
		}
		time.Sleep(time.Millisecond)
	}
	card := readCard(t, s, "")
	if diff := cmp.Diff([]string{"webhook-unanswered"}, kindsOf(card)); diff != "" {
		t.Fatalf("findings (-want +got):\n%s", diff)
	}
	if text := card.Findings[0].Sentence; strings.Contains(text, "hidden7") || !strings.Contains(text, "403") {
		t.Errorf("found %q, want the outcome and no password", text)
	}
	kept := serve(s.Door(), newRequest(http.MethodGet, "http://door/v1/journal?account="+adaSid, "", "")).wants(t, http.StatusOK)
	if strings.Contains(string(kept.body), "hidden7") {
		t.Errorf("the journal tells a password: %s", kept.body)
	}
}
