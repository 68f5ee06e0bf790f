package reports

import (
	"strings"
	"unicode/utf8"
)

// columns are rows of cells that are written below each other. The first row is
// the heading where there is one.
type columns struct {
	rows [][]string
	// right says which columns are numbers, which end below each other.
	right []bool
}

func (c *columns) add(cells ...string) { c.rows = append(c.rows, cells) }

// lines are the rows, each with every cell as wide as its column. The last cell
// of a row is not padded.
func (c *columns) lines() []string {
	widths := c.widths()
	lines := make([]string, len(c.rows))
	for i, row := range c.rows {
		cells := make([]string, len(row))
		for j, cell := range row {
			pad := strings.Repeat(" ", widths[j]-utf8.RuneCountInString(cell))
			switch {
			case j < len(c.right) && c.right[j]:
				cells[j] = pad + cell
			case j < len(row)-1:
				cells[j] = cell + pad
			default:
				cells[j] = cell
			}
		}
		lines[i] = strings.TrimRight(strings.Join(cells, "  "), " ")
	}
	return lines
}

func (c *columns) widths() []int {
	var widths []int
	for _, row := range c.rows {
		for j, cell := range row {
			if j == len(widths) {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], utf8.RuneCountInString(cell))
		}
	}
	return widths
}
