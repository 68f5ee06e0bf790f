package steps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cucumber/godog"
)

// A row is one line of a step's table: cells by the column's heading.
type row map[string]string

// rows reads a table whose first line holds the headings. A heading that is none
// of the known ones is an error, since nobody would look at its cells.
func rows(t *godog.Table, known ...string) ([]row, error) {
	if len(t.Rows) == 0 {
		return nil, fmt.Errorf("the table is empty")
	}
	var headings []string
	for _, cell := range t.Rows[0].Cells {
		if !slices.Contains(known, cell.Value) {
			return nil, fmt.Errorf("no column is called %q; there are %s", cell.Value, strings.Join(known, ", "))
		}
		headings = append(headings, cell.Value)
	}
	var all []row
	for _, line := range t.Rows[1:] {
		r := row{}
		for i, cell := range line.Cells {
			r[headings[i]] = cell.Value
		}
		all = append(all, r)
	}
	return all, nil
}

// A pair is one line of a table without headings: what, and its value.
type pair struct{ key, value string }

// pairs reads a table of two columns without headings.
func pairs(t *godog.Table) ([]pair, error) {
	var all []pair
	for _, line := range t.Rows {
		if len(line.Cells) != 2 {
			return nil, fmt.Errorf("a line of the table has %d cells, want a key and a value", len(line.Cells))
		}
		all = append(all, pair{line.Cells[0].Value, line.Cells[1].Value})
	}
	return all, nil
}
