package target

import (
	"context"
	"encoding/json"
	"net/http"
)

// contain takes gock out of the account's way: its requests go to the stand-in
// directly, past faults that lie in its own transport. It comes before the
// account's first request.
func (a *Account) contain(api http.Handler) {
	own := &hazards{api: api, authorization: basic(a.SID, a.Token)}
	a.faults, a.transport.network = own, own
}

// HTTPClient is a plain client over the account's way out, for whoever makes
// requests without twilio-go. It adds no credentials, and takes redirects as answers.
func (a *Account) HTTPClient() *http.Client { return a.transport.client() }

// Grade is the report card on what the account's users did so far, as the
// management door writes it. At the end of a run, what was left open counts.
func (a *Account) Grade(ctx context.Context, end bool) (json.RawMessage, error) {
	return a.door.grade(ctx, end)
}

// Target is what opened the account.
func (a *Account) Target() Target { return a.home }

type accountKey struct{}

// In gives a context that carries the account, so that code which shares
// nothing else with whoever opened it finds it with [AccountIn].
func (a *Account) In(ctx context.Context) context.Context {
	return context.WithValue(ctx, accountKey{}, a)
}

// AccountIn is the account that a context carries, and nil where it has none.
func AccountIn(ctx context.Context) *Account {
	found, _ := ctx.Value(accountKey{}).(*Account)
	return found
}
