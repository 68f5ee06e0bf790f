package wire

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestCredentialsThatOpenNothing(t *testing.T) {
	t.Parallel()
	_, clients := openAccounts(t, Options{}, adaSid, benSid)
	made := newCentre(t, clients[0])
	task := made.newTask(t, `{"name":"secret"}`)
	basic := func(pair string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(pair)) }
	credentials := []struct {
		name, header, message string
	}{
		{"none", "", "Authenticate"},
		{"a token that is not the account's", basic(adaSid + ":wrong"), "Authenticate"},
		{"another account's token", basic(adaSid + ":token" + benSid), "Authenticate"},
		{"no token", basic(adaSid + ":"), "Authenticate"},
		{"a token with a space after it", basic(adaSid + ":token" + adaSid + " "), "Authenticate"},
		{"an account that does not exist", basic("AC00000000000000000000000000000000:token" + adaSid), "Authentication Error - invalid username"},
		{"a user that is no account", basic("ada:token" + adaSid), "Authentication Error - invalid username"},
		{"base64 that is none", "Basic ***", "Authenticate"},
		{"no colon", basic(adaSid), "Authenticate"},
		{"another scheme", "Bearer token" + adaSid, "Authenticate"},
	}
	addresses := []struct{ name, method, address string }{
		{"a task that exists", http.MethodGet, made.in("Tasks/" + task)},
		{"a task that does not", http.MethodGet, made.in("Tasks/WT00000000000000000000000000000000")},
		{"an update", http.MethodPost, made.in("Tasks/" + task)},
		{"a verb that is not allowed", http.MethodPut, made.in("Tasks/" + task)},
		{"a path that is not modelled", http.MethodGet, taskRouterAPI + "/Workspaces/" + made.workspace + "/Statistics"},
		{"a product that is not modelled", http.MethodGet, "https://api.twilio.com/2010-04-01/Accounts.json"},
		{"a path that is not tidy", http.MethodGet, taskRouterAPI + "//Workspaces"},
	}
	var first []byte
	for _, given := range credentials {
		for _, a := range addresses {
			t.Run(given.name+" at "+a.name, func(t *testing.T) {
				request := newRequest(a.method, a.address, "", "")
				if given.header != "" {
					request.Header.Set("Authorization", given.header)
				}
				got := serve(clients[0].handler, request)
				got.refuses(t, http.StatusUnauthorized, 20003, given.message)
				if challenge := got.header.Get("WWW-Authenticate"); challenge != `Basic realm="Twilio API"` {
					t.Errorf("challenge: got %q", challenge)
				}
				if given.message == "Authenticate" {
					if first == nil {
						first = got.body
					}
					if !bytes.Equal(got.body, first) {
						t.Errorf("the answer tells something of what exists:\n got %s\nwant %s", got.body, first)
					}
				}
			})
		}
	}
	if got := made.get(made.in("Tasks/"+task)).text(t, "attributes"); got != `{"name":"secret"}` {
		t.Errorf("a request without credentials changed the task: %s", got)
	}
}

// TestForeignAccount: credentials that are good open their own account only.
func TestForeignAccount(t *testing.T) {
	t.Parallel()
	_, clients := openAccounts(t, Options{}, adaSid, benSid)
	made := newCentre(t, clients[0])
	task := made.newTask(t, `{}`)
	e := made.newInteraction(t)
	conversation := made.newConversation(t)
	stranger := clients[1]
	for name, address := range map[string]string{
		"workspace":    taskRouterAPI + "/Workspaces/" + made.workspace,
		"task":         made.in("Tasks/" + task),
		"task list":    made.in("Tasks"),
		"interaction":  flexAddress + "/Interactions/" + e.interaction,
		"participants": e.at("Participants"),
		"conversation": conversation,
	} {
		got := stranger.get(address)
		if got.refuses(t, http.StatusNotFound, 20404, ""); t.Failed() {
			t.Fatalf("%s of another account: %s", name, got.body)
		}
	}
	if got := stranger.get(taskRouterAPI+"/Workspaces").wants(t, http.StatusOK).object(t)["workspaces"].([]any); len(got) != 0 {
		t.Errorf("another account's workspaces are listed: %v", got)
	}
}

func TestDroppedAccountOpensNothing(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	c.get(taskRouterAPI+"/Workspaces").wants(t, http.StatusOK)
	s.drop(c.sid)
	c.get(taskRouterAPI+"/Workspaces").refuses(t, http.StatusUnauthorized, 20003, "")
}

// A count gave the request ids of strangers, so that two runs with one seed
// differed wherever two examples without credentials ran side by side.
func TestAStrangersRequestIDDependsOnWhatWasAskedAndNotOnWhoAskedBefore(t *testing.T) {
	t.Parallel()
	ask := func(standIn *StandIn, path string) string {
		recorder := httptest.NewRecorder()
		standIn.API().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "https://taskrouter.twilio.com"+path, nil))
		return recorder.Header().Get("Twilio-Request-Id")
	}
	first, second := New(Options{Seed: 7}), New(Options{Seed: 7})
	ask(second, "/v1/Workspaces/WS1")
	if a, b := ask(first, "/v1/Workspaces"), ask(second, "/v1/Workspaces"); a != b {
		t.Errorf("one seed gives the ids %s and %s", a, b)
	}
	if a, b := ask(first, "/v1/Workspaces"), ask(first, "/v1/Workspaces/WS1"); a == b {
		t.Errorf("two questions have one id, %s", a)
	}
	if a, b := ask(first, "/v1/Workspaces"), ask(New(Options{Seed: 8}), "/v1/Workspaces"); a == b {
		t.Errorf("two seeds give one id, %s", a)
	}
}
