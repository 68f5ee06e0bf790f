package reports

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
)

// Listing is the rule book as it stands, without a run, in the order in which
// it is printed.
type Listing []ListedRule

// ListedRule is one rule of a listing.
type ListedRule struct {
	ID       string `json:"id"`
	Sentence string `json:"sentence"`
	Source   string `json:"source"`
	// Provenance counts the rule's examples by what stands behind them.
	Provenance ProvenanceCount `json:"provenance"`
	// Examples is the number of examples, rows of outlines counted one by one.
	Examples int `json:"examples"`
	// Mutants is how many ways there are to break the stand-in on this rule.
	Mutants int `json:"mutants"`
	// Where says through what the rule can be observed, such as "api" or
	// "insights".
	Where string `json:"where"`
	// Note says where the pages contradict themselves or each other, and what is
	// taken for true; empty where they do not.
	Note string `json:"note"`
}

// ProvenanceCount counts examples by what stands behind them.
type ProvenanceCount struct {
	Documented int `json:"documented"`
	Observed   int `json:"observed"`
	Assumed    int `json:"assumed"`
}

// String names what there is, most trusted first: "3 documented, 1 assumed";
// a dash where there is nothing.
func (c ProvenanceCount) String() string {
	text := ""
	for _, part := range []struct {
		n    int
		word string
	}{{c.Documented, "documented"}, {c.Observed, "observed"}, {c.Assumed, Assumed}} {
		if part.n == 0 {
			continue
		}
		if text != "" {
			text += ", "
		}
		text += fmt.Sprintf("%d %s", part.n, part.word)
	}
	if text == "" {
		return "–"
	}
	return text
}

// RulesText writes the listing in columns under a heading, and the sums as its
// last line. The sentence comes last, since it is the one column of any length.
func RulesText(w io.Writer, list Listing) error {
	buffered := bufio.NewWriter(w)
	columns := tabwriter.NewWriter(buffered, 0, 8, 2, ' ', 0)
	fmt.Fprintln(columns, "ID\tWHERE\tSOURCE\tEXAMPLES\tPROVENANCE\tMUTANTS\tRULE")
	for _, r := range list {
		fmt.Fprintf(columns, "%s\t%s\t%s\t%d\t%s\t%d\t%s\n", oneLine(r.ID), orDash(r.Where), orDash(r.Source),
			r.Examples, r.Provenance, r.Mutants, oneLine(r.Sentence))
	}
	if err := columns.Flush(); err != nil {
		return fmt.Errorf("write rules: %w", err)
	}
	list.writeNotes(buffered)
	fmt.Fprintf(buffered, "\n%s\n", list.sums())
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write rules: %w", err)
	}
	return nil
}

// writeNotes tells where the pages contradict themselves, after the table: a
// note is a sentence or two, and the table's last column has the rule's own.
func (l Listing) writeNotes(w io.Writer) {
	heading := "\nWhere the pages contradict themselves:\n"
	for _, r := range l {
		if r.Note == "" {
			continue
		}
		fmt.Fprintf(w, "%s%s  %s\n", heading, oneLine(r.ID), oneLine(r.Note))
		heading = ""
	}
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return oneLine(s)
}

func (l Listing) sums() string {
	var examples, mutants int
	var p ProvenanceCount
	for _, r := range l {
		examples += r.Examples
		mutants += r.Mutants
		p.Documented += r.Provenance.Documented
		p.Observed += r.Provenance.Observed
		p.Assumed += r.Provenance.Assumed
	}
	return fmt.Sprintf("%d rules: %d examples (%s), %d mutants", len(l), examples, p, mutants)
}

// RulesJSON writes the listing as a JSON array.
func RulesJSON(w io.Writer, list Listing) error {
	if list == nil {
		list = Listing{} // A script wants [], not null.
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(list); err != nil {
		return fmt.Errorf("write rules: %w", err)
	}
	return nil
}
