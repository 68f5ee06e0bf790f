package workload

// writesPerHit is how many writes of one hit have a marker of their own.
const writesPerHit = 64

// markerOf is the marker of a hit's write, both counted from 0. It is unique in
// the load and never 0, and tells which hit it came from.
func markerOf(hit, write int) uint64 { return uint64(hit)*writesPerHit + uint64(write) + 1 }

// hitOf is the hit that a marker came from; the marker is not 0.
func hitOf(marker uint64) int { return int((marker - 1) / writesPerHit) }
