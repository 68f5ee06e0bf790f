package steps

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/flexrig/flexrig/internal/target"
)

// aLongText is how features write a text that would not fit into a line: 127
// times "a", then "🎧".
const aLongText = `(\d+ times "[^"]+"(?:, then "[^"]+")?)`

// dataWords are about single values of custom data, and about the team that a
// segment counts for.
var dataWords = words{
	{`^the task's "([^"]+)" is ` + aLongText + `$`, (*scenario).setsLongText},
	{`^` + aSegment + ` holds "([^"]+)" as ` + aLongText + `$`, (*scenario).segmentHoldsLongText},
	{`^` + aSegment + ` belongs to the team "([^"]+)"$`, (*scenario).segmentBelongsTo},
	{`^` + aSegment + ` belongs to the team of the "([^"]+)" queue$`, (*scenario).segmentBelongsToQueue},
}

var longText = regexp.MustCompile(`^(\d+) times "([^"]+)"(?:, then "([^"]+)")?$`)

// spelledOut writes a long text in full.
func spelledOut(phrase string) (string, error) {
	parts := longText.FindStringSubmatch(phrase)
	if parts == nil {
		return "", fmt.Errorf(`%q describes no text; write it as 127 times "a", then "b"`, phrase)
	}
	times, err := count(parts[1])
	if err != nil {
		return "", err
	}
	return strings.Repeat(parts[2], times) + parts[3], nil
}

func (s *scenario) setsLongText(path, phrase string) error {
	value, err := spelledOut(phrase)
	if err != nil {
		return err
	}
	return s.editAttributes(func(attributes map[string]any) error { return setAt(attributes, path, value) })
}

func (s *scenario) segmentHoldsLongText(which, path, phrase string) error {
	wanted, err := spelledOut(phrase)
	if err != nil {
		return err
	}
	segment, err := s.segment(which)
	if err != nil {
		return err
	}
	found, ok := valueAt(segment, path).(string)
	if !ok || found != wanted {
		return s.mismatch("%s segment holds as %s", measured(found), measured(wanted), which, path)
	}
	return nil
}

// valueAt gives a segment's custom data at a path such as customers.name.
func valueAt(segment target.Segment, path string) any {
	object, key, _ := strings.Cut(path, ".")
	switch object {
	case "conversations":
		return segment.Conversations[key]
	case "customers":
		return segment.Customers[key]
	}
	return nil
}

func measured(text string) string {
	return fmt.Sprintf("%q (%d characters)", text, utf8.RuneCountInString(text))
}

func (s *scenario) segmentBelongsTo(which, team string) error {
	segment, err := s.segment(which)
	if err != nil {
		return err
	}
	if segment.TeamID != team {
		return s.mismatch("%s segment belongs to the team", fmt.Sprintf("%q", segment.TeamID), fmt.Sprintf("%q", team), which)
	}
	return nil
}

func (s *scenario) segmentBelongsToQueue(which, queue string) error {
	sid, ok := s.centre.Queues[queue]
	if !ok {
		return fmt.Errorf("the centre %q has no queue %q", s.centre.Name, queue)
	}
	return s.segmentBelongsTo(which, sid)
}
