package insights

import (
	"maps"
	"slices"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// Where media stands in a task's attributes.
const (
	keyConversations = "conversations"
	keyCustomers     = "customers"
	keyReservations  = "reservation_attributes"
	keyMedia         = "media"
	keySegmentLink   = "segment_link"

	pathSegmentLink = keyConversations + "." + keySegmentLink
)

// custom is the media that a task's attributes hold, without what is malformed.
type custom struct {
	task         []Link
	reservations map[string][]Link // by reservation sid
	recording    string            // conversations.segment_link
}

// A mediaReader reads media out of one task's attributes and notes what is
// wrong with it.
type mediaReader struct {
	findings
	book    *rulebook.Book
	emptied bool // a list was there in which no link can be shown
}

// read takes all media out of a task's decoded attributes. The offers are the
// task's reservations, by sid.
func (r *mediaReader) read(attributes map[string]any, offers map[string]*stretch) custom {
	var found custom
	conversations := r.object(attributes[keyConversations], keyConversations)
	found.task = r.links(conversations[keyMedia], keyConversations+"."+keyMedia, rulebook.LevelTask)
	found.recording = r.segmentLink(conversations[keySegmentLink])

	reservations := r.object(attributes[keyReservations], keyReservations)
	found.reservations = make(map[string][]Link, len(reservations))
	for _, sid := range slices.Sorted(maps.Keys(reservations)) {
		path := member(keyReservations, sid)
		if offers[sid] == nil && !r.book.Breaks(rulebook.StrangersAreNotReported) {
			r.add(SeverityNote, "CM-06", path,
				"no reservation of the task has the sid %q, so this has no effect; use the sid of the reservation that was accepted", sid)
		}
		one := r.object(reservations[sid], path)
		found.reservations[sid] = r.links(one[keyMedia], path+"."+keyMedia, rulebook.LevelReservation)
	}
	return found
}

// object gives an object's members; none, and a finding, where the value is
// anything else. What was left out is not wrong.
func (r *mediaReader) object(value any, path string) map[string]any {
	members, ok := value.(map[string]any)
	if !ok && value != nil {
		r.error("CM-20", path, "%s is %s; write an object, or nothing in it counts", path, jsonKind(value))
	}
	return members
}

// links reads a list of links in order.
func (r *mediaReader) links(value any, path string, level rulebook.MediaLevel) []Link {
	values, ok := value.([]any)
	if single, isLink := value.(map[string]any); isLink && r.book.Breaks(rulebook.SingleLinkIsAList) {
		values, ok = []any{single}, true
	}
	if !ok {
		if value != nil {
			r.error("CM-20", path, "media is %s; write a list of media links", jsonKind(value))
		}
		return nil
	}
	links := make([]Link, 0, len(values))
	for i, one := range values {
		if link, ok := r.link(one, element(path, i), level); ok {
			links = append(links, link)
		}
	}
	r.emptied = r.emptied || len(links) == 0
	if len(links) < len(values) && r.book.Breaks(rulebook.OneFaultSpoilsTheList) {
		return nil
	}
	return links
}

// segmentLink reads the address of a custom recording; "" where there is none.
func (r *mediaReader) segmentLink(value any) string {
	if value == nil || value == "" {
		return ""
	}
	address, ok := value.(string)
	if !ok {
		r.error("TD-10", pathSegmentLink, "segment_link is %s; write the recording's address as text", jsonKind(value))
		return ""
	}
	if !absolute(r.book, address) {
		r.error("TD-10", pathSegmentLink,
			"segment_link %q is no absolute http or https address; write it in full, with https:// in front", address)
		return ""
	}
	return address
}

// linksOf puts together what a segment refers to: its defaults or what stands
// in for them, then a custom recording.
func (t *trace) linksOf(s *stretch, found custom) []Link {
	links := t.customLinksOf(s, found)
	recorded := s.Kind == KindConversation && found.recording != ""
	if t.book.Breaks(rulebook.SegmentLinkReachesQueues) {
		recorded = found.recording != ""
	}
	links = t.withDefaults(s, links, recorded)
	if !recorded || slices.ContainsFunc(links, func(l Link) bool {
		return l.Type == typeVoiceRecording && l.URL == found.recording
	}) {
		return links
	}
	own := Link{Level: string(rulebook.LevelTask), Type: typeVoiceRecording, URL: found.recording, Path: pathSegmentLink}
	if t.book.Breaks(rulebook.SegmentLinkComesFirst) {
		return append([]Link{own}, links...)
	}
	return append(links, own)
}

// customLinksOf gives the links that were attached for a segment: its
// reservation's own, or else the task's.
func (t *trace) customLinksOf(s *stretch, found custom) []Link {
	links := found.task
	if !slices.Contains(t.book.TaskMediaSegments, reach(s)) {
		links = nil
	}
	own, replaces := t.ownLinksOf(s, found)
	switch {
	case replaces && t.book.ReservationMediaReplaces:
		return own
	case replaces:
		return slices.Concat(own, links)
	case t.book.Breaks(rulebook.OneReservationReplacesAll) && len(found.reservations) > 0:
		return nil
	}
	return links
}

// ownLinksOf gives the links of a segment's reservation, and whether they count:
// an empty list does not.
func (t *trace) ownLinksOf(s *stretch, found custom) (own []Link, count bool) {
	own, listed := found.reservations[s.ReservationSid]
	for sid, links := range found.reservations {
		if t.book.Breaks(rulebook.ReservationLinksReachAll) || t.offers[sid] == nil && t.book.Breaks(rulebook.StrangersLinksReachAll) {
			own = links
		}
	}
	if t.book.Breaks(rulebook.ReservationLinksAreIgnored) ||
		t.book.Breaks(rulebook.LateReservationLinksAreIgnored) && t.ended && t.media != t.final.attributes {
		return nil, false
	}
	return own, len(own) > 0 || listed && t.book.Breaks(rulebook.EmptyReservationListReplaces)
}

// isPlatforms tells whether an address is that of the platform's own recording of
// the task. The platform itself writes it where a custom recording belongs, while
// call recording is on; it is no custom one for that.
func (t *trace) isPlatforms(address string) bool {
	if address == "" || t.book.Breaks(rulebook.PlatformRecordingsAreCustom) {
		return false
	}
	for _, s := range t.offers {
		if s.recording == address {
			return true
		}
	}
	return false
}

// reach names a segment as the book's list of those that media reaches does:
// by its kind and how it ended.
func reach(s *stretch) string {
	outcome := s.Outcome
	if outcome == "" {
		outcome = "open"
	}
	return strings.ToLower(s.Kind) + " " + outcome
}
