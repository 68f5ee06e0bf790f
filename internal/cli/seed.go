package cli

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
)

// seedOr gives the seed that was asked for, or picks one: short enough to be
// typed again, and never 0, which stands for picking.
func seedOr(asked int64) (int64, error) {
	if asked != 0 {
		return asked, nil
	}
	var raw [4]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return 0, fmt.Errorf("pick a seed: %w", err)
	}
	return int64(binary.BigEndian.Uint32(raw[:])) + 1, nil
}
