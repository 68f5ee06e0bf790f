package insights

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// keyTeamID is the key of the unique id of the team that handles a conversation.
const keyTeamID = "handling_team_id"

// customData is what Insights loads of one reading's attributes, by the
// attributes' objects. No object is nil.
type customData map[string]map[string]any

// A dataReader reads custom data out of a task's attributes, each text once, or
// out of a worker's, and notes what is not loaded as it was written. What nobody knows is no
// finding: it is ignored without a word.
type dataReader struct {
	*findings
	book *rulebook.Book
	done map[taskrouter.Attributes]customData
}

// read takes the custom data out of attributes, given as text and decoded.
func (r *dataReader) read(text taskrouter.Attributes, attributes map[string]any) customData {
	loaded, ok := r.done[text]
	if !ok {
		loaded = customData{}
		for _, object := range []string{keyConversations, keyCustomers} {
			loaded[object] = r.object(object, attributes[object])
		}
		if !r.sufficient(loaded) {
			loaded = customData{keyConversations: {}, keyCustomers: {}}
		}
		r.done[text] = loaded
	}
	return customData{
		keyConversations: maps.Clone(loaded[keyConversations]), // so that no two segments share theirs
		keyCustomers:     maps.Clone(loaded[keyCustomers]),
	}
}

// take copies keys, such as customers.name, from what was read at another time.
func (c customData) take(paths []string, from customData) {
	for _, path := range paths {
		object, key, _ := strings.Cut(path, ".")
		if value, ok := from[object][key]; ok {
			c[object][key] = value
		}
	}
}

// object loads the members of one object of a task's attributes.
func (r *dataReader) object(name string, value any) map[string]any {
	members, ok := value.(map[string]any)
	if !ok && value != nil && name != keyConversations { // of which the reader of links tells
		r.warnOnce("TD-18", name, "%s is %s; write an object, or nothing in it is loaded", name, jsonKind(value))
	}
	if r.book.Breaks(rulebook.NestedKeysAreFound) {
		members = flat(members)
	}
	return r.members(name, members)
}

// members loads those members of an object that are known, or those of a
// worker's attributes, which the book calls an object as well.
func (r *dataReader) members(name string, members map[string]any) map[string]any {
	loaded := make(map[string]any, len(members))
	for _, key := range slices.Sorted(maps.Keys(members)) {
		if r.passes(name, key, members[key]) {
			continue
		}
		known, ok := r.known(name, key)
		if !ok && r.book.Breaks(rulebook.UnknownKeysAreReported) {
			r.warnOnce("TD-15", member(name, key), "%s is not known", key)
		}
		switch {
		case ok && r.book.Breaks(rulebook.SeriesEndAtAGap) && !follows(known, key, members):
		case ok:
			if value, ok := r.value(known, name, key, members[key]); ok {
				loaded[key] = value
			}
		case r.book.DataUnknownKeys:
			loaded[key] = members[key]
		}
	}
	r.dropDependents(name, loaded)
	return loaded
}

// pathOf is where a known key stands in the attributes: a worker's own keys lie
// in no object.
func pathOf(object, key string) string {
	if object == rulebook.ObjectAgent {
		object = ""
	}
	return member(object, key)
}

// passes tells whether a member is no custom data: there is nothing in it, or it
// is a link.
func (r *dataReader) passes(object, key string, value any) bool {
	return value == nil && !r.coerces(rulebook.CoerceNullToText) ||
		object == keyConversations && (key == keyMedia || key == keySegmentLink)
}

func (r *dataReader) coerces(how string) bool { return slices.Contains(r.book.DataCoercions, how) }

// known finds what a key holds, by its exact letters and digits.
func (r *dataReader) known(object, key string) (rulebook.DataKey, bool) {
	if r.book.Breaks(rulebook.KeyCaseIsIgnored) {
		key = strings.ToLower(key)
	}
	if r.book.Breaks(rulebook.NumbersMayBePadded) {
		key = strings.Replace(key, "_0", "_", 1)
	}
	return r.book.DataKey(object, key)
}

// value gives what is loaded of a known key's value, and false for nothing.
func (r *dataReader) value(known rulebook.DataKey, object, key string, value any) (any, bool) {
	path := pathOf(object, key)
	value = r.coerced(known.Kind, value)
	if known.Kind == rulebook.DataNumber {
		number, ok := value.(float64)
		if !ok {
			r.warnOnce(known.Rule, path, "%s is %s and not loaded; write a number, without quotation marks", key, jsonKind(value))
		}
		return number, ok
	}
	text, ok := value.(string)
	if !ok {
		r.warnOnce(known.Rule, path, "%s is %s and not loaded; write a text", key, jsonKind(value))
		return nil, false
	}
	if object == rulebook.ObjectAgent && r.book.Breaks(rulebook.AgentTextsUncut) {
		return text, true
	}
	if known.Kind == rulebook.DataText || text == "" {
		return r.cut(path, key, text), true
	}
	return text, r.dated(known, path, key, text)
}

// coerced gives a value of another kind as its key's kind, where the book lets
// an account do so.
func (r *dataReader) coerced(kind rulebook.DataKind, value any) any {
	switch given := value.(type) {
	case string:
		if number, err := strconv.ParseFloat(given, 64); err == nil && kind == rulebook.DataNumber && r.coerces(rulebook.CoerceTextToNumber) {
			return number
		}
	case float64:
		if kind != rulebook.DataNumber && r.coerces(rulebook.CoerceNumberToText) {
			return plain(given)
		}
	case nil:
		return "" // asked for only where the book loads it
	}
	return value
}

// cut gives as much of a text as is loaded.
func (r *dataReader) cut(path, key, text string) string {
	start := beginning(text, r.book.DataTextUnit, r.book.DataTextLongest)
	if len(start) == len(text) || slices.Contains(r.book.DataUncut, path) {
		return text
	}
	if !r.book.Breaks(rulebook.CutsAreNotReported) {
		r.warnOnce("TD-19", path, "%s is cut to %s; write a shorter text", key, r.book.LongestText())
	}
	switch {
	case r.book.Breaks(rulebook.LongTextsAreDropped):
		return ""
	case r.book.Breaks(rulebook.LongTextsLoseTheirBeginning):
		return text[len(text)-len(start):]
	}
	return start
}

// dated tells whether a text names a date, or a year, that can be loaded.
func (r *dataReader) dated(known rulebook.DataKey, path, key, text string) bool {
	year, ok := yearOf(r.book, known.Kind, text)
	if !ok {
		r.warnOnce(known.Rule, path, "%s %q is no %s and not loaded; write it as in %s", key, text, known.Kind, sampleOf(known.Kind))
		return false
	}
	within := year >= r.book.DataYearFirst && year <= r.book.DataYearLast
	if !within {
		r.warnOnce("TD-20", path, "%s %q is not loaded; dates have to lie in the years %d to %d",
			key, text, r.book.DataYearFirst, r.book.DataYearLast)
	}
	return within
}

// dropDependents takes away what is not shown because another key is missing.
// An empty text is as good as none.
func (r *dataReader) dropDependents(object string, loaded map[string]any) {
	for _, dependent := range r.book.DataDependent {
		value, ok := loaded[dependent.Name]
		if dependent.Object != object || !ok || r.counts(loaded, dependent.Needs) {
			continue
		}
		delete(loaded, dependent.Name)
		if filled(value) {
			r.warnOnce(dependent.Rule, pathOf(object, dependent.Name), "%s does not show without %s; set that as well", dependent.Name, dependent.Needs)
		}
	}
}

// counts tells whether an id is there and not empty.
func (r *dataReader) counts(loaded map[string]any, id string) bool {
	value, given := loaded[id]
	return filled(value) || given && r.book.Breaks(rulebook.EmptyIDsCount)
}

func filled(value any) bool { return value != nil && value != "" }

// sufficient tells whether no obligatory key is missing.
func (r *dataReader) sufficient(loaded customData) bool {
	if len(loaded[keyConversations]) == 0 && len(loaded[keyCustomers]) == 0 {
		return true
	}
	for _, path := range r.book.DataObligatory {
		object, key, _ := strings.Cut(path, ".")
		if !filled(loaded[object][key]) {
			r.warnOnce("TD-17", path, "%s is missing; no custom data is loaded without it", path)
			return false
		}
	}
	return true
}

// dateForms are the ways in which a date may be written; the pages show none.
var dateForms = [...]string{time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", time.DateTime}

// yearOf gives the year that a text names, as it is written: in its own time
// zone. It is false for a text that is no date or year.
func yearOf(book *rulebook.Book, kind rulebook.DataKind, text string) (int, bool) {
	if kind == rulebook.DataYear {
		year, err := strconv.ParseUint(text, 10, 16)
		return int(year), err == nil && len(text) == len("1947")
	}
	for _, form := range dateForms {
		if at, err := time.Parse(form, text); err == nil {
			if book.Breaks(rulebook.DatesCountInUTC) {
				at = at.UTC()
			}
			return at.Year(), true
		}
	}
	return 0, false
}

func sampleOf(kind rulebook.DataKind) string {
	if kind == rulebook.DataYear {
		return "1947"
	}
	return "2019-11-21 or 2019-11-21T15:32:00Z"
}
