package steps

import (
	"slices"
	"sync"

	"github.com/flexrig/flexrig/features"
)

// A lexicon finds the words for steps, and remembers them. Examples share most of
// their sentences, and whoever plays mutants plays the same examples hundreds of
// times: to try every pattern on each step each time would take longer than to play
// it. It is safe for concurrent use.
type lexicon struct {
	known []word
	found sync.Map // []*word by phrase
}

// A phrase is what decides which words a step is.
type phrase struct {
	kind features.Kind
	text string
}

// spoken is the lexicon of the vocabulary.
var spoken = sync.OnceValue(func() *lexicon { return &lexicon{known: vocabulary()} })

// lookUp gives the words for a step: one, none where nobody knows it, or several
// where it is ambiguous.
func (l *lexicon) lookUp(step features.Step) []*word {
	asked := phrase{step.Kind, step.Text}
	if found, ok := l.found.Load(asked); ok {
		return found.([]*word)
	}
	var words []*word
	for i := range l.known {
		if l.known[i].matches(step) {
			words = append(words, &l.known[i])
		}
	}
	l.found.Store(asked, words)
	return words
}

// wordsOf gives the words of the example's steps, each once. Where two match
// one step both are there, so that godog finds the ambiguity.
func (l *lexicon) wordsOf(example features.Example) []*word {
	var words []*word
	for _, step := range example.Steps {
		for _, w := range l.lookUp(step) {
			if !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
	}
	return words
}
