package grade

import (
	"slices"
	"strings"
	"time"
)

// besides is how close in the machine's time two clients' writes to one task
// have to be to count as concurrent.
const besides = 10 * time.Second

// judgeVersions looks for updates without If-Match on tasks that others write to
// as well: whoever writes last wins, and nobody hears of it.
func judgeVersions(j *judge) {
	spans := spansOf(j.Requests)
	for _, sid := range j.sids {
		requests := j.of[sid].requests
		for _, r := range requests {
			if !unversioned(r) {
				continue
			}
			if seen := j.lastSeen(requests, r); seen != nil {
				if lost := overwritten(seen, r); len(lost) > 0 {
					j.see(NoIfMatch, Error, strings.Join(lost, " "), r,
						"%s updated task %s without If-Match and wrote over %s, which had changed since it last read the task (request %d)",
						r.writer().name(), sid, quoted(lost), seen.Seq)
					continue
				}
			}
			if other := concurrent(requests, r, spans); other != nil {
				j.see(NoIfMatch, Warning, r.writer().name()+" "+other.writer().name(), r,
					"%s updated task %s without If-Match while %s wrote to it too (request %d)",
					r.writer().name(), sid, another(r, other), other.Seq)
			}
		}
	}
}

// unversioned tells whether a request wrote attributes whatever the version.
func unversioned(r *Request) bool {
	_, sent := r.Field("Attributes")
	return r.Operation == "UpdateTask" && sent && r.IfMatch == "" && r.Before != nil && r.changes()
}

// lastSeen gives the request by which a writer last learned what the task holds:
// on the same connection, or else by the same client on any. It is nil where
// there is none, and where the client has listed tasks since: what a list showed
// is not remembered.
func (j *judge) lastSeen(requests []*Request, r *Request) *Request {
	var own, clients *Request
	for _, other := range requests {
		if other.Agent != r.Agent || other.Seq >= r.Seq || other.Status >= 300 {
			continue
		}
		if clients == nil || other.Seq > clients.Seq {
			clients = other
		}
		if other.Connection == r.Connection && (own == nil || other.Seq > own.Seq) {
			own = other
		}
	}
	seen := own
	if seen == nil {
		seen = clients
	}
	if seen == nil || j.listedBetween(seen, r) {
		return nil
	}
	return seen
}

// listedBetween tells whether a client listed tasks between two of its requests.
func (j *judge) listedBetween(first, last *Request) bool {
	from, _ := slices.BinarySearchFunc(j.Requests, first.Seq, func(r Request, seq uint64) int {
		switch {
		case r.Seq < seq:
			return -1
		case r.Seq > seq:
			return 1
		}
		return 0
	})
	for i := from; i < len(j.Requests) && j.Requests[i].Seq < last.Seq; i++ {
		if r := &j.Requests[i]; r.Operation == "ListTask" && r.Agent == last.Agent {
			return true
		}
	}
	return false
}

// overwritten gives the keys that had changed since a writer saw the task, and
// that its update changed again.
func overwritten(seen, r *Request) []string {
	if seen.After.Attributes == r.Before.Attributes {
		return nil
	}
	old, after := setOf(seen.After.Attributes), setOf(r.After.Attributes)
	var lost []string
	for _, held := range membersOf(r.Before.Attributes) {
		if before, was := old[held.path]; was && before == held.value {
			continue
		}
		if now, is := after[held.path]; !is || now != held.value {
			lost = append(lost, held.path)
		}
	}
	return lost
}

// concurrent gives another writer's write to the task beside a request.
func concurrent(requests []*Request, r *Request, spans map[writer]span) *Request {
	for _, other := range requests {
		_, wrote := other.Field("Attributes")
		if !wrote || !other.changes() || other.Before == nil || other.writer() == r.writer() {
			continue
		}
		apart := other.Received.Sub(r.Received).Abs()
		if apart <= besides && (other.Agent != r.Agent || spans[other.writer()].overlaps(spans[r.writer()])) {
			return other
		}
	}
	return nil
}

// another names the other writer of two.
func another(r, other *Request) string {
	if other.Agent == r.Agent {
		return "another connection of the same client"
	}
	return other.writer().name()
}

// A span is the first and the last request of a writer.
type span struct{ first, last uint64 }

// overlaps tells whether two writers were there at the same time. One that makes
// a connection for each request never overlaps with itself.
func (s span) overlaps(other span) bool { return s.first < other.last && other.first < s.last }

func spansOf(requests []Request) map[writer]span {
	spans := map[writer]span{}
	for i := range requests {
		r := &requests[i]
		s, known := spans[r.writer()]
		if !known {
			s.first = r.Seq
		}
		s.last = r.Seq
		spans[r.writer()] = s
	}
	return spans
}
