package wire

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// answers fails the test where an answer is a fault of the stand-in, a
// redirect, or a refusal in another shape than the envelope.
func answers(t *testing.T, got reply) {
	t.Helper()
	if got.status >= 500 && got.status != http.StatusNotImplemented || got.status >= 300 && got.status < 400 {
		t.Fatalf("status %d: %s", got.status, got.body)
	}
	if got.status >= 400 {
		var refusal envelope
		decodeStrictly(t, got.body, &refusal)
		if refusal.Status != got.status || refusal.Message == "" {
			t.Fatalf("status %d with %s", got.status, got.body)
		}
	}
}

// FuzzForm posts any body to the operations that read most of it.
func FuzzForm(f *testing.F) {
	for _, body := range []string{
		"", "Attributes=%7B%7D", "Attributes={}&AssignmentStatus=completed&Reason=done", "Priority=99999999999999999999",
		"VirtualStartTime=2026-01-05T09:00:00Z", "VirtualStartTime=0000-01-01T00:00:00Z", "%zz=%", "&&&=&=", "Attributes=%7B%22a%22%3A1e999%7D", "Attributes=%00%ff",
		"Timeout=-1&RoutingTarget=WK1&IgnoreCapacity=yes", "Channel=%7B%22type%22%3A%22web%22%2C%22initiated_by%22%3A%22api%22%7D&Routing=null",
		`Channel={"type":"web","initiated_by":"api","participants":[null]}&Routing={"properties":{"attributes":"[]"}}`,
		"Configuration={\"task_routing\":{\"filters\":[{\"expression\":\"a==1\"}]}}&FriendlyName=x", "Status=closed&Routing={\"status\":\"closed\"}",
		"TargetWorkers=((((&FriendlyName=q", "Type=agent&MediaProperties=[]",
	} {
		f.Add(body)
	}
	_, c := newClient(f, Options{})
	made := newCentre(f, c)
	e := made.newInteraction(f)
	addresses := []string{
		made.in("Tasks"), made.in("Tasks/" + made.newTask(f, `{}`)), made.in("Workflows"), made.in("TaskQueues"), made.in("Workers"),
		made.in("Workers/" + made.worker), flexAddress + "/Interactions", e.at("Invites"), e.at("Participants"),
		flexAddress + "/Interactions/" + e.interaction + "/Channels/" + e.channel, threadsAPI + "/Conversations",
		made.in("Tasks/" + e.task + "/Reservations/" + made.offered(f, e.task)),
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, address := range addresses {
			answers(t, c.send(http.MethodPost, address, "application/x-www-form-urlencoded", body))
		}
		answers(t, c.send(http.MethodPost, flexAddress+"/Configuration", "application/json", body))
	})
}

// FuzzPath sends any verb to any path and query of any host.
func FuzzPath(f *testing.F) {
	for _, row := range [][3]string{
		{"GET", "taskrouter.twilio.com", "/v1/Workspaces"},
		{"GET", "taskrouter.twilio.com", "/v1/Workspaces/WS1/Tasks?PageSize=50&Page=0&EvaluateTaskAttributes=a"},
		{"GET", "localhost", "/v1//Workspaces/../Workspaces/%2e%2e/%2F"},
		{"POST", "flex-api.twilio.com", "/v1/Interactions/KD1/Channels/UO1"},
		{"OPTIONS", "", "*"},
		{"CONNECT", "taskrouter.twilio.com:443", ""},
		{"DELETE", "[::1]:80", "/v1/Conversations/%00"},
		{"GET", "api.twilio.com", "/2010-04-01/Accounts.json?PageToken=PA"},
	} {
		f.Add(row[0], row[1], row[2])
	}
	_, c := newClient(f, Options{})
	newCentre(f, c)
	f.Fuzz(func(t *testing.T, method, host, target string) {
		request, err := http.NewRequest(method, "http://placeholder/", strings.NewReader(""))
		if err != nil {
			t.Skip("net/http would not have read this verb")
		}
		address, err := request.URL.Parse(target)
		if err != nil {
			t.Skip("net/http would not have read this target")
		}
		request.URL, request.Host, request.RequestURI = address, host, target
		request.SetBasicAuth(c.sid, c.token)
		recorder := httptest.NewRecorder()
		c.handler.ServeHTTP(recorder, request)
		answers(t, reply{status: recorder.Code, header: recorder.Header(), body: recorder.Body.Bytes()})
	})
}
