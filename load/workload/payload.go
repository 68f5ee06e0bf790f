package workload

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode/utf8"
)

// longestAttributes is how many characters a task's attributes hold (Twilio docs,
// TaskRouter limits).
const longestAttributes = 4096

// A payload is a JSON object with words in angle brackets that every write fills
// in anew.
type payload struct {
	Name       string `yaml:"name"`
	Attributes string `yaml:"attributes"`

	pieces []piece
}

// A piece is text that stays as it is, and a word that comes after it.
type piece struct {
	text string
	word string // empty behind the last text
}

// words are what a payload may say in angle brackets, but for <marker>. Each
// takes what it needs from the hit's own chance.
var words = map[string]func(to []byte, r *rand.Rand) []byte{
	"ticket":   func(to []byte, r *rand.Rand) []byte { return fmt.Appendf(to, "%08d", r.IntN(1e8)) },
	"customer": func(to []byte, r *rand.Rand) []byte { return fmt.Appendf(to, "%05d", r.IntN(1e5)) },
	"phone":    func(to []byte, r *rand.Rand) []byte { return fmt.Appendf(to, "%07d", r.IntN(1e7)) },
	"hex":      func(to []byte, r *rand.Rand) []byte { return fmt.Appendf(to, "%016x%016x", r.Uint64(), r.Uint64()) },
	"seconds":  func(to []byte, r *rand.Rand) []byte { return strconv.AppendInt(to, int64(r.IntN(600)), 10) },
	"score":    func(to []byte, r *rand.Rand) []byte { return strconv.AppendInt(to, int64(r.IntN(101)), 10) },
	"value":    func(to []byte, r *rand.Rand) []byte { return strconv.AppendInt(to, int64(r.IntN(10000)), 10) },
}

// compile splits the text at its words, and refuses what would be no attributes.
func (p *payload) compile() error {
	rest := p.Attributes
	for {
		text, behind, found := strings.Cut(rest, "<")
		word, after, closed := strings.Cut(behind, ">")
		if !found {
			p.pieces = append(p.pieces, piece{text: text})
			break
		}
		if _, known := words[word]; !closed || !known && word != "marker" {
			return fmt.Errorf("<%.20s> is no word that can be filled in", word)
		}
		p.pieces = append(p.pieces, piece{text, word})
		rest = after
	}
	sample := p.render(0, 0, 1<<53)
	switch object := map[string]any{}; {
	case json.Unmarshal([]byte(sample), &object) != nil:
		return fmt.Errorf("attributes are no JSON object: %.60s", sample)
	case !strings.Contains(p.Attributes, `"`+markerKey+`":<marker>`):
		return fmt.Errorf("attributes do not hold %q with the value <marker>", markerKey)
	case utf8.RuneCountInString(sample) > longestAttributes:
		return fmt.Errorf("attributes have %d characters; tasks hold %d", utf8.RuneCountInString(sample), longestAttributes)
	}
	return nil
}

// markerKey is where attributes hold the marker of the write that they came from.
const markerKey = "load_marker"

// render is the payload as a hit sends it.
func (p payload) render(seed uint64, hit int, marker uint64) string {
	return p.fill(chance(seed, hit), marker)
}

func (p payload) fill(r *rand.Rand, marker uint64) string {
	text := make([]byte, 0, len(p.Attributes)+64)
	for _, piece := range p.pieces {
		text = append(text, piece.text...)
		switch piece.word {
		case "":
		case "marker":
			text = strconv.AppendUint(text, marker, 10)
		default:
			text = words[piece.word](text, r)
		}
	}
	return string(text)
}

// chance is all that is random about a hit.
func chance(seed uint64, hit int) *rand.Rand { return rand.New(rand.NewPCG(seed, uint64(hit))) }

// pick renders one of the payloads, chosen by the hit.
func pick(from []payload, seed uint64, hit int, marker uint64) string {
	r := chance(seed, hit)
	return from[r.IntN(len(from))].fill(r, marker)
}
