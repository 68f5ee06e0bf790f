package sim

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
)

// ids gives out sids from a seed: the same account, asked the same things in
// the same order, gives the same sids.
type ids struct{ source *rand.PCG }

func newIDs(seed uint64) ids {
	const stream = 0x666c6578726967 // any constant; it only has to stay the same
	return ids{source: rand.NewPCG(seed, stream)}
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
