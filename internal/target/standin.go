package target

import (
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/wire"
)

// newStandIn builds the simulated Twilio behind a mock target, and tells where
// its rules depart from the documented ones.
func newStandIn(config MockConfig) (standIn, []Correction, error) {
	options := wire.Options{Seed: config.Seed, Strict: config.Strict}
	if config.Rulebook == nil {
		return wire.New(options), nil, nil
	}
	book, read, err := rulebook.Read(config.Rulebook)
	if err != nil {
		return nil, nil, err
	}
	corrections := make([]Correction, len(read))
	for i, c := range read {
		corrections[i] = Correction{Rules: c.Rules, Name: c.Name, Documented: c.Documented, Used: c.Used}
	}
	options.Book = book
	return wire.New(options), corrections, nil
}
