package steps

import (
	"fmt"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/internal/target"
)

// screenWords tell what a supervisor gets to see who drills down to a segment.
var screenWords = words{
	{`^drilling down to ` + aSegment + ` shows:$`, (*scenario).screenShows},
	{`^drilling down to ` + aSegment + ` shows nothing$`, func(s *scenario, which string) error {
		return s.compareScreen(which, target.Screen{Opens: true})
	}},
	{`^drilling down to ` + aSegment + ` opens only "([^"]*)", in a new tab$`, func(s *scenario, which, address string) error {
		return s.compareScreen(which, target.Screen{Tab: address})
	}},
}

func (s *scenario) screenShows(which string, table *godog.Table) error {
	lines, err := rows(table, "as", "type", "url", "sid", "title", "start_time")
	if err != nil {
		return err
	}
	wanted := target.Screen{Opens: true}
	for _, line := range lines {
		item := target.Item{Presentation: line["as"], Type: line["type"], Title: line["title"]}
		if item.URL, err = s.meant(line["url"]); err != nil {
			return err
		}
		if item.Sid, err = s.meant(line["sid"]); err != nil {
			return err
		}
		if item.StartTime, err = milliseconds(line["start_time"]); err != nil {
			return err
		}
		wanted.Items = append(wanted.Items, item)
	}
	return s.compareScreen(which, wanted)
}

func (s *scenario) compareScreen(which string, wanted target.Screen) error {
	segment, err := s.segment(which)
	if err != nil {
		return err
	}
	if found, want := s.screenText(segment.Screen), s.screenText(wanted); found != want {
		return s.mismatch("drilling down to %s segment", found, want, which)
	}
	return nil
}

// screenText writes what a drill-down does, for comparing and for reading.
func (s *scenario) screenText(screen target.Screen) string {
	var items []string
	for _, item := range screen.Items {
		items = append(items, fields(item.Presentation, item.Type, s.read(item.URL), s.read(item.Sid),
			inQuotes(item.Title), startsAt(item.StartTime)))
	}
	shown := "shows " + listed(items)
	if !screen.Opens {
		shown = "opens no screen"
		if len(items) > 0 {
			shown += ", yet " + listed(items)
		}
	}
	if screen.Tab != "" {
		shown += fmt.Sprintf(" and opens %q in a new tab", screen.Tab)
	}
	return shown
}
