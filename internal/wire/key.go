package wire

import (
	"net/http"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/sim"
)

func keyOperations() []operation {
	const (
		all = accountsPath + "{AccountSid}/Keys" + jsonFormat
		one = accountsPath + "{AccountSid}/Keys/{Sid}" + jsonFormat
	)
	name := []string{"FriendlyName"}
	return []operation{
		{name: "CreateNewKey", product: coreAPI, method: http.MethodPost, path: all, body: name, do: createKey},
		{name: "ListKey", product: coreAPI, method: http.MethodGet, path: all, paged: true, do: listKeys},
		{name: "FetchKey", product: coreAPI, method: http.MethodGet, path: one, do: fetchKey},
		{name: "UpdateKey", product: coreAPI, method: http.MethodPost, path: one, body: name, do: updateKey},
		{name: "DeleteKey", product: coreAPI, method: http.MethodDelete, path: one, do: deleteKey},
	}
}

// managed is the account in the path, for resources that a standard key does not
// open (Twilio docs, Key resource, types of keys). It is refused as captured of an
// account that was asked for with one: Authenticate, 20003.
func (c *call) managed(wildcard string) (*sim.Account, error) {
	account, err := c.accountInPath(wildcard)
	if err != nil {
		return nil, err
	}
	user, _, _ := c.request.BasicAuth()
	if key, err := c.account.Key(user); err == nil && !key.Main {
		return nil, &rulebook.Refusal{Kind: rulebook.KindUnauthorized, Code: rulebook.CodeUnauthorized, Message: "Authenticate"}
	}
	return account, nil
}

func createKey(c *call) (answer, error) {
	account, err := c.managed("AccountSid")
	if err != nil {
		return answer{}, err
	}
	made, err := account.CreateKey(c.body.text("FriendlyName"))
	return show(http.StatusCreated, newMadeKey)(c, made, err)
}

func listKeys(c *call) (answer, error) {
	account, err := c.managed("AccountSid")
	if err != nil {
		return answer{}, err
	}
	listed := account.Keys(c.page.sim())
	keys := make([]key, 0, len(listed.Items))
	for _, item := range listed.Items {
		keys = append(keys, newKey(c, item))
	}
	return answer{status: http.StatusOK, body: keyList{c.flatPage(listed.Next, len(keys)), keys}}, nil
}

func fetchKey(c *call) (answer, error) {
	account, err := c.managed("AccountSid")
	if err != nil {
		return answer{}, err
	}
	found, err := account.Key(c.keySid())
	return show(http.StatusOK, newKey)(c, found, err)
}

func updateKey(c *call) (answer, error) {
	account, err := c.managed("AccountSid")
	if err != nil {
		return answer{}, err
	}
	renamed, err := account.RenameKey(c.keySid(), c.body.text("FriendlyName"))
	return show(http.StatusOK, newKey)(c, renamed, err)
}

func deleteKey(c *call) (answer, error) {
	account, err := c.managed("AccountSid")
	if err != nil {
		return answer{}, err
	}
	return deleted(account.DeleteKey(c.keySid()))
}

func (c *call) keySid() string { return strings.TrimSuffix(c.param("Sid"), jsonFormat) }

// A key is the Key resource (Twilio docs, Key resource v2010). Its secret is shown
// once, to whoever makes it.
type key struct {
	Sid          string `json:"sid"`
	FriendlyName string `json:"friendly_name"`
	DateCreated  string `json:"date_created"`
	DateUpdated  string `json:"date_updated"`
}

func newKey(_ *call, v sim.Key) key {
	return key{Sid: v.Sid, FriendlyName: v.FriendlyName, DateCreated: rfc2822(v.Created), DateUpdated: rfc2822(v.Updated)}
}

// A madeKey is a key as its creation answers it.
type madeKey struct {
	key
	Secret string `json:"secret"`
}

func newMadeKey(c *call, v sim.Key) madeKey { return madeKey{newKey(c, v), v.Secret} }

// A keyList is a page of keys.
type keyList struct {
	flatPage
	Keys []key `json:"keys"`
}

// giveKey gives an account an API key: the one that is named, or one of the
// account's own making. A reset keeps it.
func (s *StandIn) giveKey(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	var wanted struct {
		Sid    string `json:"sid"`
		Secret string `json:"secret"`
	}
	if err := decode(r, &wanted); err != nil {
		return answer{}, err
	}
	given, err := found.account.GiveKey(wanted.Sid, wanted.Secret)
	if err != nil {
		return answer{}, err
	}
	wanted.Sid, wanted.Secret = given.Sid, given.Secret
	return answer{status: http.StatusCreated, body: wanted}, nil
}
