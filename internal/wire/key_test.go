package wire

import (
	"net/http"
	"strings"
	"testing"

	core "github.com/twilio/twilio-go/rest/api/v2010"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// keyCases are the operations on API keys.
func keyCases() []operationCase {
	all := func(c centre) string { return coreAddress + c.sid + "/Keys.json" }
	one := func(form ...string) func(t testing.TB, c centre) (string, []string) {
		return func(t testing.TB, c centre) (string, []string) {
			made := c.post(all(c), "FriendlyName", "app").wants(t, http.StatusCreated)
			return coreAddress + c.sid + "/Keys/" + made.text(t, "sid") + ".json", form
		}
	}
	return []operationCase{
		{"CreateNewKey", &core.ApiV2010NewKey{}, at(all, "FriendlyName", "app")},
		{"ListKey", &core.ListKeyResponse{}, func(t testing.TB, c centre) (string, []string) {
			one()(t, c)
			return all(c) + "?PageSize=5", nil
		}},
		{"FetchKey", &core.ApiV2010Key{}, one()},
		{"UpdateKey", &core.ApiV2010Key{}, one("FriendlyName", "another app")},
		{"DeleteKey", nil, one()},
	}
}

// byKey is the client with an API key for its credentials.
func (c client) byKey(sid, secret string) client {
	c.user, c.token = sid, secret
	return c
}

func TestAKeyThatTheAPIMakesOpensAllButAccountsAndKeys(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{Strict: true})
	made := newCentre(t, c)
	account, keys := coreAddress+c.sid+".json", coreAddress+c.sid+"/Keys.json"
	created := c.post(keys, "FriendlyName", "app").wants(t, http.StatusCreated)
	standard := c.byKey(created.text(t, "sid"), created.text(t, "secret"))
	standard.get(made.in("Tasks")).wants(t, http.StatusOK)
	standard.post(taskRouterAPI+"/Workspaces", "FriendlyName", "By key").wants(t, http.StatusCreated)
	standard.get(coreAddress+c.sid+"/Recordings.json").wants(t, http.StatusOK)
	for _, address := range []string{account, keys, coreAddress + c.sid + "/Keys/" + standard.user + ".json"} {
		standard.get(address).refuses(t, http.StatusUnauthorized, rulebook.CodeUnauthorized, "Authenticate")
	}
	standard.post(keys).refuses(t, http.StatusUnauthorized, rulebook.CodeUnauthorized, "Authenticate")
	standard.byKey(standard.user, "wrong").get(made.in("Tasks")).refuses(t, http.StatusUnauthorized, rulebook.CodeUnauthorized, "Authenticate")
	if listed := c.get(keys).wants(t, http.StatusOK); strings.Contains(string(listed.body), standard.token) {
		t.Errorf("the list tells the secret: %s", listed.body)
	}
	c.send(http.MethodDelete, coreAddress+c.sid+"/Keys/"+standard.user+".json", "", "").wants(t, http.StatusNoContent)
	standard.get(made.in("Tasks")).refuses(t, http.StatusUnauthorized, rulebook.CodeUnauthorized, "Authentication Error - invalid username")
}

func TestAKeyOfTheDoorOpensAllOfItsAccount(t *testing.T) {
	t.Parallel()
	s, clients := openAccounts(t, Options{Strict: true}, adaSid, benSid)
	door := keeper{s.Door()}
	c, other := clients[0], clients[1]
	const sid, secret = "SK0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"
	body := `{"sid":"` + sid + `","secret":"` + secret + `"}`
	for range 2 { // the same key again is no mistake
		door.send(http.MethodPost, "/v1/keys?account="+c.sid, body).wants(t, http.StatusCreated)
	}
	door.send(http.MethodPost, "/v1/keys?account="+other.sid, body).wants(t, http.StatusConflict)
	door.send(http.MethodPost, "/v1/keys", body).wants(t, http.StatusBadRequest)
	door.send(http.MethodPost, "/v1/keys?account="+c.sid, `{"sid":"SK1","secret":"s"}`).wants(t, http.StatusBadRequest)
	keyed := c.byKey(sid, secret)
	keyed.get(coreAddress+c.sid+".json").wants(t, http.StatusOK)
	keyed.get(coreAddress+other.sid+".json").refuses(t, http.StatusNotFound, rulebook.CodeNotFound, "")
	keyed.get(coreAddress+c.sid+"/Keys.json").wants(t, http.StatusOK)
	made := newCentre(t, keyed)
	other.get(made.in("Tasks")).refuses(t, http.StatusNotFound, rulebook.CodeNotFound, "")
	door.send(http.MethodPost, "/v1/reset?account="+c.sid, "").wants(t, http.StatusNoContent)
	keyed.get(taskRouterAPI+"/Workspaces").wants(t, http.StatusOK)
}

// TestASecretIsInNoJournalAndNoCard: whatever is asked with a key and about keys,
// what the door tells of it holds no secret.
func TestASecretIsInNoJournalAndNoCard(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	door := keeper{s.Door()}
	given := door.send(http.MethodPost, "/v1/keys?account="+c.sid, `{}`).wants(t, http.StatusCreated)
	keyed := c.byKey(given.text(t, "sid"), given.text(t, "secret"))
	created := keyed.post(coreAddress+c.sid+"/Keys.json", "FriendlyName", "app", "Secret", keyed.token).wants(t, http.StatusCreated)
	keyed.get(taskRouterAPI+"/Workspaces").wants(t, http.StatusOK)
	keyed.byKey(keyed.user, "a wrong secret").get(taskRouterAPI+"/Workspaces").wants(t, http.StatusUnauthorized)
	for _, path := range []string{"/v1/journal", "/v1/grade", "/v1/history", "/v1/overview", "/v1/counts", "/v1/insights"} {
		told := string(door.send(http.MethodGet, path+"?account="+c.sid, "").wants(t, http.StatusOK).body)
		for _, secret := range []string{keyed.token, created.text(t, "secret"), "a wrong secret"} {
			if strings.Contains(told, secret) {
				t.Errorf("%s tells the secret %s: %s", path, secret, told)
			}
		}
	}
	if told := string(door.send(http.MethodGet, "/v1/accounts", "").body); strings.Contains(told, keyed.token) {
		t.Errorf("the list of accounts tells a secret: %s", told)
	}
}
