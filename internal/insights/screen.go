package insights

import "github.com/flexrig/flexrig/internal/rulebook"

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
	if rawFirst(book, media) {
		return Screen{Tab: media[0].URL, Items: []Item{}}
	}
	items := make([]Item, 0, len(media))
	recordings := 0
	for _, link := range media {
		if link.Type == typeVoiceRecording {
			if recordings++; recordings > book.PlayerRecordings {
				continue
			}
		}
		kind, _ := book.MediaType(link.Type)
		items = append(items, Item{
			Presentation: kind.Presentation, Type: link.Type, URL: link.URL,
			Sid: link.Sid, Title: link.Title, StartTime: link.StartTime,
		})
	}
	return Screen{Opens: true, Items: items}
}

// rawFirst tells whether the links keep the Conversation Screen shut.
func rawFirst(book *rulebook.Book, media []Link) bool {
	return book.RawFirstHidesScreen && len(media) > 0 && media[0].Type == typeRaw
}
