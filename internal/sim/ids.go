package sim

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// ids gives out sids from a seed: the same account, asked the same things in
// the same order, gives the same sids.
type ids struct{ source *rand.PCG }

func newIDs(seed uint64) ids {
	const stream = 0x666c6578726967 // any constant; it only has to stay the same
	return ids{source: rand.NewPCG(seed, stream)}
}

// nextOf gives a sid with as many digits as a book says, where another number is
// the platform's.
func (i ids) nextOf(prefix string, digits int) string {
	sid := i.next(prefix)
	if digits <= len(sid)-len(prefix) {
		return sid[:len(prefix)+digits]
	}
	return sid + strings.Repeat("0", digits-(len(sid)-len(prefix)))
}

// next gives a sid: the prefix and 32 lower-case hex digits.
func (i ids) next(prefix string) string {
	var raw [16]byte
	binary.BigEndian.PutUint64(raw[:8], i.source.Uint64())
	binary.BigEndian.PutUint64(raw[8:], i.source.Uint64())
	var text [34]byte
	copy(text[:], prefix)
	hex.Encode(text[2:], raw[:])
	return string(text[:])
}

// found gives the resource of a sid. Only a mutant takes another text for a sid
// than the sid itself.
func found[T any](book *rulebook.Book, t *table[T], asked string, sidOf func(T) string) (T, bool) {
	if value, ok := t.get(asked); ok {
		return value, true
	}
	return t.find(func(value T) bool { return resembles(book, asked, sidOf(value)) })
}

// resembles tells whether a book takes a text for a sid that it is not.
func resembles(book *rulebook.Book, asked, sid string) bool {
	const prefix = 2
	if len(asked) < prefix || len(sid) < prefix {
		return false
	}
	shorter := min(len(asked), len(sid))
	switch {
	case book.Breaks(rulebook.SidCaseIsIgnored):
		return strings.EqualFold(asked, sid)
	case book.Breaks(rulebook.SidPrefixIsIgnored):
		return asked[prefix:] == sid[prefix:]
	case book.Breaks(rulebook.SidEndIsIgnored):
		return len(asked) != len(sid) && asked[:shorter] == sid[:shorter]
	case book.Breaks(rulebook.SidDigitsAreUnchecked):
		return len(asked) == len(sid) && asked[:prefix] == sid[:prefix] && likely(asked, sid)
	}
	return false
}

// likely tells whether two sids differ by one digit at most.
func likely(asked, sid string) bool {
	differ := 0
	for i := range len(sid) {
		if asked[i] != sid[i] {
			differ++
		}
	}
	return differ <= 1
}
