package steps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/internal/target"
)

// findingWords read what Insights finds wrong with the attributes it was given.
var findingWords = words{
	{`^Insights reports:$`, (*scenario).insightsReports},
	{`^Insights reports nothing$`, func(s *scenario) error { return s.compareFindings(nil, findingColumns) }},
}

var findingColumns = []string{"severity", "rule", "path"}

func (s *scenario) insightsReports(table *godog.Table) error {
	wanted, err := rows(table, findingColumns...)
	if err != nil {
		return err
	}
	var columns []string
	for _, cell := range table.Rows[0].Cells {
		columns = append(columns, cell.Value)
	}
	return s.compareFindings(wanted, columns)
}

// compareFindings compares all findings, in the columns that the feature names.
func (s *scenario) compareFindings(wanted []row, columns []string) error {
	shown, err := s.account.Insights(s.ctx)
	if err != nil {
		return fmt.Errorf("read Insights: %w", err)
	}
	var found []row
	for _, finding := range shown.Findings {
		found = append(found, row{
			"severity": finding.Severity, "rule": finding.Rule, "path": s.readablePath(finding.Path, shown.Segments),
		})
	}
	got, want := findingList(found, columns), findingList(wanted, columns)
	if !slices.Equal(got, want) {
		return s.mismatch("Insights reports", listed(got), listed(want))
	}
	return nil
}

func findingList(findings []row, columns []string) []string {
	var written []string
	for _, finding := range findings {
		var cells []string
		for _, column := range columns {
			cells = append(cells, finding[column])
		}
		written = append(written, fields(cells...))
	}
	return written
}

// readablePath puts the agents' names in place of their reservations' sids, in
// brackets, since the sids differ from run to run.
func (s *scenario) readablePath(path string, segments []target.Segment) string {
	path = strings.ReplaceAll(path, unknownReservation, "(unknown)")
	for _, segment := range segments {
		if segment.ReservationSid == "" {
			continue
		}
		for agent := range s.centre.Workers {
			if segment.Agent == s.centre.FriendlyName(agent) {
				path = strings.ReplaceAll(path, segment.ReservationSid, "("+agent+")")
			}
		}
	}
	return path
}
