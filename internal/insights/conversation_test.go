package insights_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/insights"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// sid is the sid of a history's nth task.
func sid(n int) string { return fmt.Sprintf("WT%032d", n) }

// of writes attributes that name a conversation.
func of(id string) string { return `{"conversations":{"conversation_id":` + id + `}}` }

// members gives the tasks of each conversation, by number.
func members(t *testing.T, p insights.Projection) [][]int {
	t.Helper()
	var all [][]int
	for _, c := range p.Conversations {
		var numbers []int
		for _, task := range c.Tasks {
			n, err := strconv.Atoi(task[2:])
			if err != nil {
				t.Fatal(err)
			}
			numbers = append(numbers, n)
		}
		all = append(all, numbers)
	}
	return all
}

func TestTasksThatNameOneConversationAreOne(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		when  string
		tasks []string
		want  [][]int
	}{
		{"nothing has happened", nil, nil},
		{"one task names none", []string{`{}`}, [][]int{{1}}},
		{"later ones name the first", []string{`{}`, of(`"` + sid(1) + `"`), of(`"` + sid(1) + `"`)}, [][]int{{1, 2, 3}}},
		{"the first names itself", []string{of(`"` + sid(1) + `"`), of(`"` + sid(1) + `"`)}, [][]int{{1, 2}}},
		{"an earlier one names a later one", []string{of(`"` + sid(2) + `"`), `{}`}, [][]int{{1, 2}}},
		{"the id is no task's sid", []string{of(`"a"`), of(`"b"`), of(`"a"`)}, [][]int{{1, 3}, {2}}},
		{"ids differ in case", []string{of(`"a"`), of(`"A"`)}, [][]int{{1}, {2}}},
		{"ids are empty, null or no text", []string{of(`""`), of(`""`), of(`null`), of(`7`), of(`7`)}, [][]int{{1}, {2}, {3}, {4}, {5}}},
		{"the one that is named names another", []string{of(`"a"`), of(`"` + sid(1) + `"`), of(`"a"`)}, [][]int{{1, 3}, {2}}},
		{"the object is none", []string{`{"conversations":7}`, `{"conversations":7}`}, [][]int{{1}, {2}}},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			for _, attributes := range row.tasks {
				h.call(attributes).offer("Ada").accept().complete("")
			}
			if diff := cmp.Diff(row.want, members(t, h.project())); diff != "" {
				t.Errorf("when %s (-want +got):\n%s", row.when, diff)
			}
		})
	}
}

func TestATaskBelongsToTheConversationThatWasReadLast(t *testing.T) {
	t.Parallel()
	h := newHistory()
	h.call(of(`"a"`)).offer("Ada").accept().complete("")
	ada := h.call(`{}`).offer("Ada").accept()
	ada.update(of(`"a"`))
	if diff := cmp.Diff([][]int{{1}, {2}}, members(t, h.project())); diff != "" {
		t.Errorf("named, and not read (-want +got):\n%s", diff)
	}
	ada.leave()
	if diff := cmp.Diff([][]int{{1, 2}}, members(t, h.project())); diff != "" {
		t.Errorf("named and read (-want +got):\n%s", diff)
	}
	grace := ada.offer("Grace").accept()
	grace.update(of(`"b"`))
	grace.complete("")
	grace.update(of(`"a"`))
	if diff := cmp.Diff([][]int{{1}, {2}}, members(t, h.project())); diff != "" {
		t.Errorf("named anew before the end, and back after it (-want +got):\n%s", diff)
	}
}

func TestATaskOfWhichNoSegmentIsSeenIsOfNoConversation(t *testing.T) {
	t.Parallel()
	h := newHistory()
	chatByAda(h, of(`"a"`)).complete("")
	h.events = h.events[len(h.events)-1:]
	p := h.project()
	if len(p.Conversations) != 0 || p.Conversations == nil {
		t.Errorf("conversations are %v, want an empty list", p.Conversations)
	}
}

func TestWhereNoTaskStandsForAConversationOneWithoutAnIDIsOfNone(t *testing.T) {
	t.Parallel()
	h := newHistory()
	h.call(`{}`)
	h.call(`{}`)
	for _, c := range h.project(func(b *rulebook.Book) { b.TaskStandsForConversation = false }).Conversations {
		if c.ID != "" || c.CustomerID != "" || len(c.Tasks) != 1 {
			t.Errorf("got the conversation %+v, want one task without id and customer", c)
		}
	}
}

func TestEverySegmentIsOfOneConversationAndOneCustomer(t *testing.T) {
	t.Parallel()
	ids := []string{`null`, `"a"`, `"b"`, `""`, `"` + sid(1) + `"`, `"` + sid(2) + `"`}
	rapid.Check(t, func(rt *rapid.T) {
		h := newHistory()
		wanted := map[string]string{} // by task
		for n := range rapid.IntRange(1, 6).Draw(rt, "tasks") {
			id := rapid.SampledFrom(ids).Draw(rt, "id")
			wanted[sid(n+1)] = sid(n + 1)
			if text, err := strconv.Unquote(id); err == nil && text != "" {
				wanted[sid(n+1)] = text
			}
			h.call(of(id)).offer("Ada").accept().complete("")
		}
		p := h.project()
		counted, customers := map[string]int{}, map[string]string{}
		for _, s := range p.Segments {
			if s.ConversationID != wanted[s.TaskSid] {
				rt.Errorf("a segment of task %s is of %q, want %q", s.TaskSid, s.ConversationID, wanted[s.TaskSid])
			}
			if known := customers[s.ConversationID]; s.CustomerID == "" || known != "" && known != s.CustomerID {
				rt.Errorf("conversation %q has the customers %q and %q", s.ConversationID, known, s.CustomerID)
			}
			customers[s.ConversationID] = s.CustomerID
			counted[s.ConversationID]++
		}
		for _, c := range p.Conversations {
			if c.Segments != counted[c.ID] || c.CustomerID != customers[c.ID] {
				rt.Errorf("conversation %+v has %d segments of customer %s", c, counted[c.ID], customers[c.ID])
			}
		}
		if len(p.Conversations) != len(counted) {
			rt.Errorf("%d conversations, and segments of %d", len(p.Conversations), len(counted))
		}
	})
}
