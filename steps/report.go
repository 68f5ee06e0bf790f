package steps

import (
	"fmt"
	"maps"
	"slices"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/internal/target"
)

// reportWords read what reports show: what the last load has brought of what
// Insights was given.
var reportWords = words{
	{`^reports show "([^"]+)"'s segment with:$`, (*scenario).reportsShow},
	{`^reports show "([^"]+)"'s segment with no custom data$`, func(s *scenario, agent string) error { return s.compareReported(agent, nil) }},
	{`^reports show no segment$`, (*scenario).reportsShowNoSegment},
	{`^reports know of "([^"]+)":$`, (*scenario).reportsKnow},
	{`^reports know nothing of "([^"]+)"$`, func(s *scenario, agent string) error { return s.compareReportedAgent(agent, nil) }},
	{`^the last load was (\S+) ago$`, (*scenario).lastLoadWas},
}

func (s *scenario) reports() (target.Projection, error) {
	shown, err := s.account.Reports(s.ctx)
	if err != nil {
		return shown, fmt.Errorf("read reports: %w", err)
	}
	return shown, nil
}

func (s *scenario) reportsShow(agent string, table *godog.Table) error {
	wanted, err := dataOf(table)
	if err != nil {
		return err
	}
	return s.compareReported(agent, wanted)
}

func (s *scenario) compareReported(agent string, wanted map[string]any) error {
	shown, err := s.reports()
	if err != nil {
		return err
	}
	segment, err := s.segmentIn(shown, fmt.Sprintf("%q's", agent))
	if err != nil {
		return err
	}
	if found, want := flat(customDataOf(segment)), flat(wanted); !slices.Equal(found, want) {
		return s.mismatch("reports show %q's segment with", listed(found), listed(want), agent)
	}
	return nil
}

// customDataOf is a segment's custom data by the objects that it came from.
func customDataOf(segment target.Segment) map[string]any {
	held := map[string]any{}
	for name, data := range map[string]map[string]any{"conversations": segment.Conversations, "customers": segment.Customers} {
		if len(data) > 0 {
			held[name] = maps.Clone(data)
		}
	}
	return held
}

func (s *scenario) reportsShowNoSegment() error {
	shown, err := s.reports()
	if err != nil {
		return err
	}
	if len(shown.Segments) > 0 {
		return s.mismatch("reports show", s.segmentNames(shown.Segments), "no segment")
	}
	return nil
}

func (s *scenario) reportsKnow(agent string, table *godog.Table) error {
	wanted, err := dataOf(table)
	if err != nil {
		return err
	}
	return s.compareReportedAgent(agent, wanted)
}

func (s *scenario) compareReportedAgent(agent string, wanted map[string]any) error {
	shown, err := s.reports()
	if err != nil {
		return err
	}
	found, err := s.agentIn(shown, agent)
	if err != nil {
		return err
	}
	if got, want := flat(found.Attributes), flat(wanted); !slices.Equal(got, want) {
		return s.mismatch("reports know of %q", listed(got), listed(want), agent)
	}
	return nil
}

func (s *scenario) lastLoadWas(span string) error {
	wanted, err := parseSpan(span)
	if err != nil {
		return err
	}
	shown, err := s.reports()
	if err != nil {
		return err
	}
	now, err := s.account.Now(s.ctx)
	if err != nil {
		return fmt.Errorf("read the clock: %w", err)
	}
	if found := now.Sub(shown.LoadedAt); found != wanted {
		return s.mismatch("the last load was", found.String()+" ago", wanted.String()+" ago")
	}
	return nil
}
