package sim

import (
	"reflect"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// An identity is what the identity provider of an account with single sign-on
// says of one agent.
type identity struct {
	attributes taskrouter.Attributes
	logins     int // in which it has counted
}

// SetIdentity sets what the identity provider says of a worker. It counts from
// the worker's next login on.
func (a *Account) SetIdentity(worker, attributes string) error {
	defer a.enter()()
	w, row, err := a.anyWorker(worker)
	if err != nil {
		return err
	}
	parsed, err := taskrouter.ParseAttributes(attributes, a.book.AttributesCharacters)
	if err != nil {
		return err
	}
	says := &identity{attributes: parsed}
	a.identities[worker] = says
	if a.book.Breaks(rulebook.ProviderNeedsNoLogin) {
		return a.overwrite(w, row, says)
	}
	return nil
}

// LogIn lets an agent log in to Flex. Where the identity provider says something
// of them, it overwrites what their attributes say otherwise; else they stay as
// they are. Who is logged in stays so.
func (a *Account) LogIn(worker string) (taskrouter.Worker, error) {
	defer a.enter()()
	w, row, err := a.anyWorker(worker)
	if err != nil {
		return taskrouter.Worker{}, err
	}
	if says, ok := a.identities[worker]; ok {
		if err := a.overwrite(w, row, says); err != nil {
			return taskrouter.Worker{}, err
		}
	}
	a.record(taskrouter.Event{Type: taskrouter.AgentLoggedIn, Worker: row.worker})
	return *row.worker, nil
}

// overwrite puts what the identity provider says in the place of what the
// worker's attributes say. Attributes that become too long are refused as in
// any update.
func (a *Account) overwrite(w *workspace, row *workerRow, says *identity) error {
	before := *row.worker
	attributes, err := taskrouter.ParseAttributes(string(a.overwritten(before.Attributes, says)), a.book.AttributesCharacters)
	if err != nil {
		return err
	}
	says.logins++
	if reflect.DeepEqual(attributes.Decode(), before.Attributes.Decode()) {
		return nil // and their text stays as it was sent
	}
	after := before
	after.Attributes, after.Updated = attributes, a.now
	after.Version++
	row.worker = &after
	a.workerChanged(w, row, before, false)
	return nil
}

// overwritten is what a login makes of a worker's attributes. Keys that the
// identity provider does not name stay.
func (a *Account) overwritten(attributes taskrouter.Attributes, says *identity) taskrouter.Attributes {
	switch {
	case !a.book.LoginOverwrites, says.logins > 0 && a.book.Breaks(rulebook.FirstLoginOnly):
		return attributes
	case a.book.Breaks(rulebook.LoginReplaces):
		return says.attributes
	case a.book.Breaks(rulebook.LoginOnlyFills):
		return says.attributes.Merge(attributes)
	}
	return attributes.Merge(says.attributes)
}

// anyWorker finds a worker of whatever workspace: Flex knows its agents without
// naming one.
func (a *Account) anyWorker(sid string) (*workspace, *workerRow, error) {
	for w := range a.workspaces.all() {
		if row, ok := w.workers.get(sid); ok {
			return w, row, nil
		}
	}
	return nil, nil, rulebook.NotFound("/Workers/" + sid)
}
