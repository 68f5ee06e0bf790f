package sim

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// recordedCentre has Ann, who takes calls, on an account that records them.
func recordedCentre(t failer) *centre {
	t.Helper()
	c := newSimpleCentre(t)
	c.worker("ann", `{}`)
	c.a.UpdateConfiguration(new(true))
	return c
}

func TestAnAcceptedCallIsRecordedAndItsTaskUpdated(t *testing.T) {
	t.Parallel()
	c := recordedCentre(t)
	c.task("call", on("voice"), with(`{ "call_sid" : "CAca000000000000000000000000000001" }`))
	before, since := c.get("call").Version, c.eventCount()
	c.accepts("ann", "call")
	address := c.reservation("call", "ann").Recording
	want := `{ "call_sid" : "CAca000000000000000000000000000001" ,"conversations":{"segment_link":"` + address + `"}}`
	after := c.get("call")
	if string(after.Attributes) != want {
		t.Errorf("attributes:\n got %s\nwant %s", after.Attributes, want)
	}
	if after.Version != before+2 { // assigned, and linked
		t.Errorf("the task is at version %d, want %d", after.Version, before+2)
	}
	if got, want := c.types(since), []string{"reservation.accepted", "task.updated"}; !slices.Equal(got, want) {
		t.Errorf("events %v, want %v", got, want)
	}
	listed := c.a.Recordings(RecordingFilter{}, Page{}).Items
	if len(listed) != 1 || !strings.HasSuffix(address, "/"+listed[0].Sid) || listed[0].CallSid != "CAca000000000000000000000000000001" {
		t.Errorf("recordings %+v, want the one at %s", listed, address)
	}
}

func TestARecordingEndsWithTheCall(t *testing.T) {
	t.Parallel()
	for status, want := range map[string]time.Duration{"wrapping": time.Minute, "completed": time.Minute} {
		c := recordedCentre(t)
		c.task("call", on("voice"))
		c.accepts("ann", "call")
		c.passes(time.Minute)
		c.becomesStatus("call", status)
		c.passes(time.Minute)
		if status == "wrapping" {
			c.becomesStatus("call", "completed")
		}
		r := c.a.Recordings(RecordingFilter{}, Page{}).Items[0]
		if got := r.Ended.Sub(r.Created); got != want {
			t.Errorf("%s: the recording is %s long, want %s", status, got, want)
		}
	}
}

func TestCallsThatAreNotRecorded(t *testing.T) {
	t.Parallel()
	for name, play := range map[string]func(c *centre){
		"a call that is rejected": func(c *centre) { c.task("call", on("voice")); c.rejects("ann", "call") },
		"a call that waits":       func(c *centre) { c.becomes("ann", "Offline"); c.task("call", on("voice")) },
		"a chat":                  func(c *centre) { c.task("call", on("chat")); c.accepts("ann", "call") },
		"a call while the setting is off": func(c *centre) {
			c.a.UpdateConfiguration(new(false))
			c.task("call", on("voice"))
			c.accepts("ann", "call")
		},
		"a call accepted before the setting was on": func(c *centre) {
			c.a.UpdateConfiguration(new(false))
			c.task("call", on("voice"))
			c.accepts("ann", "call")
			c.a.UpdateConfiguration(new(true))
		},
	} {
		c := recordedCentre(t)
		play(c)
		if held := c.a.Recordings(RecordingFilter{}, Page{}).Items; len(held) > 0 {
			t.Errorf("%s: there is %+v", name, held)
		}
		if got := string(c.get("call").Attributes); got != `{"name":"call"}` {
			t.Errorf("%s: the attributes are %s", name, got)
		}
	}
}

func TestACallIsRecordedWhereItsAttributesHaveNoRoom(t *testing.T) {
	t.Parallel()
	c := recordedCentre(t)
	full := `{"note":"` + strings.Repeat("a", 4096-len(`{"note":""}`)) + `"}`
	c.task("call", on("voice"), with(full))
	c.accepts("ann", "call")
	if got := string(c.get("call").Attributes); got != full {
		t.Errorf("the attributes have become %d characters", len(got))
	}
	if c.reservation("call", "ann").Recording == "" {
		t.Error("the call was not recorded")
	}
}

func TestRecordingsAreFoundAndDeleted(t *testing.T) {
	t.Parallel()
	c := recordedCentre(t)
	c.task("call", on("voice"))
	c.accepts("ann", "call")
	sid := c.a.Recordings(RecordingFilter{}, Page{}).Items[0].Sid
	link := c.get("call").Attributes
	if _, err := c.a.Recording(sid); err != nil {
		t.Errorf("the recording is not found: %v", err)
	}
	c.must("delete the recording", c.a.DeleteRecording(sid))
	wantRefused(t, "a deleted recording", errorOf(c.a.Recording(sid)), rulebook.KindNotFound, rulebook.CodeNotFound)
	wantRefused(t, "deleting it again", c.a.DeleteRecording(sid), rulebook.KindNotFound, rulebook.CodeNotFound)
	c.becomesStatus("call", "completed") // with nothing left to stop
	if got := c.get("call").Attributes; got != link {
		t.Errorf("the attributes are %s, want the link to stay", got)
	}
}
