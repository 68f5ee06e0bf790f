package wire

import (
	"net/http"
	"slices"
	"strings"
)

// An operation is one verb on one path. The table of operations is the whole of
// what the stand-in models; names, paths and parameters are those of Twilio's
// OpenAPI documents.
type operation struct {
	name    string // Twilio's operation id
	product product
	method  string
	path    string // as Twilio's documents write it

	body   []string // form parameters that are read
	query  []string // query parameters that are read, paging aside
	unread []string // documented parameters that are taken, perhaps shown, and have no effect here
	paged  bool
	json   bool // the body is JSON instead of a form

	place int // in the table, from 1

	do func(*call) (answer, error)
	// lost answers as do does and changes nothing, for a fault that loses writes;
	// nil where such a fault is refused.
	lost func(*call) (answer, error)
}

// operations is the table, in the order of the products' documentation.
func operations() []operation {
	table := slices.Concat(
		workspaceOperations(), activityOperations(), taskChannelOperations(), taskQueueOperations(),
		workflowOperations(), workerOperations(), workerChannelOperations(), workerReservationOperations(),
		taskOperations(), taskReservationOperations(), eventOperations(),
		interactionOperations(), interactionChannelOperations(), inviteOperations(), participantOperations(),
		configurationOperations(),
		flexFlowOperations(), flexChannelOperations(),
		conversationOperations(), conversationParticipantOperations(), messageOperations(),
		accountOperations(), recordingOperations(), keyOperations(),
		chatChannelOperations(), chatMessageOperations(), chatWebhookOperations(), chatUserOperations(),
		studioFlowOperations(),
	)
	for i := range table {
		table[i].place = i + 1
	}
	return table
}

// pattern is the path as a pattern of net/http's ServeMux. A wildcard there is a
// whole segment, so that a format after it is the operation's to look at.
func (o *operation) pattern() string { return strings.ReplaceAll(o.path, "}"+jsonFormat, "}") }

// filters tells whether a query parameter narrows the list, as against paging it.
func (o *operation) filters(name string) bool {
	return slices.Contains(o.query, name) || (o.paged && slices.Contains(o.unread, name))
}

// A prepared operation knows its names by place: a parameter that is not read
// is known where the others are.
type prepared struct {
	*operation
	host            string // the product's
	inQuery, inBody []string
}

func prepare(op *operation) *prepared {
	p := &prepared{operation: op, host: hostOf(op.product), inQuery: op.query}
	if op.method == http.MethodPost {
		p.inBody = slices.Concat(op.body, op.unread)
	} else {
		p.inQuery = slices.Concat(op.query, op.unread)
	}
	if op.paged {
		p.inQuery = append(p.inQuery, pagingFields...)
	}
	return p
}
