package target

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
)

// An identity is what makes an account: its credentials, and the seed of all
// that is random in it.
type identity struct {
	sid   string // AC and 32 hex digits
	token string // 32 hex digits
	seed  uint64 // below 2^53, so that any JSON reader keeps it whole

	user, password string // an API key and its secret; empty stands for sid and token
}

// identify derives an identity from a run's seed, an example's name and how
// often the name was opened before in this run (0 the first time). Nothing else
// has a part in it, so that the order of examples has none.
func identify(seed int64, name string, opened int) identity {
	derive := func(part string) [sha256.Size]byte {
		return sha256.Sum256(fmt.Appendf(nil, "%s\x00%d\x00%d\x00%s", part, seed, opened, name))
	}
	sid, token, random := derive("sid"), derive("token"), derive("seed")
	return identity{
		sid:   "AC" + hex.EncodeToString(sid[:16]),
		token: hex.EncodeToString(token[:16]),
		seed:  binary.BigEndian.Uint64(random[:8]) >> 11,
	}
}
