package compare

import (
	"math"
	"slices"
)

// straighten takes a straight drift out of the logarithms of two samples whose
// rounds took turns: of a machine that warms up or fills up while it is
// measured. The slope is the median of the slopes between all pairs of rounds
// (Theil and Sen), each side about its own median, so that a stalled round moves
// it little. Since the turns are A B B A, the slope and the difference of the
// sides say nothing of each other, and no difference is taken away with it.
func straighten(a, b []float64) {
	when, level := make([]float64, 0, 2*len(a)), make([]float64, 0, 2*len(a))
	middleA, middleB := medianOf(a), medianOf(b)
	for i := range a {
		atA, atB := turns(i)
		when = append(when, float64(atA), float64(atB))
		level = append(level, a[i]-middleA, b[i]-middleB)
	}
	slope := theilSen(when, level)
	centre := float64(2*len(a)-1) / 2
	for i := range a {
		atA, atB := turns(i)
		a[i] -= slope * (float64(atA) - centre)
		b[i] -= slope * (float64(atB) - centre)
	}
}

// turns gives the places of the i-th round of A and of B in the order A B B A.
func turns(i int) (a, b int) {
	if i%2 == 0 {
		return 2 * i, 2*i + 1
	}
	return 2*i + 1, 2 * i
}

func theilSen(x, y []float64) float64 {
	slopes := make([]float64, 0, len(x)*(len(x)-1)/2)
	for i := range x {
		for j := range i {
			slopes = append(slopes, (y[i]-y[j])/(x[i]-x[j]))
		}
	}
	return medianOf(slopes)
}

// logs turns ratios into differences.
func logs(values []float64) []float64 {
	out := slices.Clone(values)
	for i, v := range values {
		out[i] = math.Log(v)
	}
	return out
}
