package guard

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func decoded(t *testing.T, attributes string) map[string]any {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal([]byte(attributes), &object); err != nil {
		t.Fatal(err)
	}
	return object
}

func TestEveryLinkWithAnAddressIsFound(t *testing.T) {
	t.Parallel()
	got := MediaIn(decoded(t, `{
		"conversations": {"segment_link": "https://a.example/0", "media": [
			{"type": "Raw", "url": "https://a.example/1"},
			{"type": "ChatTranscript", "sid": "CH1"},
			{"type": "Video", "url": "https://a.example/2"},
			"https://a.example/3", 7, null,
			{"type": 7, "url": "https://a.example/4"},
			{"type": "Raw", "url": ""}
		]},
		"reservation_attributes": {
			"WR2": {"media": [{"type": "Embedded", "url": "https://a.example/5"}]},
			"WR1": {"media": [{"type": "VoiceRecording", "url": "https://a.example/6"}]},
			"WR3": "none", "WR4": {"media": {}}
		}
	}`))
	want := []Link{
		{"conversations.media", "conversations.media[0].url", "Raw", "https://a.example/1"},
		{"conversations.media", "conversations.media[2].url", "Video", "https://a.example/2"},
		{"conversations.media", "conversations.media[6].url", "", "https://a.example/4"},
		{"reservation_attributes.*.media", "reservation_attributes.WR1.media[0].url", "VoiceRecording", "https://a.example/6"},
		{"reservation_attributes.*.media", "reservation_attributes.WR2.media[0].url", "Embedded", "https://a.example/5"},
		{"conversations.segment_link", "conversations.segment_link", "", "https://a.example/0"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

func TestAttributesWithoutLinks(t *testing.T) {
	t.Parallel()
	for _, attributes := range []string{
		`{}`, `{"conversations":null}`, `{"conversations":"a"}`, `{"conversations":{"media":"https://a.example"}}`,
		`{"conversations":{"segment_link":7}}`, `{"reservation_attributes":[]}`,
	} {
		if got := MediaIn(decoded(t, attributes)); len(got) > 0 {
			t.Errorf("%s: found %v", attributes, got)
		}
	}
}
