package sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/studio"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// SnapshotVersion is the version of a [Snapshot]. It goes up with every change of
// what a snapshot holds, the domain's own values included.
const SnapshotVersion = 2

// A Snapshot is an account as it stood at one instant: all that a reset empties,
// its clock, what its next sids come from, its token and its API keys. An account that is made
// of it answers like the first one from then on. What it does not hold is the rule
// book, which is the stand-in's.
//
// It is JSON with the keys in one order: the same account gives the same text. A
// snapshot shares values with the account that it is of; nobody changes them.
type Snapshot struct {
	Version   int       `json:"version"`
	Sid       string    `json:"sid"`
	Token     string    `json:"token"` // of the stand-in's own making; it opens nothing else
	Seed      uint64    `json:"seed"`
	Now       time.Time `json:"now"`
	Following bool      `json:"following"` // the clock goes on with the machine's time, from Now
	Sids      []byte    `json:"sids"`      // the random state of the next sids
	Requests  []byte    `json:"requests"`  // the same of request ids
	Turn      uint64    `json:"turn"`
	Timer     uint64    `json:"timer"` // the number of the timer that was set last

	Settings      Settings      `json:"settings"`
	Configuration Configuration `json:"configuration"`
	Profile       Profile       `json:"profile"`

	Facts      savedFacts                 `json:"facts"`
	History    savedHistory               `json:"history"`
	Workspaces savedTable[savedWorkspace] `json:"workspaces"`
	Ended      []string                   `json:"ended"` // sids of tasks that have ended, in that order

	Interactions  savedTable[savedInteraction]  `json:"interactions"`
	Conversations savedTable[savedConversation] `json:"conversations"`
	ChatChannels  savedTable[savedChatChannel]  `json:"chat_channels"`
	ChatUsers     savedTable[chat.User]         `json:"chat_users"`
	FlexFlows     savedTable[flex.Flow]         `json:"flex_flows"`
	StudioFlows   savedTable[studio.Flow]       `json:"studio_flows"`
	Recordings    savedTable[Recording]         `json:"recordings"`
	Identities    map[string]savedIdentity      `json:"identities"` // by worker sid
	Outbox        savedOutbox                   `json:"outbox"`
	Keys          savedTable[Key]               `json:"keys"`
	Given         []Key                         `json:"given"` // of the keys, those that a reset keeps
}

// savedIdentity is what an identity provider says of a worker.
type savedIdentity struct {
	Attributes taskrouter.Attributes `json:"attributes"`
	Logins     int                   `json:"logins"`
}

// ReadSnapshot reads a snapshot's JSON. One of a newer version is refused by its
// number, and so is what it does not know.
func ReadSnapshot(text []byte) (Snapshot, error) {
	var saved Snapshot
	if err := CheckVersion(text, SnapshotVersion); err != nil {
		return saved, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&saved); err != nil {
		return Snapshot{}, fmt.Errorf("read state: %w", err)
	}
	saved.Version = SnapshotVersion // of version 1 nothing is missing but API keys, and it had none
	saved.Facts.share()
	return saved, nil
}

// CheckVersion refuses a JSON object whose member "version" is not 1 to known.
func CheckVersion(text []byte, known int) error {
	var saved struct {
		Version int `json:"version"`
	}
	switch err := json.Unmarshal(text, &saved); {
	case err != nil:
		return fmt.Errorf("read state: %w", err)
	case saved.Version > known:
		return fmt.Errorf("saved by a newer flexrig: version %d, this one reads %d", saved.Version, known)
	case saved.Version < 1:
		return errors.New(`no state of flexrig: it has no "version"`)
	}
	return nil
}

// Snapshot is the account as it stands.
func (a *Account) Snapshot() (Snapshot, error) {
	defer a.enter()()
	sids, errSids := a.ids.source.MarshalBinary()
	requests, errRequests := a.names.source.MarshalBinary()
	if err := errors.Join(errSids, errRequests); err != nil {
		return Snapshot{}, fmt.Errorf("account %s: save state: %w", a.sid, err)
	}
	s := &saver{a: a, facts: newFactSaver()}
	saved := Snapshot{
		Version: SnapshotVersion, Sid: a.sid, Token: a.token, Seed: a.seed, Now: a.now, Following: a.wake.follows,
		Sids: sids, Requests: requests, Turn: a.turn, Timer: a.timers.last,
		Settings: a.settings, Configuration: a.configuration, Profile: a.profile,
		History:       s.history(),
		Workspaces:    saveTable(a.workspaces, s.workspace),
		Ended:         s.ended(),
		Interactions:  saveTable(a.interactions, saveInteraction),
		Conversations: saveTable(a.threads, saveConversation),
		ChatChannels:  saveTable(a.chats, saveChatChannel),
		ChatUsers:     saveTable(a.chatUsers, asItIs),
		FlexFlows:     saveTable(a.flexFlows, asItIs),
		StudioFlows:   saveTable(a.studioFlows, asItIs),
		Recordings:    saveTable(a.recordings, func(r *Recording) Recording { return *r }),
		Identities:    map[string]savedIdentity{},
		Outbox:        s.outbox(),
		Keys:          saveTable(a.keys, asItIs),
		Given:         append([]Key{}, a.given...),
	}
	for worker, says := range a.identities {
		saved.Identities[worker] = savedIdentity{Attributes: says.attributes, Logins: says.logins}
	}
	saved.Facts = s.facts.saved()
	return saved, nil
}

// A saver gathers what a snapshot holds.
type saver struct {
	a     *Account
	facts factSaver
}

// A savedAlarm is a timer that is set.
type savedAlarm struct {
	At  time.Time `json:"at"`
	Seq uint64    `json:"seq"` // its place among those of one instant
}

// alarm gives a timer, nil where it is not set or has fired.
func (s *saver) alarm(name alarm) *savedAlarm {
	if !s.a.timers.runs(name) {
		return nil
	}
	return &savedAlarm{At: name.at, Seq: name.seq}
}
