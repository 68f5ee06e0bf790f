package rulebook_test

import (
	"fmt"
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// The values stand once more as the pages write them, so that a slip in the book
// is seen here and not first in a feature.
func TestTheDocumentedValuesAreThoseOfThePages(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	for what, row := range map[string]struct{ got, want any }{
		"a completed task stays":             {book.CompletedTaskRetention, "2m"},
		"a channel stays":                    {book.ChannelRetention, "180d"},
		"a task may wait":                    {book.TaskTimeoutLongest, "14d"},
		"an offer waits":                     {book.ReservationTimeout, "2m"},
		"attributes hold characters":         {book.AttributesCharacters, "4096"},
		"a value is loaded to the character": {book.DataTextLongest, "128"},
		"dates begin with the year":          {book.DataYearFirst, "1901"},
		"dates end with the year":            {book.DataYearLast, "2049"},
		"data is loaded every":               {book.LoadInterval, "1h"},
		"the player shows recordings":        {book.PlayerRecordings, "1"},
		"a callback waits":                   {book.WebhookTimeout, "15s"},
		"extraction events":                  {len(book.ExtractionEvents), "6"},
		"media types":                        {len(book.MediaTypes), "5"},
		"channel types":                      {len(book.ChannelTypes), "8"},
	} {
		if got := fmt.Sprint(row.got); got != row.want {
			t.Errorf("%s: %s, want %s", what, got, row.want)
		}
	}
}
