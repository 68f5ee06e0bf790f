package reports

import (
	"encoding/json"
	"fmt"
	"io"
)

// CardJSON writes a card as [ReadCard] reads it: version 1, lists that are never
// null, indented.
func CardJSON(w io.Writer, c Card) error {
	c.Version = CardVersion
	if c.Findings == nil {
		c.Findings = []Finding{}
	}
	if c.Checks == nil {
		c.Checks = []Check{}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(c); err != nil {
		return fmt.Errorf("write report card as JSON: %w", err)
	}
	return nil
}
