package target

import (
	"errors"
	"fmt"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/wire"
)

// newStandIn builds the simulated Twilio behind a mock target.
func newStandIn(config MockConfig, book *rulebook.Book) standIn {
	return wire.New(wire.Options{Seed: config.Seed, Strict: config.Strict, Book: book})
}

// bookOf is the rule book of a mock target, and where it departs from the
// documented one.
func bookOf(config MockConfig) (*rulebook.Book, []Correction, error) {
	switch {
	case config.Mutant != "":
		book, err := mutantBook(config)
		return book, nil, err
	case config.Rulebook == nil:
		return rulebook.Documented(), nil, nil
	}
	book, read, err := rulebook.Read(config.Rulebook)
	if err != nil {
		return nil, nil, err
	}
	corrections := make([]Correction, len(read))
	for i, c := range read {
		corrections[i] = Correction{Rules: c.Rules, Name: c.Name, Documented: c.Documented, Used: c.Used}
	}
	return book, corrections, nil
}

// mutantBook is the book of a stand-in that breaks a rule on purpose.
func mutantBook(config MockConfig) (*rulebook.Book, error) {
	if config.Rulebook != nil {
		return nil, errors.New("a mutant brings a rule book of its own and takes no other")
	}
	mutant, ok := rulebook.MutantNamed(config.Mutant)
	if !ok {
		return nil, fmt.Errorf("there is no mutant %q", config.Mutant)
	}
	return mutant.Book, nil
}
