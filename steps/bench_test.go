package steps

import (
	"runtime"
	"testing"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/reports"
)

// BenchmarkSuite plays the whole contract on the stand-in. The goal is less
// than a second for all of it on two cores, and 2 ms an example.
func BenchmarkSuite(b *testing.B) {
	contract, err := features.Load()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		rules, err := Suite{
			Target: mock(b, 1), Contract: contract, Selected: contract.Examples,
			Parallel: runtime.GOMAXPROCS(0), Seed: 1, Now: clock.Wall{}.Now,
		}.Run(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if total := (reports.Record{Rules: rules}).Totals(); total.Held == 0 {
			b.Fatalf("no rule held: %+v", total)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(contract.Examples)), "µs/example")
	b.ReportMetric(float64(len(contract.Examples)), "examples")
}
