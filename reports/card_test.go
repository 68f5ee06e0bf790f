package reports

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// sampleCard has a finding of each severity, hostile text and a request that is
// no longer known.
func sampleCard() Card {
	at := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	return Card{
		Version: CardVersion, Account: "AC00000000000000000000000000000001", At: at, Requests: 14, Dropped: 1,
		Findings: []Finding{
			{
				Severity: SeverityError, Kind: "dropped-keys", Rule: "CM-01", Count: 3,
				Sentence: "curl/8 wrote attributes without \"crm_id\", which \x1b[31mnode\u202e had set",
				Advice:   "fetch the task, add to what it holds, and send all of it with If-Match",
				Request:  &Evidence{Seq: 12, At: at, Method: "POST", Path: "/v1/Workspaces/WS1/Tasks/WT1", Status: 200},
			},
			{Severity: SeverityWarning, Kind: "task-left-pending", Rule: "TD-08", Count: 1, Sentence: "task WT2 is still pending"},
			{
				Severity: SeverityNote, Kind: "unmodelled", Count: 1, Sentence: "GET /v1/Wibble is not modelled\x00",
				Request: &Evidence{Seq: 13, Method: "GET", Path: "/v1/Wibble\n", Status: 501},
			},
		},
		Checks: []Check{
			{Kind: "dropped-keys", Rule: "CM-01", Sentence: "an update keeps the keys that others have set"},
			{Kind: "polling", Sentence: "nothing is asked again within a second"},
			{Kind: "unmodelled", Sentence: "every path is one that the stand-in has"},
		},
	}
}

var cardFormats = []struct {
	name  string
	write func(io.Writer, Card) error
}{
	{"card.txt", func(w io.Writer, c Card) error { return CardText(w, c, TerminalOptions{}) }},
	{"card-color.txt", func(w io.Writer, c Card) error { return CardText(w, c, TerminalOptions{Color: true}) }},
	{"card.xml", CardJUnit},
	{"card.json", CardJSON},
}

func TestGoldenFilesOfCards(t *testing.T) {
	t.Parallel()
	for _, f := range cardFormats {
		for name, card := range map[string]Card{"sample": sampleCard(), "green": {Requests: 1, Checks: sampleCard().Checks}} {
			t.Run(name+" "+f.name, func(t *testing.T) {
				t.Parallel()
				var b bytes.Buffer
				if err := f.write(&b, card); err != nil {
					t.Fatal(err)
				}
				golden(t, name+"."+f.name, b.Bytes())
			})
		}
	}
}

func TestCardShowsNoTerminalWhatARequestHeld(t *testing.T) {
	t.Parallel()
	for _, f := range cardFormats {
		if f.name == "card-color.txt" || f.name == "card.json" { // one has escapes of its own, the other is for programs
			continue
		}
		var b bytes.Buffer
		if err := f.write(&b, sampleCard()); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(b.String(), "\x1b\x00\u202e") {
			t.Errorf("%s lets a request speak to the terminal:\n%q", f.name, b.String())
		}
	}
}

func TestCardComesBackFromItsJSON(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := CardJSON(&b, sampleCard()); err != nil {
		t.Fatal(err)
	}
	got, err := ReadCard(&b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sampleCard(), got); diff != "" {
		t.Errorf("a card that was written and read again differs (-wrote +read):\n%s", diff)
	}
}

func TestNewerCardIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`{"version":2}`, `{}`, `[`} {
		if card, err := ReadCard(strings.NewReader(text)); err == nil {
			t.Errorf("%s is read as %+v, want an error", text, card)
		}
	}
}

func TestCardFailsAtASeverity(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		has, at Severity
		want    bool
	}{
		{SeverityError, SeverityError, true},
		{SeverityError, SeverityWarning, true},
		{SeverityWarning, SeverityError, false},
		{SeverityWarning, SeverityWarning, true},
		{SeverityNote, SeverityWarning, false},
		{SeverityNote, SeverityNote, true},
		{"", SeverityNote, false},
		{SeverityError, "", false},
	} {
		if got := (Card{Findings: []Finding{{Severity: row.has}}}).Fails(row.at); got != row.want {
			t.Errorf("a card with a finding of severity %q fails at %q: %v, want %v", row.has, row.at, got, row.want)
		}
	}
	if (Card{}).Fails(SeverityNote) {
		t.Error("a card without findings fails")
	}
}

// TestCardJUnitCountsWhatItHolds reads the file back as a build server does.
func TestCardJUnitCountsWhatItHolds(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := CardJUnit(&b, sampleCard()); err != nil {
		t.Fatal(err)
	}
	var got junitSuites
	if err := xml.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Tests != 5 || got.Failures != 2 || got.Errors != 1 {
		t.Errorf("got %d tests, %d failures, %d errors; want three checks, a kind that nobody announced and the lost request",
			got.Tests, got.Failures, got.Errors)
	}
}

func TestCardWriterThatFailsIsReported(t *testing.T) {
	t.Parallel()
	for _, f := range cardFormats {
		if err := f.write(brokenPipe{}, sampleCard()); err == nil || !strings.HasPrefix(err.Error(), "write ") {
			t.Errorf("%s to a closed pipe: got error %v, want one that wraps it", f.name, err)
		}
	}
}
