package target

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

// Key gives the account one more API key, which may do all that its token may.
func (a *Account) Key(ctx context.Context) (sid, secret string, err error) { return a.door.key(ctx) }

// LogIn lets an agent log in to Flex, which no API does. The worker is named by
// their sid.
func (a *Account) LogIn(ctx context.Context, worker string) error { return a.door.logIn(ctx, worker) }

// SetIdentity sets what the identity provider of an account with single sign-on
// says of an agent: attributes, as a JSON object.
func (a *Account) SetIdentity(ctx context.Context, worker, attributes string) error {
	return a.door.setIdentity(ctx, worker, attributes)
}

// SetHIPAA turns the account's HIPAA mode on or off.
func (a *Account) SetHIPAA(ctx context.Context, on bool) error { return a.door.setHIPAA(ctx, on) }

// Reports is what reports show of the account right now: what the last load has
// brought of what [Account.Insights] shows.
func (a *Account) Reports(ctx context.Context) (Projection, error) { return a.door.reports(ctx) }

func (d *door) logIn(ctx context.Context, worker string) error {
	asked := struct {
		Worker string `json:"worker"`
	}{worker}
	var answer struct {
		Worker     string `json:"worker"`
		Attributes string `json:"attributes"`
	}
	if err := d.call(ctx, http.MethodPost, "/v1/login", nil, asked, &answer); err != nil {
		return fmt.Errorf("log worker %s of account %s in: %w", worker, d.sid, err)
	}
	return nil
}

func (d *door) setIdentity(ctx context.Context, worker, attributes string) error {
	asked := struct {
		Worker     string          `json:"worker"`
		Attributes json.RawMessage `json:"attributes"`
	}{worker, json.RawMessage(attributes)}
	if err := d.call(ctx, http.MethodPost, "/v1/identity", nil, asked, nil); err != nil {
		return fmt.Errorf("set the identity of worker %s of account %s: %w", worker, d.sid, err)
	}
	return nil
}

func (d *door) setHIPAA(ctx context.Context, on bool) error {
	type settings struct {
		HIPAA bool `json:"hipaa"`
	}
	var are settings
	if err := d.call(ctx, http.MethodPost, "/v1/settings", nil, settings{on}, &are); err != nil {
		return fmt.Errorf("set HIPAA mode of account %s to %t: %w", d.sid, on, err)
	}
	if are.HIPAA != on {
		return fmt.Errorf("set HIPAA mode of account %s to %t: the door says that it is %t", d.sid, on, are.HIPAA)
	}
	return nil
}

func (d *door) reports(ctx context.Context) (Projection, error) {
	var shown Projection
	if err := d.call(ctx, http.MethodGet, "/v1/insights", url.Values{"as": {"reports"}}, nil, &shown); err != nil {
		return Projection{}, fmt.Errorf("read the reports of account %s: %w", d.sid, err)
	}
	return shown, nil
}
