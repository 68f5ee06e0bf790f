package insights

import (
	"sort"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A view is a task's attributes from one event on, read by nobody as yet.
type view struct {
	seq        uint64
	attributes taskrouter.Attributes
}

// known is what attributes hold: decoded, and as Insights loads them.
type known struct {
	root map[string]any
	data customData
}

// view remembers the attributes that an event shows, where they are new.
func (t *trace) view(e *taskrouter.Event) {
	if n := len(t.views); n == 0 || t.views[n-1].attributes != e.Task.Attributes {
		t.views = append(t.views, view{seq: e.Seq, attributes: e.Task.Attributes})
	}
}

// knownAt gives what the task's attributes held right after an event. They hold
// nothing before the task was there. What is wrong with them is no finding: it
// counts where it is read.
func (t *trace) knownAt(seq uint64) known {
	later := sort.Search(len(t.views), func(i int) bool { return t.views[i].seq > seq })
	if later == 0 {
		return known{}
	}
	attributes := t.views[later-1].attributes
	if attributes == t.latest().attributes {
		return t.known
	}
	root := attributes.Decode()
	loader := dataReader{findings: &findings{}, book: t.book, done: map[taskrouter.Attributes]customData{}}
	return known{root: root, data: loader.read(attributes, root)}
}
