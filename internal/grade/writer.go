package grade

import (
	"strconv"
	"strings"
)

// A writer is who sent a request: one client on one connection. A client that
// makes a connection for each request, as a script of curls does, is taken for
// another writer each time, which is what it may as well be.
type writer struct{ agent, connection string }

func (r *Request) writer() writer { return writer{r.Agent, r.Connection} }

// name is the client in a sentence: the first word of its User-Agent. Ports
// differ from run to run and are left out.
func (w writer) name() string {
	const longest = 60
	first, _, _ := strings.Cut(w.agent, " ")
	switch {
	case first == "":
		return "a client without User-Agent"
	case len(first) > longest:
		return strings.ToValidUTF8(first[:longest], "") + "…"
	}
	return first
}

// quoted lists names for a sentence, at most eight of them.
func quoted(names []string) string {
	const most = 8
	var text strings.Builder
	for i, name := range names[:min(most, len(names))] {
		switch {
		case i > 0 && i == len(names)-1:
			text.WriteString(" and ")
		case i > 0:
			text.WriteString(", ")
		}
		text.WriteString(strconv.Quote(name))
	}
	if more := len(names) - most; more > 0 {
		text.WriteString(" and " + strconv.Itoa(more) + " more")
	}
	return text.String()
}
