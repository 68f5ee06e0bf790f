package fault_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/fault"
)

var noon = time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)

func nothing(string) bool { return false }

func meterOf(t testing.TB, quota string) *fault.Meter {
	t.Helper()
	read, err := fault.DecodeQuota([]byte(quota))
	if err != nil {
		t.Fatal(err)
	}
	return fault.NewMeter(read)
}

func TestBucketsRefillAtTheirRate(t *testing.T) {
	t.Parallel()
	meter := meterOf(t, `{"operations":{"UpdateTask":{"rate":"2/s","burst":3}}}`)
	for i, row := range []struct {
		at        time.Duration // after noon
		refused   bool
		remaining int
		wait      time.Duration
	}{
		{0, false, 2, 0},
		{0, false, 1, 0},
		{0, false, 0, 0},
		{0, true, 0, 500 * time.Millisecond},
		{499 * time.Millisecond, true, 0, time.Millisecond},
		{500 * time.Millisecond, false, 0, 0},
		{500 * time.Millisecond, true, 0, 500 * time.Millisecond},
		{time.Hour, false, 2, 0},
	} {
		got := meter.Admit("UpdateTask", noon.Add(row.at), nothing)
		if (got.Refused == "UpdateTask") != row.refused || got.Remaining != row.remaining || (got.Wait-row.wait).Abs() > time.Microsecond {
			t.Errorf("request %d: got %+v, want refused %v, remaining %d, wait %s", i+1, got, row.refused, row.remaining, row.wait)
		}
		if got.Limit != "UpdateTask" || got.Most != 3 || got.Rate.String() != "2/s" {
			t.Errorf("request %d: limit %q of %d at %s", i+1, got.Limit, got.Most, got.Rate)
		}
	}
	if got := meter.Admit("FetchTask", noon, nothing); got != (fault.Verdict{}) {
		t.Errorf("an operation without a limit: %+v", got)
	}
}

// TestParametersHaveLimitsOfTheirOwn: those that Twilio has published are there
// without a word, and can be changed or left out.
func TestParametersHaveLimitsOfTheirOwn(t *testing.T) {
	t.Parallel()
	search := func(parameter string) bool { return parameter == "EvaluateTaskAttributes" }
	for _, row := range []struct {
		quota             string
		searches, fetches int // of five at once that are let through
	}{
		{`{}`, 3, 5},
		{`{"documented":false}`, 5, 5},
		{`{"operations":{"ListTask":{"rate":"1/s"}}}`, 3, 1},
		{`{"documented":false,"operations":{"ListTask":{"rate":"1/s"}}}`, 1, 0},
		{`{"operations":{"ListTask?EvaluateTaskAttributes":{"rate":"2/s"}}}`, 2, 5},
	} {
		meter := meterOf(t, row.quota)
		searches, fetches := 0, 0
		for range 5 {
			if meter.Admit("ListTask", noon, search).Refused == "" {
				searches++
			}
		}
		for range 5 {
			if meter.Admit("ListTask", noon, nothing).Refused == "" {
				fetches++
			}
		}
		if searches != row.searches || fetches != row.fetches {
			t.Errorf("%s: %d searches and %d other lists of five, want %d and %d", row.quota, searches, fetches, row.searches, row.fetches)
		}
	}
}

func TestConcurrencyIsCounted(t *testing.T) {
	t.Parallel()
	meter := meterOf(t, `{"concurrency":2,"operations":{"UpdateTask":{"rate":"2/h"}}}`)
	admit := func(want string) {
		t.Helper()
		if got := meter.Admit("UpdateTask", noon, nothing); got.Refused != want {
			t.Errorf("refused by %q, want %q", got.Refused, want)
		}
	}
	admit("")
	admit("UpdateTask") // two an hour is a burst of one
	if got := meter.Admit("FetchTask", noon, nothing); got.Refused != "" {
		t.Errorf("a request that was refused still counts: %+v", got)
	}
	admit(fault.ByConcurrency)
	meter.Leave()
	admit("UpdateTask")
}

func TestQuotasAreRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ quota, wants string }{
		{``, "write"},
		{`[]`, "write"},
		{`{"concurrent":1}`, `unknown field "concurrent"`},
		{`{"concurrency":-1}`, "concurrency is -1"},
		{`{"operations":{"":{"rate":"3/s"}}}`, "is none"},
		{`{"operations":{"ListTask?":{"rate":"3/s"}}}`, "is none"},
		{`{"operations":{"ListTask?a=b":{"rate":"3/s"}}}`, "is none"},
		{`{"operations":{"UpdateTask":{}}}`, "no rate"},
		{`{"operations":{"UpdateTask":{"rate":"3"}}}`, "3/s, 90/m, 1000/h"},
		{`{"operations":{"UpdateTask":{"rate":"0/s"}}}`, "3/s, 90/m, 1000/h"},
		{`{"operations":{"UpdateTask":{"rate":"3/d"}}}`, "3/s, 90/m, 1000/h"},
		{`{"operations":{"UpdateTask":{"rate":"3/s","burst":-1}}}`, "burst of -1"},
	} {
		if _, err := fault.DecodeQuota([]byte(row.quota)); err == nil || !strings.Contains(err.Error(), row.wants) {
			t.Errorf("%s: got %v, want %q", row.quota, err, row.wants)
		}
	}
}

func TestQuotasAreToldAsTheyAreRead(t *testing.T) {
	t.Parallel()
	const want = `{"concurrency":10,"operations":{"UpdateTask":{"rate":"90/m","burst":5}},"documented":false,"retry_after":true}`
	quota, err := fault.DecodeQuota([]byte(want))
	if err != nil {
		t.Fatal(err)
	}
	if told, err := json.Marshal(quota); err != nil || string(told) != want {
		t.Errorf("got %s, %v\nwant %s", told, err, want)
	}
}

// FuzzDecodeQuota: no text brings the reader down, and what it takes can be counted
// against, told, and read again.
func FuzzDecodeQuota(f *testing.F) {
	for _, text := range []string{
		`{}`, `{"concurrency":1}`, `{"operations":{"UpdateTask":{"rate":"1000000/s","burst":1}}}`, `{"documented":false}`,
		`{"operations":{"ListTask?EvaluateTaskAttributes":{"rate":"1/h"}},"retry_after":true}`, `{"operations":null}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		quota, err := fault.DecodeQuota([]byte(text))
		if err != nil {
			return
		}
		meter := fault.NewMeter(quota)
		for _, name := range append(quota.Names(), "FetchTask") {
			if got := meter.Admit(name, noon, nothing); got.Remaining < 0 || got.Wait < 0 {
				t.Fatalf("%s: %+v", name, got)
			}
		}
		told, err := json.Marshal(quota)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fault.DecodeQuota(told); err != nil {
			t.Fatalf("%s was told and is not read again: %v", told, err)
		}
	})
}
