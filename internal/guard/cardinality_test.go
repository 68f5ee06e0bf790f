package guard

import (
	"fmt"
	"testing"
)

func TestWhatCountsAsAValue(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		value func(n int) string
		want  int
	}{
		{"texts", func(n int) string { return fmt.Sprintf(`"%d"`, n) }, 1},
		{"numbers", func(n int) string { return fmt.Sprint(n) }, 1},
		{"objects", func(n int) string { return fmt.Sprintf(`{"id":%d}`, n) }, 1},
		{"nulls", func(int) string { return "null" }, 0},
		{"empty texts", func(int) string { return `""` }, 0},
		{"the same text", func(int) string { return `"Spring"` }, 0},
	} {
		var records []map[string]any
		for n := range 20 {
			records = append(records, decoded(t, `{"conversations":{"conversation_attribute_1":`+row.value(n)+`}}`))
		}
		if got := Default().Differing(records); len(got) != row.want {
			t.Errorf("%s: found %v, want %d findings", row.name, got, row.want)
		}
	}
}

// TestRecordsThatLackAnAttributeDoNotCount: ten of a thousand tasks that carry it
// are judged among themselves.
func TestRecordsThatLackAnAttributeDoNotCount(t *testing.T) {
	t.Parallel()
	var records []map[string]any
	for n := range 100 {
		attributes := `{"conversations":{}}`
		if n%10 == 0 {
			attributes = fmt.Sprintf(`{"conversations":{"conversation_attribute_1":"%d"},"ticket":"%d"}`, n, n)
		}
		records = append(records, decoded(t, attributes))
	}
	got := Default().Differing(records)
	if len(got) != 1 || got[0].Path != "conversations.conversation_attribute_1" || got[0].Severity != Warning {
		t.Errorf("found %v, want one warning", got)
	}
}
