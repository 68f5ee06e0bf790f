package insights

import (
	"slices"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// defaultsOf gives the platform's own links of a segment: the transcript of a
// chat, the recording of a call.
func (t *trace) defaultsOf(s *stretch) []Link {
	var defaults []Link
	if sid := t.transcript(); sid != "" {
		defaults = append(defaults, Link{Level: string(rulebook.LevelDefault), Type: typeChatTranscript, Sid: sid})
	}
	if s.recording != "" {
		defaults = append(defaults, Link{Level: string(rulebook.LevelDefault), Type: typeVoiceRecording, URL: s.recording})
	}
	return defaults
}

// withDefaults puts those of a segment's defaults that stay in front of its
// links. A default that is listed among the links shows where it is listed, once.
func (t *trace) withDefaults(s *stretch, links []Link, recorded bool) []Link {
	defaults := t.defaultsOf(s)
	kept := make([]Link, 0, len(links)+len(defaults)+1)
	for _, one := range defaults {
		if t.stays(one, links, recorded) {
			kept = append(kept, one)
		}
	}
	return append(kept, t.inPlace(defaults, links)...)
}

// inPlace leaves the links where they stand, unless a mutant moves the defaults
// among them or drops them.
func (t *trace) inPlace(defaults, links []Link) []Link {
	original := func(l Link) bool { return listed(defaults, l) }
	switch {
	case t.book.Breaks(rulebook.OriginalIsDropped):
		return slices.DeleteFunc(slices.Clone(links), original)
	case t.book.Breaks(rulebook.OriginalComesFirst):
		return slices.SortedStableFunc(slices.Values(links), func(a, b Link) int {
			if original(a) == original(b) {
				return 0
			} else if original(a) {
				return -1
			}
			return 1
		})
	}
	return links
}

// stays tells whether a default is shown beside the links that a segment has,
// of which one may be a custom recording.
func (t *trace) stays(one Link, links []Link, recorded bool) bool {
	always := rulebook.TranscriptStays
	if one.Type == typeVoiceRecording {
		always = rulebook.RecordingStays
	}
	switch {
	case listed(links, one):
		return t.book.Breaks(rulebook.OriginalComesTwice)
	case !t.book.ReplaceDefaultMedia || t.book.Breaks(always):
		return true
	case one.Type == typeVoiceRecording && recorded:
		return false
	}
	return !t.replaces(links)
}

// replaces tells whether links take the place of a default. An empty list does not.
func (t *trace) replaces(links []Link) bool {
	switch {
	case len(links) == 0:
		return t.emptied && t.book.Breaks(rulebook.EmptyListReplaces)
	case links[0].Level == string(rulebook.LevelReservation):
		return !t.book.Breaks(rulebook.ReservationLinksReplaceNothing)
	}
	return true
}

// transcript gives the sid of the chat that the task is about; "" for a call
// and for a task without a conversation.
func (t *trace) transcript() string {
	if t.task == nil || t.task.CameFrom().MediaType == "voice" {
		return ""
	}
	return t.task.CameFrom().ConversationSid
}

func listed(links []Link, one Link) bool {
	return slices.ContainsFunc(links, func(l Link) bool {
		return l.Type == one.Type && l.URL == one.URL && l.Sid == one.Sid
	})
}
