package steps

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/internal/target"
)

// aSegment is how features call a segment: by its agent, or by its queue where
// nobody had taken the task yet.
const aSegment = `("[^"]+"'s|the "[^"]+" queue's) segment`

// insightsWords read what Flex Insights makes of the example's tasks.
var insightsWords = words{
	{`^` + aSegment + ` offers:$`, (*scenario).segmentOffers},
	{`^` + aSegment + ` offers nothing$`, func(s *scenario, which string) error { return s.compareMedia(which, linkTable{}) }},
	{`^` + aSegment + ` offers only the default (recording|transcript)$`, (*scenario).segmentOffersDefault},
	{`^` + aSegment + ` holds:$`, (*scenario).segmentHolds},
	{`^` + aSegment + ` holds no custom data$`, func(s *scenario, which string) error { return s.compareData(which, nil) }},
	{`^` + aSegment + ` was last read at "([^"]+)"$`, (*scenario).segmentReadAt},
	{`^Insights tells the (agents'|queue's) segments apart:$`, (*scenario).segmentsApart},
}

// The kinds of segment.
const (
	queueSegment = "Queue"
	agentSegment = "Conversation"
)

// segment finds the one that features call by a name. Where the current task
// has none of that name, the segments of other tasks are meant.
func (s *scenario) segment(which string) (target.Segment, error) {
	shown, err := s.account.Insights(s.ctx)
	if err != nil {
		return target.Segment{}, fmt.Errorf("read Insights: %w", err)
	}
	return s.segmentIn(shown, which)
}

// segmentIn is segment for what Insights or a report shows.
func (s *scenario) segmentIn(shown target.Projection, which string) (target.Segment, error) {
	current, err := s.named("")
	if err != nil {
		return target.Segment{}, err
	}
	var own, others []target.Segment
	for _, segment := range shown.Segments {
		switch {
		case !s.called(segment, which):
		case segment.TaskSid == current.Sid:
			own = append(own, segment)
		default:
			others = append(others, segment)
		}
	}
	if len(own) == 0 {
		own = others
	}
	if len(own) != 1 {
		return target.Segment{}, s.mismatch("Insights has",
			fmt.Sprintf("%d segments that are %s, among %s", len(own), which, s.segmentNames(shown.Segments)), "one")
	}
	return own[0], nil
}

// called tells whether a segment goes by a name.
func (s *scenario) called(segment target.Segment, which string) bool {
	_, name, _ := strings.Cut(which, `"`)
	name, _, _ = strings.Cut(name, `"`)
	name = s.centre.FriendlyName(name)
	if strings.HasPrefix(which, "the ") {
		return segment.Kind == queueSegment && segment.Queue == name
	}
	return segment.Kind == agentSegment && segment.Agent == name
}

func (s *scenario) segmentNames(segments []target.Segment) string {
	var names []string
	for _, segment := range segments {
		names = append(names, fields(segment.Kind, segment.Agent, segment.Queue, segment.Outcome))
	}
	return listed(names)
}

// A linkTable is what a feature says about a list of links.
type linkTable struct {
	levels bool // whether it says at which level each stands
	links  []target.Link
}

func (s *scenario) segmentOffers(which string, table *godog.Table) error {
	wanted, err := s.linksToFind(table)
	if err != nil {
		return err
	}
	return s.compareMedia(which, wanted)
}

func (s *scenario) compareMedia(which string, wanted linkTable) error {
	segment, err := s.segment(which)
	if err != nil {
		return err
	}
	found, want := s.linkList(segment.Media, wanted.levels), s.linkList(wanted.links, wanted.levels)
	if found != want {
		return s.mismatch("%s segment offers", found, want, which)
	}
	return nil
}

// segmentOffersDefault knows the transcript by its chat, at whatever level: Flex
// itself writes it into the attributes of a chat's task. A recording is known by
// its type and level, since the platform alone decides on its address.
func (s *scenario) segmentOffersDefault(which, what string) error {
	segment, err := s.segment(which)
	if err != nil {
		return err
	}
	wanted := target.Link{Level: "default", Type: "VoiceRecording", URL: "an address of its own"}
	if what == "transcript" {
		sid, err := s.meant(theChat)
		if err != nil {
			return err
		}
		wanted = target.Link{Level: "default", Type: "ChatTranscript", Sid: sid}
	}
	found := slices.Clone(segment.Media)
	if what == "recording" && len(found) == 1 && strings.HasPrefix(found[0].URL, "https://") {
		found[0].URL = wanted.URL
	}
	levels := what == "recording"
	if got, want := s.linkList(found, levels), s.linkList([]target.Link{wanted}, levels); got != want {
		return s.mismatch("%s segment offers", got, want, which)
	}
	return nil
}

// linksToFind makes a list of links of a table; a column that the table leaves
// out stands for fields that are empty.
func (s *scenario) linksToFind(table *godog.Table) (linkTable, error) {
	lines, err := rows(table, append([]string{"level"}, sentColumns...)...)
	if err != nil {
		return linkTable{}, err
	}
	var wanted linkTable
	for _, line := range lines {
		link := target.Link{Level: line["level"], Type: line["type"], Title: line["title"]}
		wanted.levels = wanted.levels || link.Level != ""
		if link.URL, err = s.meant(line["url"]); err != nil {
			return linkTable{}, err
		}
		if link.Sid, err = s.meant(line["sid"]); err != nil {
			return linkTable{}, err
		}
		if link.StartTime, err = milliseconds(line["start_time"]); err != nil {
			return linkTable{}, err
		}
		if line["channels"] != "" {
			link.Channels = strings.Split(line["channels"], ", ")
		}
		wanted.links = append(wanted.links, link)
	}
	return wanted, nil
}

// linkList writes links in order, for comparing and for reading.
func (s *scenario) linkList(links []target.Link, levels bool) string {
	var written []string
	for _, link := range links {
		level := ""
		if levels {
			level = link.Level
		}
		written = append(written, fields(level, link.Type, s.read(link.URL), s.read(link.Sid), inQuotes(link.Title),
			startsAt(link.StartTime), strings.Join(link.Channels, "+")))
	}
	return listed(written)
}

func (s *scenario) segmentHolds(which string, table *godog.Table) error {
	wanted, err := dataOf(table)
	if err != nil {
		return err
	}
	return s.compareData(which, wanted)
}

// compareData compares all custom data of a segment, texts and numbers apart.
func (s *scenario) compareData(which string, wanted map[string]any) error {
	segment, err := s.segment(which)
	if err != nil {
		return err
	}
	if found, want := flat(customDataOf(segment)), flat(wanted); !slices.Equal(found, want) {
		return s.mismatch("%s segment holds", listed(found), listed(want), which)
	}
	return nil
}

func (s *scenario) segmentReadAt(which, event string) error {
	segment, err := s.segment(which)
	if err != nil {
		return err
	}
	if segment.ExtractedBy != event {
		return s.mismatch("%s segment was last read at", fmt.Sprintf("%q", segment.ExtractedBy), fmt.Sprintf("%q", event), which)
	}
	return nil
}

// segmentsApart compares how the segments of one kind ended, of all tasks, in
// the order in which they began.
func (s *scenario) segmentsApart(which string, table *godog.Table) error {
	lines, err := rows(table, "outcome", "reason")
	if err != nil {
		return err
	}
	var wanted, found []string
	for _, line := range lines {
		wanted = append(wanted, fields(line["outcome"], inQuotes(line["reason"])))
	}
	shown, err := s.account.Insights(s.ctx)
	if err != nil {
		return fmt.Errorf("read Insights: %w", err)
	}
	kind := agentSegment
	if which == "queue's" {
		kind = queueSegment
	}
	for _, segment := range shown.Segments {
		if segment.Kind == kind {
			found = append(found, fields(segment.Outcome, inQuotes(segment.Reason)))
		}
	}
	if !slices.Equal(found, wanted) {
		return s.mismatch("the %s segments ended as", listed(found), listed(wanted), which)
	}
	return nil
}

// milliseconds reads a start time; nil for an empty cell.
func milliseconds(cell string) (*int64, error) {
	if cell == "" {
		return nil, nil
	}
	at, err := strconv.ParseInt(cell, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("start time %q is no whole number: %w", cell, err)
	}
	return &at, nil
}

func startsAt(at *int64) string {
	if at == nil {
		return ""
	}
	return "from " + strconv.FormatInt(*at, 10)
}

// inQuotes sets a text off; an empty one stays empty.
func inQuotes(text string) string {
	if text == "" {
		return ""
	}
	return strconv.Quote(text)
}
