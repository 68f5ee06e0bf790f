package rulebook_test

import (
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestACallbackIsRepeatedAsOftenAsItsWebhookSays(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	for _, row := range []struct {
		failed, asked int
		pause         time.Duration
		again         bool
	}{
		{1, 0, 0, false},
		{1, 1, time.Second, true},
		{2, 1, 0, false},
		{2, 2, 2 * time.Second, true},
		{3, 2, 0, false},
		{3, 3, 4 * time.Second, true},
		{4, 3, 0, false},
		{4, 4, 0, false}, // there is no fourth pause
		{1, -1, 0, false},
		{0, 3, 0, false},
	} {
		pause, again := book.PauseBefore(row.failed, row.asked)
		if pause != row.pause || again != row.again {
			t.Errorf("after %d failed attempts of which %d are repeated: %s (%t), want %s (%t)",
				row.failed, row.asked, pause, again, row.pause, row.again)
		}
	}
}

func TestWhatIsWorthAnotherAttempt(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	for status, want := range map[int]bool{0: true, 302: false, 400: false, 404: false, 428: false, 429: true, 430: false, 499: false, 500: true, 503: true, 599: true} {
		if got := book.WorthAnother(status); got != want {
			t.Errorf("status %d is worth another attempt: %t, want %t", status, got, want)
		}
	}
}
