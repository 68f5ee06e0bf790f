package insights_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/flexrig/flexrig/internal/insights"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func FuzzMedia(f *testing.F) {
	ada := "WR" + strings.Repeat("0", 31) + "1"
	for _, seed := range []string{
		`{}`, `{"conversations":7}`, `{"conversations":{"media":{}}}`, media(""), media(`null,7,"x",[],{}`),
		media(raw("a") + "," + voice("https://rec.example/1") + "," + transcript(chatSid) + "," + transcript("CH1")),
		media(`{"type":"VoiceRecording","url":"https://rec.example/1","start_time":1574350320,"channels":["customer",1],"title":[]}`),
		media(`{"type":"voicerecording"},{"type":7},{"type":"Raw","url":"x","title":"y"}`),
		`{"conversations":{"segment_link":7}}`, `{"conversations":{"segment_link":"https://rec.example/1","media":[` + voice("https://rec.example/2") + `]}}`,
		`{"reservation_attributes":{"` + ada + `":{"media":[` + raw("a") + `,{"type":"Raw"}]},"a.\"b[0]\u0000":{"media":[{}]},"":null}}`,
		`{"conversations":{"campaign":"` + strings.Repeat("🎧", 129) + `","order":"1","handling_team_name":"Sales","own":{"a":1}},"customers":{"acquisition_date":"1900-12-31","name":null}}`,
		`{"conversations":{"conversation_measure_11":1,"conversation_label_01":"a","a.b":1},"customers":[1]}`,
		`{"reservation_attributes":{"` + ada + `":7}}`, `{"reservation_attributes":[1]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		attributes, err := taskrouter.ParseAttributes(text, 4096)
		if err != nil {
			t.Skip("no task could carry this text")
		}
		h := newHistory()
		h.call(string(attributes)).offer("Ada").acceptRecorded().complete("")
		p := h.project()
		if _, err := json.Marshal(p); err != nil {
			t.Fatalf("attributes %q: projection cannot be written: %v", text, err)
		}
		object := attributes.Decode()
		for _, finding := range p.Findings {
			if !stands(object, finding.Path, strings.Contains(finding.Message, "missing") || strings.Contains(finding.Message, "has no type")) {
				t.Errorf("attributes %q: no %s for the finding %q", text, finding.Path, finding.Message)
			}
		}
		for _, s := range p.Segments {
			checkLinks(t, text, object, s)
			checkData(t, text, "conversations", s.Conversations)
			checkData(t, text, "customers", s.Customers)
		}
	})
}

func checkLinks(t *testing.T, text string, object map[string]any, s insights.Segment) {
	t.Helper()
	for _, link := range s.Media {
		if link.Path != "" && !stands(object, link.Path, false) {
			t.Errorf("attributes %q: no %s for the link %+v", text, link.Path, link)
		}
	}
	if len(s.Screen.Items) > len(s.Media) || s.Screen.Opens == (s.Screen.Tab != "") {
		t.Errorf("attributes %q: screen %+v for links %+v", text, s.Screen, s.Media)
	}
}

// checkData holds what was loaded to what can be loaded.
func checkData(t *testing.T, text, object string, loaded map[string]any) {
	t.Helper()
	for key, value := range loaded {
		known, ok := rulebook.Documented().DataKey(object, key)
		if _, isNumber := value.(float64); !ok || isNumber != (known.Kind == rulebook.DataNumber) {
			t.Errorf("attributes %q: %s.%s is loaded as %v", text, object, key, value)
		}
		if loaded, isText := value.(string); isText && utf8.RuneCountInString(loaded) > 128 {
			t.Errorf("attributes %q: %s.%s is loaded with %d characters", text, object, key, utf8.RuneCountInString(loaded))
		}
	}
}

// stands tells whether a path leads to a value, or, for a field that is
// missing, to the object that lacks it.
func stands(value any, path string, missing bool) bool {
	for path != "" {
		step, rest := nextStep(path)
		switch inner := value.(type) {
		case map[string]any:
			next, ok := inner[step]
			if !ok {
				return missing && rest == ""
			}
			value = next
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(inner) {
				return false
			}
			value = inner[i]
		default:
			return false
		}
		path = rest
	}
	return true
}

// nextStep takes the first key or index off a path: a.b, [0] or ["a.b"].
func nextStep(path string) (step, rest string) {
	if quoted, err := strconv.QuotedPrefix(strings.TrimPrefix(path, "[")); err == nil && path[0] == '[' {
		step, _ = strconv.Unquote(quoted)
		return step, strings.TrimPrefix(path[1+len(quoted):], "]")
	}
	if path[0] == '[' {
		step, rest, _ = strings.Cut(path[1:], "]")
		return step, rest
	}
	path = strings.TrimPrefix(path, ".")
	if end := strings.IndexAny(path, ".["); end >= 0 {
		return path[:end], path[end:]
	}
	return path, ""
}
