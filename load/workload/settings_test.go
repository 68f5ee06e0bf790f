package workload

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tidwall/gjson"
)

func TestSettingsThatNoLoadCouldUseAreRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ from, to, says string }{
		{"tasks: 1000", "tasks: 0", "no tasks"},
		{"writers: 4", "writers: 1", "2 or more"},
		{"attempts: 20", "attempts: 65", "1 to 64"},
		{"behind: 51", "behind: 50", "odd number"},
		{"window: 2m", "window: 2ms", "second or more"},
		{"offers: 50", "offers: 0", "never looks for an offer"},
		{"tasks: 1000", "task: 1000", "task"},
		{"<score>", "<scores>", "<scores> is no word"},
		{`"load_marker":<marker>`, `"marker":<marker>`, "load_marker"},
		{`"conversations":{"conv`, `"conversations":["conv`, "no JSON object"},
		{"Retention - Success", strings.Repeat("x", longestAttributes), "tasks hold 4096"},
	} {
		if !bytes.Contains(settingsFile, []byte(row.from)) {
			t.Fatalf("workloads.yaml does not hold %q", row.from)
		}
		_, err := parseSettings(bytes.Replace(settingsFile, []byte(row.from), []byte(row.to), 1))
		if err == nil || !strings.Contains(err.Error(), row.says) || !strings.HasPrefix(err.Error(), "workloads.yaml: ") {
			t.Errorf("%q instead of %q says %v, want %q", row.to, row.from, err, row.says)
		}
	}
}

func TestEveryPayloadFitsAndNamesItsWrite(t *testing.T) {
	t.Parallel()
	s, err := readSettings()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(s.Payloads, s.Attachments...) {
		for hit := range 50 {
			marker := markerOf(hit, 3)
			text := p.render(9, hit, marker)
			if !gjson.Valid(text) || utf8.RuneCountInString(text) > longestAttributes {
				t.Fatalf("payload %q is no JSON, or too long: %s", p.Name, text)
			}
			if got := gjson.Get(text, markerKey).Uint(); got != marker || hitOf(got) != hit {
				t.Fatalf("payload %q of hit %d holds marker %d, want %d", p.Name, hit, got, marker)
			}
			if media := gjson.Get(text, "conversations.media.#.type").Array(); len(media) == 0 {
				t.Fatalf("payload %q has no media", p.Name)
			}
		}
	}
}

func TestAWorkloadThatIsNotThereIsAnErrorThatListsThem(t *testing.T) {
	t.Parallel()
	_, err := Named("task-updates")
	if err == nil {
		t.Fatal("there is a workload task-updates")
	}
	for _, name := range Names() {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%v does not name %s", err, name)
		}
		if got := named(t, name).Name(); got != name {
			t.Errorf("workload %s calls itself %s", name, got)
		}
	}
}

func FuzzAPayloadIsCompiledOrRefused(f *testing.F) {
	for _, seed := range []string{`{"load_marker":<marker>}`, `{"load_marker":<marker>,"a":"<hex>"}`, "<", "<>", "<marker", `{"a":"<b>"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := payload{Name: "fuzzed", Attributes: text}
		if p.compile() != nil {
			return
		}
		for _, marker := range []uint64{1, 1 << 40} {
			rendered := p.render(1, 2, marker)
			if !gjson.Valid(rendered) {
				t.Errorf("%q was taken and renders as %q", text, rendered)
			}
		}
	})
}

// TestFormsSendTheAttributes: the form is put together from texts that were escaped
// before.
func TestFormsSendTheAttributes(t *testing.T) {
	t.Parallel()
	s, err := readSettings()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range slices.Concat(s.Payloads, s.Attachments) {
		for hit := range 100 {
			marker := markerOf(hit, hit%writesPerHit)
			attributes, form := p.write(chance(9, hit), marker)
			if want := p.render(9, hit, marker); attributes != want {
				t.Errorf("payload %q: wrote %s, want %s", p.Name, attributes, want)
			}
			if want := "Attributes=" + url.QueryEscape(attributes); string(form) != want {
				t.Errorf("payload %q: the form is %s, want %s", p.Name, form, want)
			}
		}
	}
}

func TestNumbersAreFilledUpWithZeros(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 7, 9, 10, 99, 100, 12345, 99_999_999} {
		if got, want := string(digits(nil, n, 8)), fmt.Sprintf("%08d", n); got != want {
			t.Errorf("%d is written as %s, want %s", n, got, want)
		}
	}
	for _, n := range []uint64{0, 1, 0xabc, 1 << 63} {
		if got, want := string(hexadecimal(nil, n)), fmt.Sprintf("%016x", n); got != want {
			t.Errorf("%d is written as %s, want %s", n, got, want)
		}
	}
}
