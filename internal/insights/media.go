package insights

import (
	"maps"
	"slices"

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
	book *rulebook.Book
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
		if offers[sid] == nil {
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
	if !absolute(address) {
		r.error("TD-10", pathSegmentLink,
			"segment_link %q is no absolute http or https address; write it in full, with https:// in front", address)
		return ""
	}
	return address
}

// linksOf puts together what a segment refers to: its defaults or what stands
// in for them, then a custom recording.
func (t *trace) linksOf(s *stretch, found custom) []Link {
	links := found.task
	if own := found.reservations[s.ReservationSid]; len(own) > 0 {
		if t.book.ReservationMediaReplaces {
			links = own
		} else {
			links = slices.Concat(own, links)
		}
	}
	recorded := s.Kind == KindConversation && found.recording != ""
	links = append(t.defaultsOf(s, links, recorded), links...)
	if recorded && !slices.ContainsFunc(links, func(l Link) bool {
		return l.Type == typeVoiceRecording && l.URL == found.recording
	}) {
		links = append(links, Link{
			Level: string(rulebook.LevelTask), Type: typeVoiceRecording, URL: found.recording, Path: pathSegmentLink,
		})
	}
	return links
}

// defaultsOf gives the platform's own links that stay beside the custom ones. A
// default that is listed among those shows where it is listed, once. The list
// is the caller's to append to.
func (t *trace) defaultsOf(s *stretch, links []Link, recorded bool) []Link {
	kept := make([]Link, 0, len(links)+2)
	replace := t.book.ReplaceDefaultMedia
	if replace && len(links) > 0 {
		return kept
	}
	if sid := t.transcript(); sid != "" && !listed(links, typeChatTranscript, "", sid) {
		kept = append(kept, Link{Level: string(rulebook.LevelDefault), Type: typeChatTranscript, Sid: sid})
	}
	if s.recording != "" && !(replace && recorded) && !listed(links, typeVoiceRecording, s.recording, "") {
		kept = append(kept, Link{Level: string(rulebook.LevelDefault), Type: typeVoiceRecording, URL: s.recording})
	}
	return kept
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

// transcript gives the sid of the chat that the task is about; "" for a call
// and for a task without a conversation.
func (t *trace) transcript() string {
	if t.task == nil || t.task.Origin.MediaType == "voice" {
		return ""
	}
	return t.task.Origin.ConversationSid
}

func listed(links []Link, kind, address, sid string) bool {
	return slices.ContainsFunc(links, func(l Link) bool {
		return l.Type == kind && l.URL == address && l.Sid == sid
	})
}
