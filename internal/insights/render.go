package insights

import (
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// render fills in the task's segments once its history is known, and gives what
// is wrong with its attributes.
func (t *trace) render() []Finding {
	reader := mediaReader{book: t.book, findings: findings{task: t.sid}}
	decode := decoder{}
	found := reader.read(decode.of(t.media), t.offers)
	if t.isPlatforms(found.recording) {
		found.recording = "" // a default, which its segment refers to already
	}
	t.emptied = reader.emptied
	loader := dataReader{findings: &reader.findings, book: t.book, done: map[taskrouter.Attributes]customData{}}
	for _, s := range t.stretches {
		s.Reason = t.last(s).Reason
		shown := t.readingOf(t.last(s))
		s.ExtractedBy, s.ExtractedAt = string(shown.by), shown.at
		data := loader.read(shown.attributes, decode.of(shown.attributes))
		if len(t.book.DataAfterFinal) > 0 {
			data.take(t.book.DataAfterFinal, loader.read(t.media, decode.of(t.media)))
		}
		s.Conversations, s.Customers = data[keyConversations], data[keyCustomers]
		s.TeamID = t.teamOf(s)
		s.SegmentLink = found.recording
		s.Media = t.linksOf(s, found)
		s.Screen = screenOf(t.book, s.Media)
		reader.warn(s.Media)
	}
	latest := t.latest().attributes
	t.known = known{root: decode.of(latest), data: loader.read(latest, decode.of(latest))}
	return reader.list
}

// readingOf gives the attributes that stand for a segment, and by what they
// were read.
func (t *trace) readingOf(s *stretch) reading {
	switch {
	case s.settled && s.ownEnd:
		return reading{attributes: t.final.attributes, by: s.read.by, at: s.read.at}
	case s.settled:
		return t.final
	case s.Kind == KindQueue:
		return t.read
	}
	return s.read
}

// latest gives what was read of the task last: what it ended with, if it has.
func (t *trace) latest() reading {
	if t.settled {
		return t.final
	}
	return t.read
}

// teamOf gives the unique id of the team that a segment counts for. The queue
// is the one that the segment began in.
func (t *trace) teamOf(s *stretch) string {
	id, given := s.Conversations[keyTeamID].(string)
	if given && t.book.Breaks(rulebook.EmptyIDsCount) {
		return id
	}
	if id == "" && t.book.QueueStandsForTeam {
		return s.queueSid
	}
	return id
}

// warn reports links that nobody can reach on a segment where they stand.
func (r *mediaReader) warn(media []Link) {
	if rawHides(r.book, media) && len(media) > 1 {
		r.warnOnce("CM-16", media[0].Path,
			"a Raw link comes first, so the Conversation Screen stays shut and the links behind it cannot be reached; put another link in front")
	}
	recordings := 0
	for _, link := range media {
		if link.Type != typeVoiceRecording {
			continue
		}
		if recordings++; recordings > r.book.PlayerRecordings && link.Path != "" && !r.book.Breaks(rulebook.SilentRecordingIsNotReported) {
			r.warnOnce("CM-17", link.Path,
				"this VoiceRecording does not play: the player takes only the first %d of a segment; keep no more, or make this a Referenced link",
				r.book.PlayerRecordings)
		}
	}
}

// A decoder decodes attributes, each text once.
type decoder map[taskrouter.Attributes]map[string]any

func (d decoder) of(attributes taskrouter.Attributes) map[string]any {
	if attributes == "" {
		return nil
	}
	decoded, ok := d[attributes]
	if !ok {
		decoded = attributes.Decode()
		d[attributes] = decoded
	}
	return decoded
}
