package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/flexrig/flexrig/internal/sim"
)

// stateVersion is the version of what [StandIn.Save] writes.
const stateVersion = 1

// mostState is how much of a saved state is read, in bytes.
const mostState = 1 << 30

// A savedState is the accounts of a stand-in. Their journals, faults and quotas
// are no part of it: they are of the run, not of the accounts.
type savedState struct {
	Version  int            `json:"version"`
	Accounts []savedAccount `json:"accounts"`
}

type savedAccount struct {
	Strict bool            `json:"strict"`
	State  json.RawMessage `json:"state"` // a [sim.Snapshot]
}

// Save writes all accounts as JSON, tokens and API keys included: whoever can read
// it can talk to accounts that are made of it. They are the stand-in's own.
func (s *StandIn) Save(to io.Writer) error {
	state, err := s.stateOf(s.accounts.List())
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(state); err != nil {
		return fmt.Errorf("save state: %w", err)
	}
	return nil
}

// Load makes accounts of what Save has written. Those that exist become as they
// were, others stay as they are. Where anything in it is refused nothing changes.
func (s *StandIn) Load(from io.Reader) error {
	_, err := s.load(from, "")
	return err
}

func (s *StandIn) stateOf(accounts []*sim.Account) (savedState, error) {
	state := savedState{Version: stateVersion, Accounts: []savedAccount{}}
	for _, account := range accounts {
		t, ok := s.tenant(account.Sid())
		if !ok { // dropped since
			continue
		}
		snapshot, err := account.Snapshot()
		if err != nil {
			return state, err
		}
		text, err := json.Marshal(snapshot)
		if err != nil {
			return state, fmt.Errorf("save state of account %s: %w", account.Sid(), err)
		}
		state.Accounts = append(state.Accounts, savedAccount{Strict: t.strict.Load(), State: text})
	}
	return state, nil
}

// load makes the accounts that were saved, or the one that is named, and gives
// their sids.
func (s *StandIn) load(from io.Reader, only string) (sids []string, err error) {
	text, err := io.ReadAll(from)
	if err != nil {
		return nil, fmt.Errorf("read state: %w", err)
	}
	if err := sim.CheckVersion(text, stateVersion); err != nil {
		return nil, err
	}
	var state savedState
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&state); err != nil {
		return nil, fmt.Errorf("read state: %w", err)
	}
	var snapshots []sim.Snapshot
	strict := map[string]bool{}
	for i, one := range state.Accounts {
		snapshot, err := sim.ReadSnapshot(one.State)
		if err != nil {
			return nil, fmt.Errorf("account %d: %w", i+1, err)
		}
		if only == "" || only == snapshot.Sid {
			snapshots, strict[snapshot.Sid] = append(snapshots, snapshot), one.Strict
		}
	}
	return s.restore(snapshots, strict)
}

func (s *StandIn) restore(snapshots []sim.Snapshot, strict map[string]bool) (sids []string, err error) {
	if err := s.accounts.Restore(snapshots...); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	sids = []string{}
	for _, snapshot := range snapshots {
		sids = append(sids, snapshot.Sid)
		if t, ok := s.tenants[snapshot.Sid]; ok {
			t.strict.Store(s.strict || strict[snapshot.Sid])
		} else if account, ok := s.accounts.Lookup(snapshot.Sid); ok {
			s.let(account, snapshot.Token, snapshot.Seed, s.strict || strict[snapshot.Sid])
		}
	}
	return sids, nil
}

// readState gives one account's state, or that of all.
func (s *StandIn) readState(r *http.Request) (answer, error) {
	accounts := s.accounts.List()
	if r.URL.Query().Has("account") {
		found, err := s.tenantOf(r)
		if err != nil {
			return answer{}, err
		}
		accounts = []*sim.Account{found.account}
	}
	state, err := s.stateOf(accounts)
	return answer{status: http.StatusOK, body: state}, err
}

// loadState makes accounts of what readState has given: all of them, or the one
// that is named.
func (s *StandIn) loadState(r *http.Request) (answer, error) {
	if r.Body == nil {
		return answer{}, badRequest("the request has no body; send what GET /v1/state has given")
	}
	only := r.URL.Query().Get("account")
	sids, err := s.load(http.MaxBytesReader(nil, r.Body, mostState), only)
	if err != nil {
		return answer{}, badRequest("%v; nothing has changed", err)
	}
	if only != "" && len(sids) == 0 {
		return answer{}, badRequest("account %.60s is not in what was sent; nothing has changed", only)
	}
	return answer{status: http.StatusOK, body: struct {
		Accounts []string `json:"accounts"`
	}{sids}}, nil
}
