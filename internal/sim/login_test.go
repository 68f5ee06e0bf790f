package sim

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func TestWhatALoginMakesOfAttributes(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, before, says, after string }{
		{"nothing is said", `{ "team_id":"2" }`, ``, `{ "team_id":"2" }`},
		{"another value", `{"team_id":"2"}`, `{"team_id":"1"}`, `{"team_id":"1"}`},
		{"another key", `{"skills":["a"]}`, `{"team_id":"1"}`, `{"skills":["a"],"team_id":"1"}`},
		{"numbers as they were written", `{"big":12345678901234567890}`, `{"team_id":"1"}`, `{"big":12345678901234567890,"team_id":"1"}`},
		{"what is there already", `{ "team_id" : "1", "a":1 }`, `{"team_id":"1"}`, `{ "team_id" : "1", "a":1 }`},
		{"nothing", `{ "team_id":"2" }`, `{}`, `{ "team_id":"2" }`},
		{"an object whole", `{"a":{"b":1}}`, `{"a":{"c":2}}`, `{"a":{"c":2}}`},
	} {
		c := newSimpleCentre(t)
		c.worker("ann", row.before)
		sid := c.workers["ann"]
		if row.says != "" {
			c.must("set identity", c.a.SetIdentity(sid, row.says))
		}
		events := c.eventCount()
		after, err := c.a.LogIn(sid)
		c.must("log in", err)
		if string(after.Attributes) != row.after {
			t.Errorf("%s: the login leaves %s, want %s", row.name, after.Attributes, row.after)
		}
		var kinds []taskrouter.EventType
		for _, e := range c.a.History(0)[events:] {
			kinds = append(kinds, e.Type)
		}
		want := []taskrouter.EventType{taskrouter.AgentLoggedIn}
		if row.after != row.before {
			want = slices.Insert(want, 0, taskrouter.WorkerAttributesUpdate)
		}
		if diff := cmp.Diff(want, kinds); diff != "" {
			t.Errorf("%s: the events differ (-want +got):\n%s", row.name, diff)
		}
	}
}

func TestALoginBelongsToNoWorkspace(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	_, err := c.a.LogIn(c.workers["ann"])
	c.must("log in", err)
	listed, err := c.a.Events(c.ws, EventFilter{}, Page{Size: 1000})
	c.must("list events", err)
	for _, e := range listed.Items {
		if e.Type == taskrouter.AgentLoggedIn {
			t.Error("TaskRouter lists a login among its events")
		}
	}
}

func TestWhoIsNotThereCannotLogIn(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	_, err := c.a.LogIn("WK1")
	wantRefused(t, "a stranger's login", err, rulebook.KindNotFound, rulebook.CodeNotFound)
	wantRefused(t, "a stranger's identity", c.a.SetIdentity("WK1", "{}"), rulebook.KindNotFound, rulebook.CodeNotFound)
	wantRefused(t, "an identity that is no object", c.a.SetIdentity(c.workers["ann"], "[]"), rulebook.KindInvalid, rulebook.CodeInvalid)
}

func TestAnIdentityGoesWithAReset(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.must("set identity", c.a.SetIdentity(c.workers["ann"], `{"team_id":"1"}`))
	c.a.UpdateSettings(new(true))
	c.a.Reset()
	if len(c.a.identities) != 0 || c.a.Settings().HIPAA {
		t.Errorf("after a reset there are %d identities and the settings %+v", len(c.a.identities), c.a.Settings())
	}
}

func TestHIPAAModeIsRecordedWhenItChanges(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	events := c.eventCount()
	for _, on := range []*bool{nil, new(false), new(true), new(true), nil, new(false)} {
		c.a.UpdateSettings(on)
	}
	var kinds []taskrouter.EventType
	for _, e := range c.a.History(0)[events:] {
		kinds = append(kinds, e.Type)
	}
	if diff := cmp.Diff([]taskrouter.EventType{taskrouter.HIPAAModeOn, taskrouter.HIPAAModeOff}, kinds); diff != "" {
		t.Errorf("the events differ (-want +got):\n%s", diff)
	}
}
