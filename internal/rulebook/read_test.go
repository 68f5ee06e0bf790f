package rulebook_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// wholeBook lets a comparison see the switches too: no file turns one on.
var wholeBook = cmp.AllowUnexported(rulebook.Book{})

func TestReadReplacesWhatTheFileNamesAndNothingElse(t *testing.T) {
	t.Parallel()
	book, corrections, err := rulebook.Read(strings.NewReader("completed_task_retention: 3m\nplayer_recordings: 2\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := rulebook.Documented()
	want.CompletedTaskRetention = rulebook.Duration(3 * time.Minute)
	want.PlayerRecordings = 2
	if diff := cmp.Diff(want, book, wholeBook); diff != "" {
		t.Errorf("the book differs from what the file asks for (-want +got):\n%s", diff)
	}
	wantCorrections := []rulebook.Correction{
		{Rules: []string{"TD-06", "TD-07", "TD-10"}, Name: "completed_task_retention", Documented: "2m", Used: "3m"},
		{Rules: []string{"CM-17"}, Name: "player_recordings", Documented: "1", Used: "2"},
	}
	if diff := cmp.Diff(wantCorrections, corrections); diff != "" {
		t.Errorf("corrections (-want +got):\n%s", diff)
	}
}

func TestReadOfNothingIsTheDocumentedBook(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "# nothing differs\n", "{}"} {
		book, corrections, err := rulebook.Read(strings.NewReader(text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if diff := cmp.Diff(rulebook.Documented(), book, wholeBook); diff != "" || len(corrections) != 0 {
			t.Errorf("%q: corrections %v, book differs:\n%s", text, corrections, diff)
		}
	}
}

func TestReadTakesJSONAndWholeLists(t *testing.T) {
	t.Parallel()
	book, _, err := rulebook.Read(strings.NewReader(
		`{"closings": [{"rule": "IC-09", "channel": "closed", "tasks": "completed", "waiting": "canceled", "conversation": "closed"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if row, ok := book.Closing("closed", rulebook.Unspecified); !ok || row.Tasks != "completed" || len(book.Closings) != 1 {
		t.Errorf("the table became %+v, want the one row of the file", book.Closings)
	}
}

func TestReadTakesAFileThatBeginsWithAByteOrderMark(t *testing.T) {
	t.Parallel()
	book, _, err := rulebook.Read(strings.NewReader("\ufeffplayer_recordings: 2\n"))
	if err != nil || book.PlayerRecordings != 2 {
		t.Errorf("got %d recordings (%v), want 2", book.PlayerRecordings, err)
	}
}

func TestACorrectedListShowsOnlyWhatDiffers(t *testing.T) {
	t.Parallel()
	_, corrections, err := rulebook.Read(strings.NewReader(`closings:
  - {rule: IC-09, channel: closed, routing: "", tasks: completed, waiting: canceled, conversation: closed}
  - {rule: IC-10, channel: closed, routing: closed, tasks: completed, waiting: canceled, conversation: closed}
  - {rule: IC-12, channel: inactive, routing: closed, tasks: completed, waiting: canceled, conversation: ""}
`))
	if err != nil || len(corrections) != 1 {
		t.Fatalf("got corrections %+v (%v), want one", corrections, err)
	}
	const row = `{rule: IC-09, channel: closed, routing: "", tasks: %s, waiting: canceled, conversation: closed}`
	if got, want := corrections[0].Documented, strings.Replace(row, "%s", "wrapping", 1); got != want {
		t.Errorf("documented is shown as\n%s, want\n%s", got, want)
	}
	if got, want := corrections[0].Used, strings.Replace(row, "%s", "completed", 1); got != want {
		t.Errorf("used is shown as\n%s, want\n%s", got, want)
	}
}

func TestReadTakesTheLastValueThatMakesSense(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"task_timeout: 14d", "reservation_timeout: 24h", "attributes_characters: 2", "assignments_limit: 1", "player_recordings: 0",
		"start_time_earliest: 0", "sid_digits: 1", "link_redirects: 0", "link_refusals: [400, 499]", "differing_from: 2",
		"differing_percent: 1", "differing_percent: 100", "data_text_longest: 1", "external_id_segment: 0",
		"{data_year_first: 2049, data_year_last: 2049}", "send_to_flex_timeout: 14d", "webhook_retried_after: ['300', '599']",
	} {
		if _, _, err := rulebook.Read(strings.NewReader(text)); err != nil {
			t.Errorf("%s is refused: %v", text, err)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ text, says string }{
		"a name that is none":          {"completed_task_retentoin: 3m", "completed_task_retention"},
		"a span without a unit":        {"completed_task_retention: 120", "180d"},
		"a negative span":              {"completed_task_retention: -2m", "negative"},
		"no retention at all":          {"completed_task_retention: 0s", "longer than nothing"},
		"a task status that is none":   {"closings: [{channel: closed, tasks: open}]", `["" "wrapping" "completed" "canceled"]`},
		"an event that is none":        {"extraction_events: [reservation.creatd]", "reservation.created"},
		"a happening that is none":     {"channel_activity: [channel.update]", "channel.updated"},
		"a status that is no success":  {"interaction_created_status: 99", "200 or 201"},
		"no offers at all":             {"assignments_limit: 0", "1 at least"},
		"less than no recording":       {"player_recordings: -1", "0 at least"},
		"no type of media":             {"media_types: []", "as a whole"},
		"a presentation that is none":  {"media_types: [{name: Raw, presentation: window}]", "iframe"},
		"a field that no link has":     {"media_types: [{name: Raw, presentation: tab, required: [uri]}]", "url"},
		"a channel that cannot become": {"closings: [{channel: open}]", "inactive"},
		"two rows for one request":     {"closings: [{channel: closed}, {channel: closed}]", "two rows"},
		"a timeout above the longest":  {"task_timeout: 15d", "task_timeout_longest"},
		"a redirect less than none":    {"link_redirects: -1", "0 at least"},
		"a status that refuses nobody": {"link_refusals: [200]", "400 to 499"},
		"a network that is none":       {"private_networks: [10.0.0.0]", "10.0.0.0/8"},
		"one value that differs":       {"differing_from: 1", "differs from none"},
		"no share of values":           {"differing_percent: 0", "1 to 100"},
		"more than all values":         {"differing_percent: 101", "1 to 100"},
		"a word that is everywhere":    {`production_words: [""]`, "in every text"},
		"a form that is none":          {"attributes_form: tidy", "verbatim"},
		"a fate that is none":          {"attributes_unreadable: lost", "refused"},
		"a pattern without its end":    {"transcript_sid: 'CH['", "transcript_sid"},
		"a start that is none":         {"start_time_forms: [hours]", "milliseconds"},
		"a status to begin with":       {"channel_begins: open", "setup"},
		"a field that is optional":     {"media_types: [{name: Raw, presentation: tab, optional: [uri]}]", "optional"},
		"sids without digits":          {"sid_digits: 0", "1 at least"},
		"no channel types":             {"channel_types: []", "no type"},
		"no time for a callback":       {"webhook_timeout: 0s", "longer than nothing"},
		"a pause of no length":         {"webhook_retry_pauses: [1s, 0s]", "pause 2"},
		"success that is repeated":     {"webhook_retried_after: [2xx]", "5xx"},
		"a status that there is not":   {"webhook_retried_after: [\"600\"]", "from 300 to 599"},
		"text for a number":            {"player_recordings: several", "player_recordings"},
		"a second document":            {"player_recordings: 2\n---\nplayer_recordings: 3\n", "one document"},
		"a name without a value":       {"completed_task_retention:", "has no value"},
		"a list without a value":       {"closings:\n", "has no value"},
		"a number for a span":          {`{"completed_task_retention": 180}`, "completed_task_retention: duration \"180\""},
		"a list of its own":            {"- closings", "a name and a value"},
		"bytes that are no text":       {"\x00\x01\x02", "read rule book"},
		"what is no YAML":              {"a: b: c", "read rule book"},
		"a file without end":           {strings.Repeat("#", 1<<20+1), "larger than"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := rulebook.Read(strings.NewReader(row.text))
			if err == nil || !strings.Contains(err.Error(), row.says) {
				t.Errorf("error %v, want one that says %q", err, row.says)
			}
		})
	}
}

func TestDurationReadsWhatItPrints(t *testing.T) {
	t.Parallel()
	for _, span := range []time.Duration{
		0, time.Nanosecond, time.Second, 10 * time.Second, 90 * time.Second, 2 * time.Minute, 10 * time.Minute, time.Hour,
		10*time.Hour + time.Second, 20*time.Hour + 30*time.Minute, 24 * time.Hour, 48 * time.Hour, 180 * 24 * time.Hour,
	} {
		var back rulebook.Duration
		text := rulebook.Duration(span).String()
		if err := back.UnmarshalText([]byte(text)); err != nil || back.Of() != span {
			t.Errorf("%s prints as %q and reads back as %s (%v)", span, text, back.Of(), err)
		}
	}
	if text := rulebook.Duration(48 * time.Hour).String(); text != "2d" {
		t.Errorf("two days print as %s, want 2d", text)
	}
}

func TestEveryFieldOfTheBookNamesItsRules(t *testing.T) {
	t.Parallel()
	id := regexp.MustCompile(`^(CM|TD|CC|IC)-\d\d$`)
	shape := reflect.TypeFor[rulebook.Book]()
	for i := range shape.NumField() {
		field := shape.Field(i)
		if !field.IsExported() { // switches, which are no values
			continue
		}
		for rule := range strings.SplitSeq(field.Tag.Get("rule"), ",") {
			if !id.MatchString(rule) {
				t.Errorf("field %s names %q, which is no rule's id", field.Name, rule)
			}
		}
		if field.Tag.Get("yaml") == "" {
			t.Errorf("field %s has no name for a file of corrections", field.Name)
		}
	}
}

func TestClosingTableHoldsTheDocumentedPairsAndNoOther(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	type outcome struct{ tasks, conversation string }
	rows := map[[2]string]outcome{
		{"closed", ""}:         {"wrapping", "closed"},
		{"closed", "closed"}:   {"completed", "closed"},
		{"inactive", "closed"}: {"completed", ""},
	}
	for _, channel := range []string{"setup", "active", "failed", "closed", "inactive", ""} {
		for _, routing := range []string{"", "closed", "wrapping"} {
			row, ok := book.Closing(channel, routing)
			want, documented := rows[[2]string{channel, routing}]
			if ok != documented || (ok && (outcome{row.Tasks, row.Conversation}) != want) {
				t.Errorf("channel %q with routing %q: row %+v (%t), want %+v (%t)", channel, routing, row, ok, want, documented)
			}
		}
	}
}
