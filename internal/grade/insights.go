package grade

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/flexrig/flexrig/internal/insights"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// judgeInsights tells what Flex Insights will not show as its author must have
// meant it. Tasks that have not ended are judged as if they ended now, as they
// stand: what is wrong with them is wrong before Insights has read it.
func judgeInsights(j *judge) {
	events := append(slices.Clip(j.Events), j.endings()...)
	shown := insights.Project(j.Book, events)
	for _, found := range shown.Findings {
		j.seeInsights(found)
	}
	j.judgeDefaultMedia(events, shown)
	j.judgeExternalID(events, shown)
}

// endings are the events with which the tasks that go on would end now.
func (j *judge) endings() []taskrouter.Event {
	var events []taskrouter.Event
	for _, sid := range j.sids {
		t := j.of[sid]
		if t.latest == nil || t.latest.Final() || !t.gone.IsZero() {
			continue
		}
		kind := taskrouter.TaskCompleted
		if t.latest.Open() {
			kind = taskrouter.TaskCanceled
		}
		events = append(events, taskrouter.Event{
			Seq: lastSeq(j.Events) + uint64(len(events)) + 1, At: j.Now, Type: kind, Workspace: t.latest.WorkspaceSid, Task: t.latest,
		})
	}
	return events
}

func lastSeq(events []taskrouter.Event) uint64 {
	if len(events) == 0 {
		return 0
	}
	return events[len(events)-1].Seq
}

// kindsOfRules is what an Insights finding of a rule is here.
var kindsOfRules = map[string]string{
	"CM-16": RawFirst, "CM-17": SeveralRecordings, "CM-06": UnknownReservation,
	"TD-15": UnknownInsightsKey, "TD-19": CutValue, "TD-20": DateOutOfRange, "TD-21": TeamNameWithoutID, "TD-22": DepartmentWithoutID,
	"TD-10": MalformedMedia,
}

// kindOfInsights sorts what Insights found by what is to be done about it.
func kindOfInsights(found insights.Finding) string {
	if kind, known := kindsOfRules[found.Rule]; known {
		return kind
	}
	switch {
	case found.Rule == "CM-12" && strings.Contains(found.Message, "in seconds"):
		return StartTimeSeconds
	case strings.HasPrefix(found.Rule, "CM-"):
		return MalformedMedia
	}
	return ValueNotLoaded
}

func (j *judge) seeInsights(found insights.Finding) {
	kind := kindOfInsights(found)
	sentence, advice, advised := strings.Cut(found.Message, "; ")
	if !advised {
		advice = kindOf(kind).advice
	}
	about := "task " + found.TaskSid
	if found.WorkerSid != "" {
		about = "worker " + found.WorkerSid
	}
	j.findings.see(found.Path, Finding{
		Severity: Severity(found.Severity), Kind: kind, Rule: found.Rule,
		Sentence: about + ", " + found.Path + ": " + sentence, Advice: advice,
		Request: evidence(j.author(found.TaskSid, found.Path)),
	})
}

// author gives the first request that wrote what stands in a task's attributes
// at a path, and nil where none is known.
func (j *judge) author(sid, path string) *Request {
	t := j.of[sid]
	if t == nil || t.latest == nil {
		return nil
	}
	steps := stepsOf(path)
	value, there := t.latest.Attributes.Lookup(steps)
	for !there && len(steps) > 1 { // a field that is missing: look at what misses it
		steps = steps[:len(steps)-1]
		value, there = t.latest.Attributes.Lookup(steps)
	}
	if !there {
		return nil
	}
	for _, r := range t.requests {
		if held, is := r.After.Attributes.Lookup(steps); r.changes() && is && reflect.DeepEqual(held, value) {
			return r
		}
	}
	return nil
}

// stepsOf takes a path such as conversations.media[0]["a.b"] apart.
func stepsOf(path string) []string {
	var steps []string
	for path != "" {
		switch {
		case path[0] == '.':
			path = path[1:]
		case path[0] == '[':
			inside, rest := bracket(path)
			steps, path = append(steps, inside), rest
		default:
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			steps, path = append(steps, path[:end]), path[end:]
		}
	}
	return steps
}

// bracket reads what stands in a path's brackets: an index, or a key in quotes.
func bracket(path string) (inside, rest string) {
	if quoted, err := strconv.QuotedPrefix(path[1:]); err == nil {
		if key, err := strconv.Unquote(quoted); err == nil {
			return key, strings.TrimPrefix(path[1+len(quoted):], "]")
		}
	}
	inside, rest, _ = strings.Cut(path[1:], "]")
	return inside, rest
}

// judgeDefaultMedia looks for segments that would have a default recording or
// transcript if custom media took nothing's place.
func (j *judge) judgeDefaultMedia(events []taskrouter.Event, shown insights.Projection) {
	lenient := *j.Book
	lenient.ReplaceDefaultMedia = false
	for i, segment := range insights.Project(&lenient, events).Segments {
		if i >= len(shown.Segments) || shown.Segments[i].TaskSid != segment.TaskSid {
			return // cannot be: links decide no segment
		}
		for _, link := range segment.Media {
			if link.Level != string(rulebook.LevelDefault) || refers(shown.Segments[i].Media, link) {
				continue
			}
			what := "the default recording"
			if link.Sid != "" {
				what = "the default transcript " + link.Sid
			}
			j.see(DefaultMediaDropped, Error, link.Type+segment.TaskSid, j.mediaAuthor(segment.TaskSid),
				"the media links of task %s drop %s of its %s segment", segment.TaskSid, what, segment.Kind)
		}
	}
}

func refers(links []insights.Link, one insights.Link) bool {
	return slices.ContainsFunc(links, func(l insights.Link) bool {
		return l.Type == one.Type && l.URL == one.URL && l.Sid == one.Sid
	})
}

// mediaAuthor gives the first request that gave a task media links.
func (j *judge) mediaAuthor(sid string) *Request {
	for _, path := range []string{"conversations.media", "reservation_attributes", "conversations.segment_link"} {
		if r := j.author(sid, path); r != nil {
			return r
		}
	}
	return nil
}

// judgeExternalID looks for conversations whose customer would be another if the
// external id had been there in time.
func (j *judge) judgeExternalID(events []taskrouter.Event, shown insights.Projection) {
	patient := *j.Book
	patient.ExternalIDSegment = math.MaxInt32
	for i, conversation := range insights.Project(&patient, events).Conversations {
		if i >= len(shown.Conversations) || shown.Conversations[i].CustomerID == conversation.CustomerID {
			continue
		}
		var author *Request
		for _, sid := range conversation.Tasks {
			if author == nil {
				author = j.author(sid, rulebook.CustomerByExternalID)
			}
		}
		j.see(ExternalIDLate, Warning, "", author,
			"the external_id of conversation %s came after its first segment had ended; Insights takes another key for its customer", conversation.ID)
	}
}
