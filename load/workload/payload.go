package workload

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
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

// A piece is text that stays as it is, and what is filled in behind it.
type piece struct {
	text string
	form string // the text as a form sends it
	word word   // nil behind the last text, and where the marker goes
	mark bool   // the marker goes there
}

// A word appends what a payload says in angle brackets, taking what it needs from
// the hit's own chance. It is made of letters and digits, which forms send as
// they are.
type word func(to []byte, r *rand.Rand) []byte

var words = map[string]word{
	"ticket":   func(to []byte, r *rand.Rand) []byte { return digits(to, r.IntN(1e8), 8) },
	"customer": func(to []byte, r *rand.Rand) []byte { return digits(to, r.IntN(1e5), 5) },
	"phone":    func(to []byte, r *rand.Rand) []byte { return digits(to, r.IntN(1e7), 7) },
	"hex":      func(to []byte, r *rand.Rand) []byte { return hexadecimal(hexadecimal(to, r.Uint64()), r.Uint64()) },
	"seconds":  func(to []byte, r *rand.Rand) []byte { return strconv.AppendInt(to, int64(r.IntN(600)), 10) },
	"score":    func(to []byte, r *rand.Rand) []byte { return strconv.AppendInt(to, int64(r.IntN(101)), 10) },
	"value":    func(to []byte, r *rand.Rand) []byte { return strconv.AppendInt(to, int64(r.IntN(10000)), 10) },
}

// digits appends a number with zeros before it.
func digits(to []byte, n, width int) []byte {
	for below := 10; width > 1; width, below = width-1, below*10 {
		if n < below {
			to = append(to, '0')
		}
	}
	return strconv.AppendInt(to, int64(n), 10)
}

// hexadecimal appends 16 hex digits.
func hexadecimal(to []byte, n uint64) []byte {
	return hex.AppendEncode(to, binary.BigEndian.AppendUint64(make([]byte, 0, 8), n))
}

// compile splits the text at its words, and refuses what would be no attributes.
func (p *payload) compile() error {
	rest := p.Attributes
	for {
		text, behind, found := strings.Cut(rest, "<")
		word, after, closed := strings.Cut(behind, ">")
		if !found {
			p.pieces = append(p.pieces, piece{text: text, form: url.QueryEscape(text)})
			break
		}
		if words[word] == nil && word != "marker" || !closed {
			return fmt.Errorf("<%.20s> is no word that can be filled in", word)
		}
		p.pieces = append(p.pieces, piece{text, url.QueryEscape(text), words[word], word == "marker"})
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
		text = piece.behind(append(text, piece.text...), r, marker)
	}
	return string(text)
}

// write is the payload as fill gives it, and the form that sends it, whose texts
// were escaped before.
func (p payload) write(r *rand.Rand, marker uint64) (attributes string, form []byte) {
	text := make([]byte, 0, len(p.Attributes)+64)
	form = append(make([]byte, 0, 2*len(p.Attributes)+64), attributesField...)
	for _, piece := range p.pieces {
		text = append(text, piece.text...)
		filled := len(text)
		text = piece.behind(text, r, marker)
		form = append(append(form, piece.form...), text[filled:]...)
	}
	return string(text), form
}

// behind appends what is filled in behind the piece's text.
func (p piece) behind(text []byte, r *rand.Rand, marker uint64) []byte {
	switch {
	case p.mark:
		return strconv.AppendUint(text, marker, 10)
	case p.word != nil:
		return p.word(text, r)
	}
	return text
}

// chance is all that is random about a hit.
func chance(seed uint64, hit int) *rand.Rand { return rand.New(rand.NewPCG(seed, uint64(hit))) }

// pick renders one of the payloads, chosen by the hit.
func pick(from []payload, seed uint64, hit int, marker uint64) string {
	r := chance(seed, hit)
	return from[r.IntN(len(from))].fill(r, marker)
}

// pickWrite is what pick gives, and the form that sends it.
func pickWrite(from []payload, seed uint64, hit int, marker uint64) (attributes string, form []byte) {
	r := chance(seed, hit)
	return from[r.IntN(len(from))].write(r, marker)
}
