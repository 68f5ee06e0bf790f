package wire

import (
	"net/http"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/sim"
)

// accountsPath begins the paths of api.twilio.com, the oldest of the platform's
// products: they name the account, and the format after the last sid.
const accountsPath = "/2010-04-01/Accounts/"

// jsonFormat is the format of all resources here. The platform would answer in
// XML where a path names none.
const jsonFormat = ".json"

func accountOperations() []operation {
	const path = accountsPath + "{Sid}" + jsonFormat
	return []operation{
		{name: "FetchAccount", product: coreAPI, method: http.MethodGet, path: path, do: fetchAccount},
		{
			name: "UpdateAccount", product: coreAPI, method: http.MethodPost, path: path,
			body: []string{"FriendlyName", "Status"}, do: updateAccount,
		},
	}
}

func fetchAccount(c *call) (answer, error) {
	account, err := c.managed("Sid")
	if err != nil {
		return answer{}, err
	}
	return show(http.StatusOK, newAccount)(c, account.Profile(), nil)
}

// updateAccount gives an account another name. To suspend or close it is what
// owners do to their subaccounts, and the stand-in has none.
func updateAccount(c *call) (answer, error) {
	account, err := c.managed("Sid")
	if err != nil {
		return answer{}, err
	}
	if status := c.body.text("Status"); status != nil && *status != activeAccount {
		return answer{}, &rulebook.Refusal{
			Kind:    rulebook.KindUnmodelled,
			Message: "Status " + shortened(*status) + " is not modelled by this stand-in: its accounts are active",
		}
	}
	profile, err := account.Rename(c.body.text("FriendlyName"))
	return show(http.StatusOK, newAccount)(c, profile, err)
}

// accountInPath is the account that a path names. Only one's own is there: of
// another one nobody learns whether it exists. The pages do not say how the
// platform answers then; not found is an assumption.
func (c *call) accountInPath(wildcard string) (*sim.Account, error) {
	sid := strings.TrimSuffix(c.param(wildcard), jsonFormat)
	if sid == c.account.Sid() {
		return c.account, nil
	}
	if other, ok := c.standIn.tenant(sid); ok && c.standIn.book.Breaks(rulebook.AccountsSeeEachOther) {
		return other.account, nil
	}
	return nil, rulebook.NotFound(c.request.URL.Path)
}

const activeAccount = "active"

// An account is the Account resource (Twilio docs, Account resource). The token
// is left out: whoever asks has it, and what is not sent cannot end up in a log.
type account struct {
	AuthToken       *string           `json:"auth_token"`
	DateCreated     string            `json:"date_created"`
	DateUpdated     string            `json:"date_updated"`
	FriendlyName    string            `json:"friendly_name"`
	OwnerAccountSid string            `json:"owner_account_sid"`
	Sid             string            `json:"sid"`
	Status          string            `json:"status"`
	SubresourceUris map[string]string `json:"subresource_uris"`
	Type            string            `json:"type"`
	URI             string            `json:"uri"`
}

func newAccount(c *call, v sim.Profile) account {
	sid := strings.TrimSuffix(c.param("Sid"), jsonFormat)
	return account{
		DateCreated:     rfc2822(v.Created),
		DateUpdated:     rfc2822(v.Updated),
		FriendlyName:    v.FriendlyName,
		OwnerAccountSid: sid,
		Sid:             sid,
		Status:          activeAccount,
		SubresourceUris: map[string]string{
			"keys": accountsPath + sid + "/Keys" + jsonFormat, "recordings": accountsPath + sid + "/Recordings" + jsonFormat,
		},
		Type: "Full",
		URI:  accountsPath + sid + jsonFormat,
	}
}
