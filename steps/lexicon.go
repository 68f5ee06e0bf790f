package steps

import (
	"slices"

	"github.com/flexrig/flexrig/features"
)

// A lexicon holds the words for the steps of a run. They are looked up once:
// examples share most of their sentences, and to try every pattern on each step
// of each example would take longer than to play them.
type lexicon map[phrase][]*word

// A phrase is what decides which words a step is.
type phrase struct {
	kind features.Kind
	text string
}

func phraseOf(s features.Step) phrase { return phrase{s.Kind, s.Text} }

func lookUp(known []word, examples []features.Example) lexicon {
	found := lexicon{}
	for _, example := range examples {
		for _, step := range example.Steps {
			if _, done := found[phraseOf(step)]; done {
				continue
			}
			var words []*word
			for i := range known {
				if known[i].matches(step) {
					words = append(words, &known[i])
				}
			}
			found[phraseOf(step)] = words
		}
	}
	return found
}

// wordsOf gives the words of the example's steps, each once. Where two match
// one step both are there, so that godog finds the ambiguity.
func (l lexicon) wordsOf(example features.Example) []*word {
	var words []*word
	for _, step := range example.Steps {
		for _, w := range l[phraseOf(step)] {
			if !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
	}
	return words
}
