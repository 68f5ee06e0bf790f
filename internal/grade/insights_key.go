package grade

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// The members of conversations that hold links and no custom data.
var linkKeys = []string{"media", "segment_link"}

// platformsKeys are members of conversations that Flex itself writes into every
// task of an interaction and that Insights does not load. Clients that keep or
// correct them do as Flex does. Twilio docs, Interactions API.
var platformsKeys = []string{"communication_channel", "direction"}

// judgeInsightsKeys looks for keys that Insights ignores without a word: a
// warning where one resembles a key that it knows, else a note. Those that no
// request has set are the platform's own, or a Studio flow's, and platformsKeys
// are the platform's whoever sends them.
func judgeInsightsKeys(j *judge) {
	for _, sid := range j.sids {
		t := j.of[sid]
		for _, object := range []string{rulebook.ObjectConversations, rulebook.ObjectCustomers} {
			gjson.Get(string(t.latest.Attributes), object).ForEach(func(key, _ gjson.Result) bool {
				j.judgeInsightsKey(sid, object, key.String())
				return true
			})
		}
	}
}

func (j *judge) judgeInsightsKey(sid, object, key string) {
	if _, known := j.Book.DataKey(object, key); known || key == "" || j.Book.DataUnknownKeys ||
		object == rulebook.ObjectConversations && (slices.Contains(linkKeys, key) || slices.Contains(platformsKeys, key)) {
		return
	}
	path := object + "." + key
	author := j.authorAt(sid, []string{object, key})
	if author == nil {
		return
	}
	if meant := j.nearest(object, key); meant != "" {
		j.see(UnknownInsightsKey, Warning, path, author, "task %s: Insights ignores %.100q; did you mean %s.%s?", sid, path, object, meant)
		return
	}
	j.see(UnknownInsightsKey, Note, path, author, "task %s: Insights ignores %.100q", sid, path)
}

// nearest finds the key of an object that somebody who wrote another one is
// likely to have meant, or "" where none comes near: the same letters in another
// case, or at most one slip in four letters.
func (j *judge) nearest(object, written string) string {
	const longest = 60 // no key is as long
	if len(written) > longest {
		return ""
	}
	best, least := "", len(written)/4+1
	for _, key := range slices.Concat(j.Book.DataKeys, j.Book.DataSeries) {
		name := key.Name
		if key.Last > 0 {
			name += "_1"
		}
		switch slips := levenshtein.ComputeDistance(written, name); {
		case key.Object != object:
		case strings.EqualFold(name, written):
			return name
		case slips < least:
			best, least = name, slips
		}
	}
	return best
}
