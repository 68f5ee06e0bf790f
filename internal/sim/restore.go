package sim

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/studio"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// Restore makes accounts of what was saved. One that exists becomes as it was
// then, under its token of now, which has to be the same; one that does not is
// made. Where a snapshot cannot be true, or an account has another token, nothing
// changes. Requests may go on meanwhile: each finds an account as it was before or
// as it is after.
func (s *Accounts) Restore(saved ...Snapshot) error {
	made := make([]*restorer, 0, len(saved))
	for i := range saved {
		one, err := s.restorer(&saved[i])
		if err != nil {
			return rulebook.Invalid(rulebook.CodeInvalid, "account %.60s cannot be made of what was saved: %v", saved[i].Sid, err)
		}
		made = append(made, one)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := map[string]bool{}
	for _, one := range made {
		known, exists := s.bySid[one.a.sid]
		if seen[one.a.sid] || one.fresh == exists || exists && known != one.a {
			return rulebook.Conflict(rulebook.CodeConflict, "account %s is there twice, or was opened or dropped meanwhile; try again", one.a.sid)
		}
		seen[one.a.sid] = true
		if err := s.keys.free(one.a, one.state.keys.all()); err != nil {
			return err
		}
	}
	for _, one := range made {
		s.bySid[one.a.sid] = one.a
		one.a.become(one)
	}
	return nil
}

// restorer builds the state of one account beside the account itself.
func (s *Accounts) restorer(saved *Snapshot) (*restorer, error) {
	if saved.Version != SnapshotVersion {
		return nil, fmt.Errorf("its version is %d, this flexrig makes accounts of version %d", saved.Version, SnapshotVersion)
	}
	if !accountSid.MatchString(saved.Sid) || saved.Token == "" {
		return nil, errors.New("its sid is no account sid, or it has no token")
	}
	r := &restorer{saved: saved, tasks: map[string]*taskRow{}, set: map[uint64]bool{}, types: map[taskrouter.EventType]taskrouter.EventType{}}
	account, exists := s.Lookup(saved.Sid)
	switch {
	case !exists:
		account = newAccount(saved.Sid, saved.Token, saved.Seed, s.options, s.keys)
	case account.token != saved.Token:
		return nil, errors.New("it is open with another token; drop it first")
	}
	r.a, r.fresh = account, !exists
	return r, r.build()
}

// A restorer makes an account's state of a snapshot. Timers and offers belong to
// the account from the start; it learns of them when it becomes what was saved.
type restorer struct {
	a     *Account
	fresh bool // the account did not exist
	saved *Snapshot
	state state
	ids   ids
	names ids
	given []Key

	tasks map[string]*taskRow // of all workspaces, by sid
	set   map[uint64]bool     // the timers that are set
	types map[taskrouter.EventType]taskrouter.EventType
}

func (r *restorer) build() error {
	r.state = state{
		timers: newTimers(), turn: r.saved.Turn, settings: r.saved.Settings, configuration: r.saved.Configuration,
		profile: r.saved.Profile, uniqueNames: map[string]string{}, identities: map[string]*identity{},
	}
	r.state.timers.last = r.saved.Timer
	if r.saved.Now.After(lastInstant) || r.saved.Now.Before(time.Unix(0, 0)) {
		return fmt.Errorf("its clock stands at %s", r.saved.Now)
	}
	for _, step := range []func() error{r.sids, r.workspaces, r.ended, r.history, r.contacts, r.others, r.outbox, r.keys} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// sids goes on with the sids where they were left.
func (r *restorer) sids() error {
	r.ids, r.names = ids{source: &rand.PCG{}}, ids{source: &rand.PCG{}}
	return errors.Join(r.ids.source.UnmarshalBinary(r.saved.Sids), r.names.source.UnmarshalBinary(r.saved.Requests))
}

func (r *restorer) workspaces() (err error) {
	r.state.workspaces, err = restoreTable(r.saved.Workspaces, "workspace", r.workspace)
	return err
}

// contacts are those of Flex, Conversations and Programmable Chat.
func (r *restorer) contacts() (err error) {
	if r.state.interactions, err = restoreTable(r.saved.Interactions, "interaction", restoreInteraction); err != nil {
		return err
	}
	if r.state.threads, err = restoreTable(r.saved.Conversations, "conversation", r.conversation); err != nil {
		return err
	}
	if r.state.chats, err = restoreTable(r.saved.ChatChannels, "chat channel", restoreChatChannel); err != nil {
		return err
	}
	r.state.chatUsers, err = restoreTable(r.saved.ChatUsers, "chat user", plain(func(u chat.User) string { return u.Sid }))
	return err
}

func (r *restorer) others() (err error) {
	if r.state.flexFlows, err = restoreTable(r.saved.FlexFlows, "Flex Flow", plain(func(f flex.Flow) string { return f.Sid })); err != nil {
		return err
	}
	if r.state.studioFlows, err = restoreTable(r.saved.StudioFlows, "Studio flow", plain(func(f studio.Flow) string { return f.Sid })); err != nil {
		return err
	}
	r.state.recordings, err = restoreTable(r.saved.Recordings, "recording", func(v Recording) (string, *Recording, error) { return v.Sid, &v, nil })
	for _, worker := range slices.Sorted(maps.Keys(r.saved.Identities)) {
		says := r.saved.Identities[worker]
		r.state.identities[worker] = &identity{attributes: says.Attributes, logins: says.Logins}
	}
	return err
}

// arm sets a timer at the place that it had; none saved is none.
func (r *restorer) arm(saved *savedAlarm, fire func()) (alarm, error) {
	if saved == nil {
		return alarm{}, nil
	}
	if saved.Seq == 0 || saved.Seq > r.saved.Timer || r.set[saved.Seq] || saved.At.Before(r.saved.Now) {
		return alarm{}, fmt.Errorf("its timer %d at %s is there twice, is none of %d, or is past",
			saved.Seq, saved.At.Format(time.RFC3339Nano), r.saved.Timer)
	}
	r.set[saved.Seq] = true
	name := alarm{at: saved.At, seq: saved.Seq}
	r.state.timers.due.Set(timer{alarm: name, fire: fire})
	return name, nil
}

// become makes the account what was saved. Nobody waits any longer for attempts
// that are being made; those that are due begin.
func (a *Account) become(r *restorer) {
	a.mu.Lock()
	defer a.leave()
	a.outbox.abandon()
	a.seed, a.ids, a.names, a.state = r.saved.Seed, r.ids, r.names, r.state
	a.given = r.given
	a.ring.replace(a, a.keys.all())
	a.clock.Restart(r.saved.Now, r.saved.Following)
	a.now = a.clock.Now()
	a.wake.stop()
	a.wake.follows = r.saved.Following
	if a.post.due != nil {
		for range a.outbox.ready {
			a.post.due()
		}
	}
}
