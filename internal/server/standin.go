package server

import (
	"fmt"
	"io"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/wire"
)

// NewStandIn gives what makes a stand-in for [Config.StandIn]. Its accounts follow
// the documented rules but for the corrections of a rule book, a YAML text that
// may be nil. journal is how many requests an account remembers, 0 the usual number.
func NewStandIn(seed int64, corrections io.Reader, journal int) (func(management string) StandIn, error) {
	book := rulebook.Documented()
	if corrections != nil {
		var err error
		if book, _, err = rulebook.Read(corrections); err != nil {
			return nil, fmt.Errorf("rule book: %w", err)
		}
	}
	return func(management string) StandIn {
		return wire.New(wire.Options{Seed: seed, Book: book, Journal: journal, Management: management})
	}, nil
}
