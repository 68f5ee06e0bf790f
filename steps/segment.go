package steps

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/internal/target"
)

// segmentWords tell into which conversations and segments Insights puts the
// example's tasks.
var segmentWords = words{
	{`^all tasks form (one|two|three) conversations?$`, (*scenario).formConversations},
	{`^the conversation's segments are:$`, (*scenario).segmentsAre},
}

// formConversations counts the conversations, and finds each task in one.
func (s *scenario) formConversations(wanted string) error {
	shown, err := s.account.Insights(s.ctx)
	if err != nil {
		return fmt.Errorf("read Insights: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(s.tasks)) {
		if _, err := s.conversationOf(shown, s.tasks[name]); err != nil {
			return err
		}
	}
	if len(shown.Conversations) != counts[wanted] {
		return s.mismatch("the tasks form", fmt.Sprintf("%d conversations", len(shown.Conversations)), wanted)
	}
	return nil
}

// conversationOf finds the one conversation that a task is in.
func (s *scenario) conversationOf(shown target.Projection, t *task) (target.Conversation, error) {
	var found []target.Conversation
	for _, conversation := range shown.Conversations {
		if slices.Contains(conversation.Tasks, t.Sid) {
			found = append(found, conversation)
		}
	}
	if len(found) != 1 {
		return target.Conversation{}, s.mismatch("task %q is in", fmt.Sprintf("%d conversations", len(found)), "one", t.Name)
	}
	return found[0], nil
}

// segmentColumns are what features tell segments of a conversation apart by.
var segmentColumns = []string{"kind", "agent", "queue", "channel", "outcome", "campaign"}

// segmentsAre compares all segments of the current task's conversation, in
// order, in the columns that the table has.
func (s *scenario) segmentsAre(table *godog.Table) error {
	lines, err := rows(table, segmentColumns...)
	if err != nil {
		return err
	}
	var wanted []string
	for _, line := range lines {
		line["agent"], line["queue"] = s.friendly(line["agent"]), s.friendly(line["queue"])
		wanted = append(wanted, inColumns(table, line))
	}
	current, err := s.named("")
	if err != nil {
		return err
	}
	shown, err := s.account.Insights(s.ctx)
	if err != nil {
		return fmt.Errorf("read Insights: %w", err)
	}
	conversation, err := s.conversationOf(shown, current)
	if err != nil {
		return err
	}
	var found []string
	for _, segment := range shown.Segments {
		if segment.ConversationID == conversation.ID {
			found = append(found, inColumns(table, cells(segment)))
		}
	}
	if !slices.Equal(found, wanted) {
		return s.mismatch("the conversation's segments are", listed(found), listed(wanted))
	}
	if conversation.Segments != len(found) {
		return s.mismatch("the conversation counts", fmt.Sprintf("%d segments", conversation.Segments), fmt.Sprintf("%d", len(found)))
	}
	return nil
}

// friendly is the name that an agent or queue of the centre has on the account.
func (s *scenario) friendly(name string) string {
	if name == "" {
		return ""
	}
	return s.centre.FriendlyName(name)
}

// cells is a segment as a line of a feature's table.
func cells(segment target.Segment) row {
	campaign, _ := segment.Conversations["campaign"].(string)
	return row{
		"kind": segment.Kind, "agent": segment.Agent, "queue": segment.Queue, "channel": segment.Channel,
		"outcome": cmp.Or(segment.Outcome, "goes on"), "campaign": campaign,
	}
}

// inColumns writes a line's cells in the order of the table's headings.
func inColumns(table *godog.Table, line row) string {
	var written []string
	for _, heading := range table.Rows[0].Cells {
		written = append(written, cmp.Or(line[heading.Value], "-"))
	}
	return strings.Join(written, " ")
}
