package workload

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
)

const (
	interactions  = "https://flex-api.twilio.com/v1/Interactions"
	conversations = "https://conversations.twilio.com/v1/Conversations/"
)

// A channelClose begins a web chat with every hit, lets an agent take it, and
// closes its channel by one of the rows of the documented table. What the channel,
// the task and the conversation are then is asked for one by one.
type channelClose struct {
	shift
	rows     []closing
	payloads []payload
	held     []atomic.Int64 // by row: hits at which all was as the row says
}

func newChannelClose(s settings) attack.Workload {
	rows := s.ChannelClose.Rows
	return &channelClose{
		shift: shift{offers: s.ChannelClose.Offers}, rows: rows, payloads: s.Payloads,
		held: make([]atomic.Int64, len(rows)),
	}
}

func (w *channelClose) Name() string { return "channel-close" }

// Subject is the hit's own chat.
func (w *channelClose) Subject(n int) int { return n }

func (w *channelClose) Prepare(_ context.Context, at attack.Site, progress func(done, all int)) error {
	return w.prepare(w.Name(), at, progress)
}

// row is the row that a hit plays; the seed mixes them.
func (w *channelClose) row(n int) int { return chance(^w.Seed, n).IntN(len(w.rows)) }

func (w *channelClose) Hit(ctx context.Context, f *attack.Flight) {
	c := chat{journey: w.begin(f, f.N)}
	row := w.row(f.N)
	if !w.comesIn(ctx, &c) || !c.accept(ctx) || !c.close(ctx, w.rows[row]) || !c.stands(ctx, w.rows[row]) {
		return
	}
	if c.clear(ctx, w.rows[row]) {
		w.held[row].Add(1)
	}
}

// comesIn begins the chat, which makes its task.
func (w *channelClose) comesIn(ctx context.Context, c *chat) bool {
	marker := c.mark()
	form, err := w.form(c.flight.N, marker)
	if err != nil {
		c.flight.Wrong("interaction: " + err.Error())
		return false
	}
	a := c.flight.Do(ctx, "interaction", attack.Request{Method: http.MethodPost, URL: interactions, Form: form})
	got := gjson.GetManyBytes(a.Body, "sid", "channel.sid", "routing.properties.sid", "routing.properties.attributes", "routing.properties.assignment_status")
	wrote := history.Write{
		Subject: int32(c.subject), Kind: history.Create, Verdict: a.Verdict(),
		Version: history.NoVersion, Marker: marker, Sent: a.Sent, Done: a.Done,
	}
	if a.OK() {
		wrote.State = stateOf(got[4].Str)
	}
	c.flight.Wrote(wrote)
	if !a.OK() {
		return false
	}
	attributes := gjson.GetMany(got[3].Str, "conversationSid", markerKey)
	c.conversation = attributes[0].Str
	c.channel = interactions + "/" + got[0].Str + "/Channels/" + got[1].Str
	switch {
	case a.Status != http.StatusCreated && a.Status != http.StatusOK: // pages of different years
		c.flight.Wrong("interaction: another status than the page's")
	case !begins(got[0].Str, "KD") || !begins(got[1].Str, "UO") || !begins(got[2].Str, "WT") || !begins(c.conversation, "CH"):
		c.flight.Wrong("interaction: no channel, no task or no conversation")
	case attributes[1].Uint() != marker:
		c.flight.Wrong("interaction: a task without the attributes that were sent")
	default:
		c.named(got[2].Str)
		return true
	}
	return false
}

func begins(sid, prefix string) bool { return len(sid) == 34 && strings.HasPrefix(sid, prefix) }

// form asks for a web chat of a customer of its own, as Flex's own pages write it.
func (w *channelClose) form(n int, marker uint64) ([]byte, error) {
	channel, err := json.Marshal(map[string]any{
		"type": "web", "initiated_by": "api",
		"participants": []any{map[string]any{"identity": fmt.Sprintf("customer-%d", n)}},
	})
	if err != nil {
		return nil, err
	}
	routing, err := json.Marshal(map[string]any{"properties": map[string]any{
		"workspace_sid": w.centre.WorkspaceSid, "workflow_sid": w.centre.WorkflowSid,
		"task_channel_unique_name": "chat",
		"attributes":               json.RawMessage(pick(w.payloads, w.Seed, n, marker)),
	}})
	if err != nil {
		return nil, err
	}
	return []byte(url.Values{"Channel": {string(channel)}, "Routing": {string(routing)}}.Encode()), nil
}

// ReadBack reads the chats' tasks: Flex has put keys of its own into their
// attributes, of which only the marker is the load's.
func (w *channelClose) ReadBack(ctx context.Context, subjects []int, progress func(done, all int)) ([]history.Final, error) {
	return w.readBack(ctx, w, func(*history.Final, string) {}, subjects, progress)
}

func (w *channelClose) Counts() []attack.Count {
	counts := make([]attack.Count, 0, len(w.rows)+1)
	for i, row := range w.rows {
		counts = append(counts, attack.Count{
			Name: row.Name, Value: w.held[i].Load(),
			What: fmt.Sprintf("channels that were asked to be %s%s, with all as documented: answer %d, channel %s, task %s, conversation %s",
				row.Status, withRouting(row), row.Answer, row.Channel, row.Task, strings.Join(row.Conversation, " or ")),
		})
	}
	return append(counts, w.noOffers())
}

func withRouting(row closing) string {
	if row.Routing == "" {
		return ""
	}
	return " with routing " + row.Routing
}
