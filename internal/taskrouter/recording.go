package taskrouter

import (
	"github.com/tidwall/gjson"
	"github.com/tidwall/sjson"
)

// recordingPath is where a call's recording stands in a task's attributes.
const recordingPath = "conversations.segment_link"

// WithRecording gives the attributes with the link to a call's recording in the
// place that is meant for it (Twilio docs, Add Additional TaskRouter Data, add
// links to recordings). All else keeps its letters.
//
// The page does not say what becomes of what stands there. Assumed is that the
// platform overwrites nothing: it is false, and the attributes are as they were,
// where a link of the integration's own is there, where `conversations` is no
// object, where a key is given twice, so that what is written first would not be
// what is read, and where the text would grow past the limit of maxCharacters.
func (a Attributes) WithRecording(address string, maxCharacters int) (Attributes, bool) {
	conversations := gjson.Get(string(a), "conversations")
	if !absent(conversations) && !conversations.IsObject() || !absent(gjson.Get(string(a), recordingPath)) {
		return a, false
	}
	text, err := sjson.Set(string(a), recordingPath, address)
	if err != nil {
		return a, false
	}
	linked, err := ParseAttributes(text, maxCharacters)
	if err != nil {
		return a, false
	}
	if read, _ := linked.Lookup([]string{"conversations", "segment_link"}); read != address {
		return a, false
	}
	return linked, true
}

// absent tells whether a value counts as not given.
func absent(value gjson.Result) bool {
	return value.Type == gjson.Null || value.Type == gjson.String && value.Str == ""
}
