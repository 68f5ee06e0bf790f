package insights

import (
	"slices"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A Screen is what happens when somebody drills down to the segment.
type Screen struct {
	Opens bool   `json:"opens"`         // whether the Conversation Screen opens
	Tab   string `json:"tab,omitempty"` // the address that opens in a browser tab instead
	Items []Item `json:"items"`         // what the user can switch between, in order; never nil
}

// An Item is one thing on the Conversation Screen.
type Item struct {
	// Presentation is how the item shows: iframe, link, player, transcript, or
	// tab for a Raw link that is not the first.
	Presentation string `json:"presentation"`
	Type         string `json:"type"`
	URL          string `json:"url,omitempty"`
	Sid          string `json:"sid,omitempty"`
	Title        string `json:"title,omitempty"`
	StartTime    *int64 `json:"start_time,omitempty"` // milliseconds since 1970
}

// screenOf works out the drill-down for a segment's links. Only a Raw link in
// front keeps the Conversation Screen shut; it opens empty where there is
// nothing to show.
func screenOf(book *rulebook.Book, media []Link) Screen {
	if rawHides(book, media) {
		raw := slices.IndexFunc(media, func(l Link) bool { return l.Type == typeRaw })
		return Screen{Tab: media[raw].URL, Items: []Item{}}
	}
	items := make([]Item, 0, len(media))
	for _, link := range playable(book, media) {
		kind, _ := book.MediaType(link.Type)
		items = append(items, Item{
			Presentation: kind.Presentation, Type: link.Type, URL: link.URL,
			Sid: link.Sid, Title: link.Title, StartTime: link.StartTime,
		})
	}
	if len(items) > 1 && book.Breaks(rulebook.ScreenShowsOne) {
		items = items[:1]
	}
	opens := len(items) > 0 || !book.Breaks(rulebook.EmptyScreenStaysShut)
	return Screen{Opens: opens, Items: ordered(book.ScreenOrder, items)}
}

// playable leaves out the recordings that the player does not show.
func playable(book *rulebook.Book, media []Link) []Link {
	var shown []Link
	recordings, last := 0, lastRecording(media)
	for i, link := range media {
		if link.Type == typeVoiceRecording {
			recordings++
			plays := recordings <= book.PlayerRecordings
			switch {
			case book.Breaks(rulebook.PlayerTakesLast):
				plays = i == last
			case book.Breaks(rulebook.PlayerTakesFirstLink):
				plays = i == 0
			}
			if !plays {
				continue
			}
		}
		shown = append(shown, link)
	}
	return shown
}

func lastRecording(media []Link) int {
	last := -1
	for i, link := range media {
		if link.Type == typeVoiceRecording {
			last = i
		}
	}
	return last
}

// ordered brings what a screen shows into an order.
func ordered(order string, items []Item) []Item {
	switch order {
	case rulebook.OrderReversed:
		slices.Reverse(items)
	case rulebook.OrderOfTypes:
		slices.SortStableFunc(items, func(a, b Item) int { return strings.Compare(a.Type, b.Type) })
	}
	return items
}

// rawHides tells whether the links keep the Conversation Screen shut.
func rawHides(book *rulebook.Book, media []Link) bool {
	if book.Breaks(rulebook.RawAnywhereHidesScreen) {
		return slices.ContainsFunc(media, func(l Link) bool { return l.Type == typeRaw })
	}
	if !book.RawFirstHidesScreen || len(media) == 0 || media[0].Type != typeRaw {
		return false
	}
	return !(len(media) > 1 && book.Breaks(rulebook.RawHidesScreenAlone)) &&
		!(media[0].Level == string(rulebook.LevelReservation) && book.Breaks(rulebook.ReservationRawIsNoTab))
}
