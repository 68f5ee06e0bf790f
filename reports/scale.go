package reports

import "math"

// A scale places values on a chart's axis: from min to max, at the pixels from
// and to. A logarithmic one takes what is below min for min.
type scale struct {
	min, max, from, to float64
	log                bool
}

// linearScale begins at 0, so that heights compare, and ends at a round value.
func linearScale(highest, from, to float64) scale {
	step := roundStep(highest)
	return scale{min: 0, max: step * max(1, math.Ceil(highest/step)), from: from, to: to}
}

// logScale covers its values from one of 1, 2 or 5 times a power of ten to
// another, and at least a decade.
func logScale(lowest, highest, from, to float64) scale {
	s := scale{min: roundDown(lowest), from: from, to: to, log: true}
	s.max = max(roundUp(highest), s.min*10)
	return s
}

func (s scale) at(v float64) float64 {
	share := (v - s.min) / (s.max - s.min)
	if s.log {
		share = math.Log(max(v, s.min)/s.min) / math.Log(s.max/s.min)
	}
	return math.Round((s.from+share*(s.to-s.from))*10) / 10
}

// ticks are the values at which the axis is labelled, each with so many pixels of
// room or more.
func (s scale) ticks(room float64) []float64 {
	length := math.Abs(s.to - s.from)
	if s.log {
		return s.decades(length, room)
	}
	reach := s.max - s.min
	step := roundStep(reach)
	for step < reach && reach/step*room > length {
		step = roundUp(step * 1.1)
	}
	var at []float64
	for n := math.Ceil(s.min / step); n*step <= s.max*1.0001; n++ {
		at = append(at, n*step)
	}
	return at
}

// decades labels 1, 2 and 5 of each power of ten, or the powers alone where those
// would be too many.
func (s scale) decades(length, room float64) []float64 {
	var all, powers []float64
	for decade := math.Pow(10, math.Floor(math.Log10(s.min))); decade <= s.max; decade *= 10 {
		for _, times := range []float64{1, 2, 5} {
			v := decade * times
			if v < s.min*0.9999 || v > s.max*1.0001 {
				continue
			}
			all = append(all, v)
			if times == 1 {
				powers = append(powers, v)
			}
		}
	}
	if s.max/s.min > 1000 || float64(len(all)-1)*room > length {
		return powers
	}
	return all
}

// roundStep is 1, 2 or 5 times a power of ten, of which four to eight reach v.
func roundStep(v float64) float64 {
	if v <= 0 || math.IsInf(v, 0) || math.IsNaN(v) {
		return 1
	}
	return roundUp(v / 8)
}

// roundUp is the next of 1, 2 and 5 times a power of ten.
func roundUp(v float64) float64 {
	decade := math.Pow(10, math.Floor(math.Log10(v)))
	for _, times := range []float64{1, 2, 5} {
		if v <= decade*times*1.0001 {
			return decade * times
		}
	}
	return decade * 10
}

func roundDown(v float64) float64 {
	decade := math.Pow(10, math.Floor(math.Log10(v)))
	for _, times := range []float64{5, 2} {
		if v >= decade*times*0.9999 {
			return decade * times
		}
	}
	return decade
}
