package steps

import (
	"errors"
	"slices"
	"strings"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/internal/guard"
)

// checkWords let the rig look at what no API refuses, and read what it says.
var checkWords = words{
	{`^the rig checks that the task's media is closed$`, func(s *scenario) error {
		return s.checksTask(func(g guard.Guard, attributes map[string]any) []guard.Finding {
			return g.Closed(s.ctx, guard.MediaIn(attributes))
		})
	}},
	{`^the rig checks that the task's recording can be played$`, func(s *scenario) error {
		return s.checksTask(func(g guard.Guard, attributes map[string]any) []guard.Finding {
			return g.Playable(s.ctx, guard.RecordingIn(attributes))
		})
	}},
	{`^the rig checks that the task's pages can be embedded$`, func(s *scenario) error {
		return s.checksTask(func(g guard.Guard, attributes map[string]any) []guard.Finding {
			return g.Embeddable(s.ctx, guard.MediaIn(attributes))
		})
	}},
	{`^the rig reports:$`, (*scenario).rigReports},
	{`^the rig reports nothing$`, func(s *scenario) error { return s.compareReport(nil, checkColumns) }},
}

// checkColumns are what a table may say of a finding; saying is a part of its
// message.
var checkColumns = []string{"severity", "rule", "path", "saying"}

// checksTask lets the rig check the current task's attributes.
func (s *scenario) checksTask(check func(guard.Guard, map[string]any) []guard.Finding) error {
	_, attributes, err := s.fetchAttributes()
	if err != nil {
		return err
	}
	return s.checked(check(s.guard(), attributes))
}

func (s *scenario) checked(findings []guard.Finding) error {
	s.findings = &findings
	return s.tried(s.ctx.Err())
}

func (s *scenario) rigReports(table *godog.Table) error {
	wanted, err := rows(table, checkColumns...)
	if err != nil {
		return err
	}
	var columns []string
	for _, cell := range table.Rows[0].Cells {
		columns = append(columns, cell.Value)
	}
	return s.compareReport(wanted, columns)
}

// compareReport compares all findings, in order, in the columns that the feature
// names.
func (s *scenario) compareReport(wanted []row, columns []string) error {
	if s.findings == nil {
		return errors.New("the rig has checked nothing before this step")
	}
	var found []row
	for i, finding := range *s.findings {
		path, err := s.withAgents(finding.Path)
		if err != nil {
			return err
		}
		said := finding.Message
		if i < len(wanted) && strings.Contains(said, wanted[i]["saying"]) {
			said = wanted[i]["saying"]
		}
		found = append(found, row{"severity": string(finding.Severity), "rule": finding.Rule, "path": path, "saying": said})
	}
	got, want := findingList(found, columns), findingList(wanted, columns)
	if !slices.Equal(got, want) {
		return s.mismatch("the rig reports", listed(got), listed(want))
	}
	return nil
}

// withAgents puts the agents' names in place of their reservations' sids, which
// differ from run to run.
func (s *scenario) withAgents(path string) (string, error) {
	if !strings.HasPrefix(path, "reservation_attributes.") {
		return path, nil
	}
	t, err := s.named("")
	if err != nil {
		return "", err
	}
	for _, agent := range s.centre.Roster {
		made, err := s.reservations(t, agent)
		if err != nil {
			return "", err
		}
		for _, r := range made {
			path = strings.ReplaceAll(path, text(r.Sid), "("+agent+")")
		}
	}
	return path, nil
}
