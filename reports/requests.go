package reports

import (
	"io"
	"strings"
)

// Requests writes the last requests of a list, the way in which a failing
// example shows them: credentials redacted, long bodies cut, at most ten. It
// writes nothing where there are none.
func Requests(w io.Writer, sent []Exchange) error {
	rec := Redact(Record{Rules: []Rule{{Examples: []Example{{Exchanges: sent}}}}})
	var text strings.Builder
	exchangesText(&text, rec.Rules[0].Examples[0].Exchanges)
	_, err := io.WriteString(w, text.String())
	return err
}
