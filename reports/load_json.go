package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// LoadJSON writes a load as load.json, for scripts and for [ReadLoad]. Lists
// that are empty are written as such, instants in UTC. A record of another
// version than [LoadVersion], or one with a number that JSON cannot hold, is
// refused.
func LoadJSON(w io.Writer, l Load) error {
	if l.Version != LoadVersion {
		return fmt.Errorf("write load record: it has version %d, want %d", l.Version, LoadVersion)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	clean := RedactLoad(l).whole()
	loadEdit{text: validText, url: validText}.load(&clean)
	if err := enc.Encode(clean); err != nil {
		return fmt.Errorf("write load record: %w", err)
	}
	return nil
}

// whole has no nil where readers expect a list or an object.
func (l Load) whole() Load {
	l.Run.Started, l.Run.Finished = l.Run.Started.UTC(), l.Run.Finished.UTC()
	if l.Run.Versions == nil {
		l.Run.Versions = map[string]string{}
	}
	l.Operations = orNone(l.Operations)
	l.Windows = orNone(l.Windows)
	l.Errors = orNone(l.Errors)
	l.Counts = orNone(l.Counts)
	l.Thresholds = orNone(l.Thresholds)
	l.Audit.Rules = orNone(l.Audit.Rules)
	if l.Search != nil {
		search := *l.Search
		search.Trials = orNone(search.Trials)
		l.Search = &search
	}
	return l
}

// validText is s with U+FFFD for what is no UTF-8, so that a record which was
// read is written again as it was.
func validText(s string) string { return strings.ToValidUTF8(s, "\ufffd") }

func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
