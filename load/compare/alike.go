package compare

import "math"

// mostAlike bounds the correlation that is reckoned with: beyond it samples say
// next to nothing, and the estimate is no more than a guess.
const mostAlike = 0.9

// inflation is by how much windows that follow each other vary more, as means of
// many, than as many independent ones would: (1 + r) / (1 − r) for a series in which
// each value remembers the one before (AR(1)). r is the correlation of neighbours,
// the mean of both sides, with what so few samples underestimate it by put back
// (Kendall 1954: (1 + 4r) / n). It is 1 where neighbours are not alike.
func inflation(a, b []float64) float64 {
	r := (remembered(a) + remembered(b)) / 2
	if r <= 0 {
		return 1
	}
	r = min(r, mostAlike)
	return (1 + r) / (1 - r)
}

func remembered(values []float64) float64 {
	n := float64(len(values))
	return (neighbours(values) + 1/n) / (1 - 4/n)
}

// strict is the level at which a test of independent samples has to be made for
// one of alike samples to have the level alpha: its statistic varies by the root of
// the inflation more.
func strict(alpha, inflation float64) float64 {
	return tails(quantile(1-alpha/2) * math.Sqrt(inflation))
}

// lenient is the p value of a test of alike samples, from that of independent ones.
func lenient(p, inflation float64) float64 {
	if p >= 1 {
		return 1
	}
	return tails(-quantile(p/2) / math.Sqrt(inflation))
}

// tails is the chance of a standard normal value at least so far from 0.
func tails(z float64) float64 { return math.Erfc(z / math.Sqrt2) }
