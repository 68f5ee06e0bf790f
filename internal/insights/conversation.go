package insights

import (
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// keyConversationID is the key by which tasks name their conversation.
const keyConversationID = "conversation_id"

// A Conversation is the handling of one customer: all segments of the tasks
// that name it.
type Conversation struct {
	ID         string   `json:"id"`
	CustomerID string   `json:"customer_id"` // generated; the same for every conversation of the customer
	Tasks      []string `json:"tasks"`       // sids, in the order in which the tasks appeared
	Segments   int      `json:"segments"`
}

// A conversation is one in the making.
type conversation struct {
	book  *rulebook.Book
	id    string
	tasks []*trace // those that have a segment
	until uint64   // the event after which an external id comes too late
}

// conversationsOf puts the tasks together that are of one conversation. Every
// segment goes by its task's latest reading, so that no task is torn apart.
func conversationsOf(book *rulebook.Book, traces []*trace) []*conversation {
	g := grouping{book: book, byID: map[string]*conversation{}, byTask: map[string]*conversation{}}
	if book.Breaks(rulebook.OnlyTaskSidsLink) {
		g.sids = map[string]bool{}
		for _, t := range traces {
			g.sids[t.sid] = true
		}
	}
	for _, t := range traces {
		if len(t.stretches) > 0 {
			g.add(t)
		}
	}
	return g.all
}

// A grouping sorts tasks into conversations.
type grouping struct {
	book   *rulebook.Book
	byID   map[string]*conversation
	all    []*conversation
	byTask map[string]*conversation
	sids   map[string]bool // the only ids that link, where not all do
}

func (g *grouping) add(t *trace) {
	id := g.idOf(t)
	c := g.byID[id]
	if c == nil || id == "" || len(c.tasks) == 2 && g.book.Breaks(rulebook.ConversationsOfTwoTasks) {
		c = &conversation{book: g.book, id: id}
		g.byID[id] = c
		g.all = append(g.all, c)
	}
	c.tasks = append(c.tasks, t)
	g.byTask[t.sid] = c
}

// idOf gives the id of the conversation that a task belongs to: the one that it
// names, else its own sid, by which later tasks can name the conversation. Any
// text is an id, and ids are compared to the letter.
func (g *grouping) idOf(t *trace) string {
	id, _ := t.known.data[keyConversations][keyConversationID].(string)
	if g.sids != nil && !g.sids[id] {
		id = ""
	}
	if id == "" && g.book.TaskStandsForConversation {
		id = t.sid
	}
	if other := g.byTask[id]; other != nil && g.book.Breaks(rulebook.ConversationIDsAreFollowed) {
		id = other.id
	}
	if g.book.Breaks(rulebook.ConversationIDsIgnoreCase) {
		id = strings.ToLower(id)
	}
	return id
}

// render names the conversation and its customer on each of its segments.
func (c *conversation) render() Conversation {
	shown := Conversation{ID: c.id, CustomerID: c.customerID()}
	for _, t := range c.tasks {
		shown.Tasks = append(shown.Tasks, t.sid)
		shown.Segments += len(t.stretches)
		for _, s := range t.stretches {
			s.ConversationID, s.CustomerID = shown.ID, shown.CustomerID
		}
	}
	return shown
}
