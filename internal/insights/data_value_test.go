package insights_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestDatesLieInTheYearsThatCanBeLoaded(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ key, text, findings string }{
		{"acquisition_date", "1901-01-01", ""},
		{"acquisition_date", "2049-12-31", ""},
		{"acquisition_date", "2049-12-31T23:59:59Z", ""},
		{"acquisition_date", "2049-12-31T23:59:59.999-08:00", ""},
		{"acquisition_date", "1901-01-01T00:00:00+14:00", ""},
		{"acquisition_date", "2000-02-29 10:00:00", ""},
		{"acquisition_date", "2000-02-29T10:00:00", ""},
		{"acquisition_date", "", ""},
		{"acquisition_date", "1900-12-31", "TD-20"},
		{"acquisition_date", "1900-12-31T23:59:59Z", "TD-20"},
		{"acquisition_date", "2050-01-01", "TD-20"},
		{"acquisition_date", "2050-01-01T00:00:00+14:00", "TD-20"},
		{"acquisition_date", "0001-01-01", "TD-20"},
		{"acquisition_date", "9999-12-31", "TD-20"},
		{"acquisition_date", "2019-02-29", "TD-18"},
		{"acquisition_date", "21 November 2019", "TD-18"},
		{"acquisition_date", "1950", "TD-18"},
		{"year_of_birth", "1901", ""},
		{"year_of_birth", "2049", ""},
		{"year_of_birth", "", ""},
		{"year_of_birth", "1900", "TD-20"},
		{"year_of_birth", "2050", "TD-20"},
		{"year_of_birth", "0000", "TD-20"},
		{"year_of_birth", "47", "TD-18"},
		{"year_of_birth", "01947", "TD-18"},
		{"year_of_birth", "+947", "TD-18"},
		{"year_of_birth", "1947-01-01", "TD-18"},
		{"name", "1900", ""},
	} {
		h := newHistory()
		chatByAda(h, written(t, map[string]any{"customers": map[string]any{row.key: row.text}})).complete("")
		p := h.project()
		value, loaded := segmentOf(t, p, "Ada").Customers[row.key]
		if loaded != (row.findings == "") || loaded && value != row.text {
			t.Errorf("%s %q: got %v (%t)", row.key, row.text, value, loaded)
		}
		want := ""
		if row.findings != "" {
			want = "warning " + row.findings + " customers." + row.key
		}
		if got := findingsInWords(p.Findings); got != want {
			t.Errorf("%s %q: findings %q, want %q", row.key, row.text, got, want)
		}
	}
}

func TestNamesShowBesideTheirIdsAlone(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ when, conversations, keys, team, findings string }{
		{"nothing", `{}`, "", "WQ-Support", ""},
		{"a team's id alone", `{"handling_team_id":"2"}`, "handling_team_id", "2", ""},
		{"a team's id and name", `{"handling_team_id":"2","handling_team_name":"Sales"}`, "handling_team_id handling_team_name", "2", ""},
		{"a team's name alone", `{"handling_team_name":"Sales"}`, "", "WQ-Support", "warning TD-21 conversations.handling_team_name"},
		{
			"a team's name with its hierarchy", `{"handling_team_name_in_hierarchy":"London ▸ Sales"}`, "", "WQ-Support",
			"warning TD-21 conversations.handling_team_name_in_hierarchy",
		},
		{"an empty name alone", `{"handling_team_name":""}`, "", "WQ-Support", ""},
		{"a null for an id", `{"handling_team_id":null,"handling_team_name":"Sales"}`, "", "WQ-Support", "warning TD-21 conversations.handling_team_name"},
		{
			"an empty id", `{"handling_team_id":"","handling_team_name":"Sales"}`, "handling_team_id", "WQ-Support",
			"warning TD-21 conversations.handling_team_name",
		},
		{
			"an id that is a number", `{"handling_team_id":2,"handling_team_name":"Sales"}`, "", "WQ-Support",
			"warning TD-18 conversations.handling_team_id, warning TD-21 conversations.handling_team_name",
		},
		{"a department's id", `{"handling_department_id":"1","handling_team_name":"Sales"}`, "handling_department_id", "WQ-Support", "warning TD-21 conversations.handling_team_name"},
		{"a department's name beside a team's id", `{"handling_team_id":"2","handling_department_name":"D"}`, "handling_team_id", "2", "warning TD-22 conversations.handling_department_name"},
		{"a department's id and name", `{"handling_department_id":"1","handling_department_name":"D"}`, "handling_department_id handling_department_name", "WQ-Support", ""},
		{
			"a department's name with its hierarchy", `{"handling_department_name_in_hierarchy":"Company ▸ D"}`, "", "WQ-Support",
			"warning TD-22 conversations.handling_department_name_in_hierarchy",
		},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			chatByAda(h, `{"conversations":`+row.conversations+`}`).complete("")
			p := h.project()
			s := segmentOf(t, p, "Ada")
			if got := strings.Join(slices.Sorted(maps.Keys(s.Conversations)), " "); got != row.keys || s.TeamID != row.team {
				t.Errorf("%s: keys %q of team %q, want %q of %q", row.conversations, got, s.TeamID, row.keys, row.team)
			}
			if got := findingsInWords(p.Findings); got != row.findings {
				t.Errorf("%s: findings %q, want %q", row.conversations, got, row.findings)
			}
		})
	}
}

func TestATeamWithoutAnIdGoesByTheQueueOfItsSegment(t *testing.T) {
	t.Parallel()
	h := newHistory()
	call := h.call(`{}`)
	ada := call.offer("Ada").accept()
	call.enter("Sales")
	call.offer("Grace").accept()
	ada.leave()
	p := h.project()
	for agent, want := range map[string]string{"Ada": "WQ-Support", "Grace": "WQ-Sales"} {
		if got := segmentOf(t, p, agent).TeamID; got != want {
			t.Errorf("%s's segment is of the team %q, want %q", agent, got, want)
		}
	}
}

func TestSomethingElseThanCustomersIsReported(t *testing.T) {
	t.Parallel()
	h := newHistory()
	chatByAda(h, `{"customers":"Jo"}`).complete("")
	p := h.project()
	if got, want := findingsInWords(p.Findings), "warning TD-18 customers"; got != want {
		t.Errorf("findings %q, want %q", got, want)
	}
}

func TestAWarningSaysWhatToDo(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ attributes, message string }{
		{`{"conversations":{"order":"1"}}`, "order is text and not loaded; write a number, without quotation marks"},
		{`{"customers":{"zip":10115}}`, "zip is a number and not loaded; write a text"},
		{`{"customers":{"acquisition_date":"today"}}`, `acquisition_date "today" is no date and not loaded; write it as in 2019-11-21 or 2019-11-21T15:32:00Z`},
		{`{"customers":{"year_of_birth":"1900"}}`, `year_of_birth "1900" is not loaded; dates have to lie in the years 1901 to 2049`},
		{`{"conversations":{"case":"` + strings.Repeat("a", 129) + `"}}`, "case is cut to 128 characters; write a shorter text"},
		{`{"conversations":{"handling_team_name":"Sales"}}`, "handling_team_name does not show without handling_team_id; set that as well"},
		{`{"customers":[]}`, "customers is a list; write an object, or nothing in it is loaded"},
	} {
		h := newHistory()
		chatByAda(h, row.attributes).complete("")
		findings := h.project().Findings
		if len(findings) != 1 || findings[0].Message != row.message {
			t.Errorf("%s: findings %+v, want one that says\n%s", row.attributes, findings, row.message)
		}
	}
}

func TestTheBookSaysWhatIsLoaded(t *testing.T) {
	t.Parallel()
	const attributes = `{"conversations":{"campaign":"Größe 1","own":{"a":1},"conversation_label_11":"x","handling_team_name":"Sales"},
		"customers":{"year_of_birth":"1900"}}`
	for _, row := range []struct {
		book                     string
		change                   func(*rulebook.Book)
		conversations, customers map[string]any
		team                     string
	}{
		{"as documented", func(*rulebook.Book) {}, map[string]any{"campaign": "Größe 1"}, map[string]any{}, "WQ-Support"},
		{
			"keys that nobody knows are loaded", func(b *rulebook.Book) { b.DataUnknownKeys = true },
			map[string]any{"campaign": "Größe 1", "own": map[string]any{"a": 1.0}, "conversation_label_11": "x"},
			map[string]any{},
			"WQ-Support",
		},
		{
			"a series is longer", func(b *rulebook.Book) { b.DataSeries[1].Last = 11 },
			map[string]any{"campaign": "Größe 1", "conversation_label_11": "x"},
			map[string]any{},
			"WQ-Support",
		},
		{
			"texts are four characters long", func(b *rulebook.Book) { b.DataTextLongest = 4 },
			map[string]any{"campaign": "Größ"},
			map[string]any{},
			"WQ-Support",
		},
		{
			"texts are four bytes long", func(b *rulebook.Book) { b.DataTextLongest, b.DataTextUnit = 4, rulebook.UnitByte },
			map[string]any{"campaign": "Grö"},
			map[string]any{},
			"WQ-Support",
		},
		{
			"an earlier year", func(b *rulebook.Book) { b.DataYearFirst = 1900 },
			map[string]any{"campaign": "Größe 1"},
			map[string]any{"year_of_birth": "1900"},
			"WQ-Support",
		},
		{
			"no name needs an id", func(b *rulebook.Book) { b.DataDependent = nil },
			map[string]any{"campaign": "Größe 1", "handling_team_name": "Sales"},
			map[string]any{},
			"WQ-Support",
		},
		{
			"no queue stands for a team", func(b *rulebook.Book) { b.QueueStandsForTeam = false },
			map[string]any{"campaign": "Größe 1"},
			map[string]any{},
			"",
		},
		{
			"an obligatory key that is there", func(b *rulebook.Book) { b.DataObligatory = []string{"conversations.campaign"} },
			map[string]any{"campaign": "Größe 1"},
			map[string]any{},
			"WQ-Support",
		},
		{
			"an obligatory key that is not", func(b *rulebook.Book) { b.DataObligatory = []string{"customers.name"} },
			map[string]any{},
			map[string]any{},
			"WQ-Support",
		},
	} {
		t.Run(row.book, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			chatByAda(h, attributes).complete("")
			s := segmentOf(t, h.project(row.change), "Ada")
			if diff := cmp.Diff(row.conversations, s.Conversations); diff != "" {
				t.Errorf("conversations (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(row.customers, s.Customers); diff != "" {
				t.Errorf("customers (-want +got):\n%s", diff)
			}
			if s.TeamID != row.team {
				t.Errorf("team %q, want %q", s.TeamID, row.team)
			}
		})
	}
}
