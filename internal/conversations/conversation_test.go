package conversations

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/rulebook"
)

var morning = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

// closedSentence is what live accounts answer to a change of a closed conversation.
const closedSentence = "Can't update conversation as it's in final closed state"

func conversationIn(state State) Conversation {
	return Conversation{Sid: "CH1", State: state, Created: morning, Updated: morning}
}

func codeOf(err error) int {
	var refusal *rulebook.Refusal
	if errors.As(err, &refusal) && refusal.Kind == rulebook.KindInvalid {
		return refusal.Code
	}
	return 0
}

func TestOnlyAClosedConversationRefusesChanges(t *testing.T) {
	t.Parallel()
	for state, want := range map[State]int{Initializing: 0, Active: 0, Inactive: 0, Closed: rulebook.CodeConversationClosed} {
		err := conversationIn(state).Writable()
		if got := codeOf(err); got != want || (want == 0) != (err == nil) {
			t.Errorf("%s: error %v with code %d, want code %d", state, err, got, want)
		}
		var refusal *rulebook.Refusal
		if errors.As(err, &refusal) && refusal.Message != closedSentence {
			t.Errorf("%s: the sentence is %q, want %q", state, refusal.Message, closedSentence)
		}
	}
}

func TestEveryMoveOfAConversation(t *testing.T) {
	t.Parallel()
	later := morning.Add(time.Hour)
	states := []State{Initializing, Active, Inactive, Closed}
	for _, from := range states {
		for _, to := range append(states, "", "Closed", "CLOSED", "open", "closed ") {
			before := conversationIn(from)
			after, err := before.Move(to, later)
			want := 0
			switch {
			case from == Closed:
				want = rulebook.CodeConversationClosed
			case to != Active && to != Inactive && to != Closed:
				want = rulebook.CodeConversationState
			}
			if want != 0 {
				if got := codeOf(err); got != want || after != before {
					t.Errorf("%s to %q: error %v with code %d, want code %d; left as %+v", from, to, err, got, want, after)
				}
				continue
			}
			moved := before
			moved.State, moved.Updated = to, later
			if diff := cmp.Diff(moved, after); err != nil || diff != "" {
				t.Errorf("%s to %q: error %v; differs (-want +got):\n%s", from, to, err, diff)
			}
		}
	}
}

func TestAMessageWakesAnInactiveConversation(t *testing.T) {
	t.Parallel()
	later := morning.Add(time.Hour)
	for from, want := range map[State]State{Initializing: Initializing, Active: Active, Inactive: Active} {
		if got := conversationIn(from).Wake(later); got.State != want || !got.Updated.Equal(later) {
			t.Errorf("a message to a conversation that is %s leaves it %s, updated at %s; want %s at %s", from, got.State, got.Updated, want, later)
		}
	}
}

func TestWhateverIsAskedAClosedConversationStaysClosed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, now, closed := conversationIn(Active), morning, false
		t.Repeat(map[string]func(*rapid.T){
			"a request": func(t *rapid.T) {
				now = now.Add(time.Second)
				to := State(rapid.SampledFrom([]string{"initializing", "active", "inactive", "closed", "paused", ""}).Draw(t, "state"))
				next, err := c.Move(to, now)
				if closed && err == nil {
					t.Fatalf("a closed conversation became %s", next.State)
				}
				if err != nil && next != c {
					t.Fatal("a refused move changed the conversation")
				}
				c, closed = next, closed || to == Closed && err == nil
			},
			"a message": func(t *rapid.T) {
				if c.Writable() == nil {
					c = c.Wake(now)
				}
			},
			"": func(t *rapid.T) {
				if closed != (c.State == Closed) {
					t.Fatalf("closed is %t, the state is %s", closed, c.State)
				}
			},
		})
	})
}
