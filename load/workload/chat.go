package workload

import (
	"context"
	"net/http"
	"slices"

	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
)

// A chat is one hit's channel.
type chat struct {
	*journey
	channel      string // its address
	conversation string // CH…
}

// close asks for a row of the table, and judges the answer.
func (c *chat) close(ctx context.Context, row closing) bool {
	a := c.flight.Do(ctx, "close", attack.Request{Method: http.MethodPost, URL: c.channel, Form: row.form()})
	if row.Answer < 300 {
		c.flight.Wrote(history.Write{
			Subject: int32(c.subject), Kind: history.Move, Verdict: a.Verdict(), State: stateOf(row.Task),
			Version: history.NoVersion, Marker: c.mark(), Sent: a.Sent, Done: a.Done,
		})
	}
	switch {
	case a.Err != nil || a.Status >= 500 || a.Status == http.StatusTooManyRequests:
		return false // it fails as itself
	case a.Status != row.Answer:
		c.flight.Wrong("close by " + row.Name + ": answered not as documented")
	case a.OK() && gjson.GetBytes(a.Body, "status").Str != row.Channel:
		c.flight.Wrong("close by " + row.Name + ": another channel status")
	default:
		return true
	}
	return false
}

// stands asks how the channel, the task and the conversation stand after a row.
func (c *chat) stands(ctx context.Context, row closing) bool {
	return c.is(ctx, row, "channel", c.channel, "status", row.Channel) &&
		c.is(ctx, row, "task", c.taskURL(c.sid), "assignment_status", row.Task) &&
		c.is(ctx, row, "conversation", conversations+c.conversation, "state", row.Conversation...)
}

func (c *chat) is(ctx context.Context, row closing, what, address, field string, want ...string) bool {
	a := c.flight.Do(ctx, what, attack.Request{Method: http.MethodGet, URL: address})
	if !a.OK() {
		return false
	}
	if !slices.Contains(want, gjson.GetBytes(a.Body, field).Str) {
		c.flight.Wrong(what + " after " + row.Name + ": not as documented")
		return false
	}
	if what == "task" {
		shown := taskIn(a)
		c.version = a.Version
		if shown.status == "completed" {
			c.roll.change(c.subject, func(e *entry) { e.ended = shown.updated })
		}
	}
	return true
}

// clear gives the agent room again: a task that is wrapped up is completed, and a
// channel that is still open is closed.
func (c *chat) clear(ctx context.Context, row closing) bool {
	switch row.Task {
	case "wrapping":
		return c.move(ctx, "complete", "completed")
	case "assigned":
		return c.close(ctx, tidy) && c.is(ctx, tidy, "task", c.taskURL(c.sid), "assignment_status", tidy.Task)
	}
	return true
}
