package steps

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/twilio/twilio-go/client"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/internal/target"
)

// credentialWords ask for what an account holds with other credentials than its
// own, and look whether the answer gives anything away.
var credentialWords = words{
	{`^the (` + resourceNames + `) (?:is|are) asked for with ` + foreign + `$`, (*scenario).asksWith},
	{`^the task is updated with ` + foreign + `$`, (*scenario).updatesWith},
	{`^the answer gives nothing of the (` + resourceNames + `) away$`, (*scenario).givesNothingAway},
}

const (
	resourceNames = `task|list of tasks|reservation|agent|events|interaction|interaction channel|participants|invites|conversation|messages|recording|recording's sound|list of recordings|account`
	foreign       = `(no credentials|a wrong token|another account's token|another account's credentials)`
)

// tokenLength is how many characters an account's token has.
const tokenLength = 32

// A denial is what a request with foreign credentials was told.
type denial struct {
	address string
	told    string // headers and body
}

// credentials are a user and a password. Another account is one that the target
// gives, with a life of its own.
func (s *scenario) credentials(which string) (user, password string, err error) {
	switch which {
	case "no credentials":
		return "", "", nil
	case "a wrong token":
		return s.account.SID, strings.Repeat("0", tokenLength), nil
	}
	other, err := s.another()
	if err != nil {
		return "", "", err
	}
	if which == "another account's token" {
		return s.account.SID, other.Token, nil
	}
	return other.SID, other.Token, nil
}

// another is a second account of the same target.
func (s *scenario) another() (*target.Account, error) {
	if s.other == nil {
		if err := s.account.Own("set another one beside it"); err != nil {
			return nil, err
		}
		opened, err := s.target.Open(s.ctx, s.example.File+": "+s.example.Name+", another account")
		if err != nil {
			return nil, fmt.Errorf("open another account: %w", err)
		}
		s.other = opened
	}
	return s.other, nil
}

// giveBack closes the example's accounts.
func (s *scenario) giveBack() error {
	err := s.account.Close()
	if s.other != nil {
		err = errors.Join(err, s.other.Close())
	}
	return err
}

func (s *scenario) asksWith(what, which string) error {
	address, err := s.addressOf(what)
	if err != nil {
		return err
	}
	user, password, err := s.credentials(which)
	if err != nil {
		return err
	}
	answer, body, err := s.account.Get(s.ctx, address, user, password)
	if err != nil {
		return err
	}
	var headers strings.Builder
	if err := answer.Header.Write(&headers); err != nil {
		return err
	}
	s.denied = denial{address: address, told: headers.String() + "\n" + body}
	return s.tried(refusalIn(answer.StatusCode, body))
}

// refusalIn reads the platform's refusal out of an answer; nil where it is none.
func refusalIn(status int, body string) error {
	if status < http.StatusBadRequest {
		return nil
	}
	refused := &client.TwilioRestError{}
	if err := json.Unmarshal([]byte(body), refused); err != nil {
		return fmt.Errorf("the request was answered with status %d and a body that is no refusal: %w", status, err)
	}
	refused.Status = status
	return refused
}

func (s *scenario) updatesWith(which string) error {
	t, err := s.named("")
	if err != nil {
		return err
	}
	if err := s.remember(func() (string, error) { return s.describe(t) }); err != nil {
		return err
	}
	user, password, err := s.credentials(which)
	if err != nil {
		return err
	}
	_, err = s.account.As(user, password).TaskrouterV1.UpdateTask(s.workspace(), t.Sid,
		(&taskrouter.UpdateTaskParams{}).SetAttributes(`{"conversations":{"media":[]}}`))
	return s.tried(err)
}

// givesNothingAway compares what was told with all that the account itself is
// told of the same address. What stands in the address is known to whoever asks.
func (s *scenario) givesNothingAway(what string) error {
	if s.denied.address == "" {
		return fmt.Errorf("the %s has not been asked for before this step", what)
	}
	user, password := s.account.Credentials()
	own, body, err := s.account.Get(s.ctx, s.denied.address, user, password)
	if err != nil {
		return err
	}
	if own.StatusCode != http.StatusOK {
		return fmt.Errorf("the account itself gets status %d for the %s", own.StatusCode, what)
	}
	for _, value := range telling(body) {
		if !strings.Contains(s.denied.address, value) && strings.Contains(s.denied.told, value) {
			return s.mismatch("the answer holds", inQuotes(value), "nothing of the "+what)
		}
	}
	return nil
}

// telling are the values of a resource by which it could be known again: its
// texts, but for words such as "active". What is no JSON is one value.
func telling(body string) []string {
	const shortest = 8 // "accepted"
	var decoded any
	if err := json.Unmarshal([]byte(body), &decoded); err != nil {
		return []string{body}
	}
	var all []string
	var walk func(any)
	walk = func(value any) {
		switch value := value.(type) {
		case map[string]any:
			for _, member := range value {
				walk(member)
			}
		case []any:
			for _, member := range value {
				walk(member)
			}
		case string:
			if len(value) >= shortest {
				all = append(all, value)
			}
		}
	}
	walk(decoded)
	return all
}
