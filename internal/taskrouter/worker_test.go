package taskrouter

import "testing"

func TestAWorkerChannelTakesTasksUpToItsCapacity(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name     string
		capacity int
		open     bool
		assigned int
		ignore   bool
		takes    bool
		free     int
	}{
		{"nothing assigned", 1, true, 0, false, true, 100},
		{"full", 1, true, 1, false, false, 0},
		{"one of three taken", 3, true, 1, false, true, 66},
		{"two of three taken", 3, true, 2, false, true, 33},
		{"more than full, after the capacity was lowered", 1, true, 2, false, false, 0},
		{"full, but the task ignores that", 1, true, 1, true, true, 0},
		{"no capacity at all", 0, true, 0, false, false, 0},
		{"no capacity, but the task ignores that", 0, true, 0, true, true, 0},
		{"not available", 1, false, 0, false, false, 100},
		{"not available, though the task ignores capacity", 1, false, 0, true, false, 100},
	} {
		channel := WorkerChannel{Capacity: row.capacity, Available: row.open}
		if got := channel.Takes(row.assigned, row.ignore); got != row.takes {
			t.Errorf("%s: takes one more is %t, want %t", row.name, got, row.takes)
		}
		if got := channel.FreePercentage(row.assigned); got != row.free {
			t.Errorf("%s: %d%% free, want %d%%", row.name, got, row.free)
		}
	}
}

func TestWhatAnExpressionCanAskOfAWorker(t *testing.T) {
	t.Parallel()
	worker := Worker{
		Sid: "WK1", FriendlyName: "ann", ActivitySid: "WA1", ActivityName: "Available",
		Attributes: `{"languages":["en","de"],"routing":{"level":3},"sid":"own"}`,
	}
	for _, row := range []struct {
		expression string
		want       bool
	}{
		{`languages HAS "de"`, true},
		{`worker.languages HAS "de"`, true},
		{`languages HAS "fr"`, false},
		{`routing.level > 2`, true},
		{`worker.routing.level > 3`, false},
		{`friendly_name == "ann"`, true},
		{`worker.friendly_name == "Ann"`, false},
		{`activity_name == "Available"`, true},
		{`activity_sid == "WA1"`, true},
		{`sid == "own"`, true}, // an attribute of that name comes first
		{`sid == "WK1"`, false},
		{`shoe_size == 44`, false},
		{`1==1`, true},
	} {
		expression, err := ParseExpression(row.expression)
		if err != nil {
			t.Errorf("%s: %v", row.expression, err)
			continue
		}
		if got := expression.Matches(worker.Variables()); got != row.want {
			t.Errorf("%s is %t, want %t", row.expression, got, row.want)
		}
	}
}
