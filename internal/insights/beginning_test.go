package insights_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestOfATextTheFirst128CharactersAreLoaded(t *testing.T) {
	t.Parallel()
	const family = "👩‍👩‍👧" // five code points
	for _, row := range []struct {
		text, campaign, loaded string
		cut                    bool
	}{
		{"nothing", "", "", false},
		{"127 letters", strings.Repeat("a", 127), strings.Repeat("a", 127), false},
		{"128 letters", strings.Repeat("a", 128), strings.Repeat("a", 128), false},
		{"129 letters", strings.Repeat("a", 128) + "b", strings.Repeat("a", 128), true},
		{"128 letters of two bytes", strings.Repeat("ž", 128), strings.Repeat("ž", 128), false},
		{"129 letters of two bytes", strings.Repeat("ž", 129), strings.Repeat("ž", 128), true},
		{"128 letters of three bytes", strings.Repeat("東", 128), strings.Repeat("東", 128), false},
		{"128 emoji of two UTF-16 units", strings.Repeat("🎧", 128), strings.Repeat("🎧", 128), false},
		{"129 emoji", strings.Repeat("🎧", 129), strings.Repeat("🎧", 128), true},
		{"an emoji at the end", strings.Repeat("a", 127) + "🎧", strings.Repeat("a", 127) + "🎧", false},
		{"an emoji beyond the end", strings.Repeat("a", 128) + "🎧", strings.Repeat("a", 128), true},
		{"an emoji of several across the end", strings.Repeat("a", 127) + family, strings.Repeat("a", 127) + "👩", true},
		{"an accent of its own beyond the end", strings.Repeat("a", 127) + "e\u0301", strings.Repeat("a", 127) + "e", true},
		{"blanks count", strings.Repeat(" ", 128) + "a", strings.Repeat(" ", 128), true},
	} {
		for object, keys := range map[string][]string{
			"conversations": {"campaign", "conversation_id", "conversation_attribute_1", "conversation_label_10"},
			"customers":     {"name", "external_id", "customer_link", "customer_attribute_3", "customer_label_1"},
		} {
			for _, key := range keys {
				h := newHistory()
				chatByAda(h, written(t, map[string]any{object: map[string]any{key: row.campaign}})).complete("")
				p := h.project()
				s := segmentOf(t, p, "Ada")
				got := map[string]map[string]any{"conversations": s.Conversations, "customers": s.Customers}[object][key]
				if got != row.loaded {
					t.Errorf("%s.%s, %s: got %q, want %q", object, key, row.text, got, row.loaded)
				}
				want := ""
				if row.cut {
					want = "warning TD-19 " + object + "." + key
				}
				if got := findingsInWords(p.Findings); got != want {
					t.Errorf("%s.%s, %s: findings %q, want %q", object, key, row.text, got, want)
				}
			}
		}
	}
}

func TestABookMayCountInOtherUnits(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		unit    string
		longest int
		want    string
	}{
		{rulebook.UnitCharacter, 3, "až🎧"},
		{rulebook.UnitByte, 1, "a"},
		{rulebook.UnitByte, 2, "a"},
		{rulebook.UnitByte, 3, "až"},
		{rulebook.UnitByte, 6, "až"},
		{rulebook.UnitByte, 7, "až🎧"},
		{rulebook.UnitUTF16, 3, "až"},
		{rulebook.UnitUTF16, 4, "až🎧"},
	} {
		h := newHistory()
		chatByAda(h, `{"conversations":{"campaign":"až🎧b"}}`).complete("")
		p := h.project(func(b *rulebook.Book) { b.DataTextUnit, b.DataTextLongest = row.unit, row.longest })
		if got := segmentOf(t, p, "Ada").Conversations["campaign"]; got != row.want {
			t.Errorf("%d of the unit %s: got %q, want %q", row.longest, row.unit, got, row.want)
		}
	}
}

func TestWhatIsLoadedOfATextIsItsBeginning(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		campaign := rapid.StringN(0, 300, -1).Draw(rt, "campaign")
		h := newHistory()
		chatByAda(h, written(t, map[string]any{"conversations": map[string]any{"campaign": campaign}})).complete("")
		got, _ := segmentOf(t, h.project(), "Ada").Conversations["campaign"].(string)
		if !strings.HasPrefix(campaign, got) || utf8.RuneCountInString(got) != min(128, utf8.RuneCountInString(campaign)) {
			rt.Errorf("of %q the part %q is loaded", campaign, got)
		}
	})
}
