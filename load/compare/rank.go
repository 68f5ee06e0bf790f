package compare

import (
	"math"
	"slices"
	"sort"
	"sync"

	"github.com/aclements/go-moremath/stats"
)

// exactUpTo is the size of samples up to which the rank test's distribution is
// computed in full; it is that of benchmath's test.
const exactUpTo = 50

// shift is by how much b lies above a, with an interval: the median of all
// differences between a value of b and one of a (Hodges and Lehmann), and the
// differences that the rank test at alpha would not reject. It is the interval
// that belongs to the Mann–Whitney test, as the median of b/a belongs to its p.
func shift(a, b []float64, alpha float64) (centre, lo, hi float64) {
	differences := make([]float64, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			differences = append(differences, y-x)
		}
	}
	slices.Sort(differences)
	n := len(differences)
	k := rejected(len(a), len(b), alpha)
	if k == 0 { // too few samples for any interval at this level
		return median(differences), math.Inf(-1), math.Inf(1)
	}
	return median(differences), differences[k-1], differences[n-k]
}

// counted keeps what [rejected] found: it follows from three numbers, takes
// milliseconds, and every figure of a comparison asks for the same.
var counted sync.Map

type sizes struct {
	n, m  int
	alpha float64
}

// rejected counts the values of U, from 0 on, at which the two-sided rank test
// rejects at alpha.
func rejected(n, m int, alpha float64) int {
	of := sizes{n, m, alpha}
	if k, known := counted.Load(of); known {
		return k.(int)
	}
	k := of.rejected()
	counted.Store(of, k)
	return k
}

func (s sizes) rejected() int {
	n, m, alpha := s.n, s.m, s.alpha
	if n > exactUpTo || m > exactUpTo {
		mean := float64(n*m) / 2
		sd := math.Sqrt(float64(n*m*(n+m+1)) / 12)
		return max(int(math.Floor(mean-quantile(1-alpha/2)*sd)), 0)
	}
	u := stats.UDist{N1: n, N2: m}
	return sort.Search(n*m/2, func(k int) bool { return 2*u.CDF(float64(k)) > alpha })
}

// quantile is the standard normal distribution's.
func quantile(p float64) float64 { return stats.StdNormal.InvCDF(p) }

// median is that of values in ascending order.
func median(sorted []float64) float64 {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

func medianOf(values []float64) float64 { return median(slices.Sorted(slices.Values(values))) }
