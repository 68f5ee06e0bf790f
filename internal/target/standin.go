package target

import (
	"errors"
	"fmt"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/wire"
)

// newStandIn builds the simulated Twilio behind a mock target, and tells where
// its rules depart from the documented ones.
func newStandIn(config MockConfig) (standIn, []Correction, error) {
	options := wire.Options{Seed: config.Seed, Strict: config.Strict}
	if config.Mutant != "" {
		return newMutant(config, options)
	}
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

// newMutant builds a stand-in that breaks a rule on purpose.
func newMutant(config MockConfig, options wire.Options) (standIn, []Correction, error) {
	if config.Rulebook != nil {
		return nil, nil, errors.New("a mutant brings a rule book of its own and takes no other")
	}
	mutant, ok := rulebook.MutantNamed(config.Mutant)
	if !ok {
		return nil, nil, fmt.Errorf("there is no mutant %q", config.Mutant)
	}
	options.Book = mutant.Book
	return wire.New(options), nil, nil
}
