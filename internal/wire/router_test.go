package wire

import (
	"net/http"
	"strings"
	"testing"
)

func TestPathsThatAreNotModelled(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	for _, row := range []struct{ name, method, address, message string }{
		{"statistics", http.MethodGet, taskRouterAPI + "/Workspaces/WS1/Statistics", "GET taskrouter.twilio.com/v1/Workspaces/WS1/Statistics is not modelled by this stand-in"},
		{"transfers", http.MethodPost, flexAddress + "/Interactions/KD1/Channels/UO1/Transfers", "POST flex-api.twilio.com/v1/Interactions/KD1/Channels/UO1/Transfers is not modelled by this stand-in"},
		{"creating an interaction channel", http.MethodPost, flexAddress + "/Interactions/KD1/Channel", ""},
		{"an operation documented on a path of the table", http.MethodPost, threadsAPI + "/Conversations/CH1/Participants/MB1", ""},
		{"another version", http.MethodGet, "https://taskrouter.twilio.com/v2/Workspaces", ""},
		{"another product", http.MethodGet, "https://sync.twilio.com/v1/Services", "GET sync.twilio.com/v1/Services is not modelled by this stand-in"},
		{"a product's path on another's host", http.MethodGet, "https://flex-api.twilio.com/v1/Workspaces", ""},
		{"the root", http.MethodGet, "https://taskrouter.twilio.com/", ""},
		{"a slash too many", http.MethodGet, taskRouterAPI + "//Workspaces", ""},
		{"a slash at the end", http.MethodGet, taskRouterAPI + "/Workspaces/", ""},
		{"dots", http.MethodGet, taskRouterAPI + "/Workspaces/../Workspaces", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got := c.send(row.method, row.address, "", "")
			got.refuses(t, http.StatusNotImplemented, 0, row.message)
			if !strings.Contains(string(got.body), "is not modelled") {
				t.Errorf("body does not say so: %s", got.body)
			}
		})
	}
}

func TestVerbsThatAreNotAllowed(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	for _, row := range []struct{ method, address, allowed string }{
		{http.MethodPut, taskRouterAPI + "/Workspaces/WS1/Tasks/WT1", "POST, GET, DELETE"},
		{http.MethodPatch, taskRouterAPI + "/Workspaces/WS1/Tasks/WT1", "POST, GET, DELETE"},
		{http.MethodDelete, taskRouterAPI + "/Workspaces/WS1/Tasks", "POST, GET"},
		{http.MethodPost, flexAddress + "/Interactions/KD1/Channels", "GET"},
		{http.MethodDelete, flexAddress + "/Interactions/KD1/Channels/UO1", "GET, POST"},
		{http.MethodPost, taskRouterAPI + "/Workspaces/WS1/Events", "GET"},
	} {
		t.Run(row.method+" "+row.address, func(t *testing.T) {
			t.Parallel()
			got := c.send(row.method, row.address, "", "")
			got.refuses(t, http.StatusMethodNotAllowed, 20004, "")
			if !sameWords(got.header.Get("Allow"), row.allowed) {
				t.Errorf("Allow: got %q, want %q", got.header.Get("Allow"), row.allowed)
			}
		})
	}
	head := c.send(http.MethodHead, taskRouterAPI+"/Workspaces", "", "")
	head.wants(t, http.StatusMethodNotAllowed)
}

// sameWords tells whether two lists hold the same words in any order.
func sameWords(a, b string) bool {
	count := map[string]int{}
	for word := range strings.SplitSeq(a, ", ") {
		count[word]++
	}
	for word := range strings.SplitSeq(b, ", ") {
		count[word]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

func TestHosts(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	for _, row := range []struct {
		host, path string
		want       int
		domain     string
	}{
		{"taskrouter.twilio.com", "/v1/Workspaces", http.StatusOK, "taskrouter.twilio.com"},
		{"TaskRouter.Twilio.com:443", "/v1/Workspaces", http.StatusOK, "taskrouter.twilio.com"},
		{"taskrouter.au1.twilio.com", "/v1/Workspaces", http.StatusOK, "taskrouter.au1.twilio.com"},
		{"taskrouter.sydney.au1.twilio.com", "/v1/Workspaces", http.StatusOK, "taskrouter.sydney.au1.twilio.com"},
		{"conversations.twilio.com", "/v1/Conversations", http.StatusOK, "conversations.twilio.com"},
		{"flex-api.twilio.com", "/v1/Configuration", http.StatusOK, "flex-api.twilio.com"},
		{"conversations.twilio.com", "/v1/Configuration", http.StatusNotImplemented, "conversations.twilio.com"},
		{"127.0.0.1:4010", "/v1/Workspaces", http.StatusOK, "taskrouter.twilio.com"},
		{"[::1]:4010", "/v1/Conversations", http.StatusOK, "conversations.twilio.com"},
		{"localhost", "/v1/Configuration", http.StatusOK, "flex-api.twilio.com"},
		{"taskrouter.twilio.com.example.org", "/v1/Conversations", http.StatusOK, "conversations.twilio.com"},
		{"eviltwilio.com", "/v1/Workspaces", http.StatusOK, "taskrouter.twilio.com"},
	} {
		t.Run(row.host+row.path, func(t *testing.T) {
			t.Parallel()
			request := newRequest(http.MethodGet, row.path, "", "")
			request.Host = row.host
			request.SetBasicAuth(c.sid, c.token)
			got := serve(c.handler, request).wants(t, row.want)
			if domain := got.header.Get("X-Api-Domain"); domain != row.domain {
				t.Errorf("X-Api-Domain: got %q, want %q", domain, row.domain)
			}
		})
	}
}

// TestAddressesAreThePlatforms: wherever the stand-in listens, its answers lead
// to the platform's hosts.
func TestAddressesAreThePlatforms(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	task := made.newTask(t, `{}`)
	got := c.get("http://127.0.0.1:4010/v1/Workspaces/"+made.workspace+"/Tasks/"+task).wants(t, http.StatusOK)
	if url, want := got.text(t, "url"), made.in("Tasks/"+task); url != want {
		t.Errorf("url: got %s, want %s", url, want)
	}
	listed := c.get("http://127.0.0.1:4010/v1/Workspaces/"+made.workspace+"/Tasks").wants(t, http.StatusOK).object(t)
	if url, want := listed["meta"].(map[string]any)["url"], made.in("Tasks?PageSize=50&Page=0"); url != want {
		t.Errorf("meta.url: got %v, want %s", url, want)
	}
}
