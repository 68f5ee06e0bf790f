package taskrouter_test

import (
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func TestAttributesComeBackInTheFormOfTheBook(t *testing.T) {
	t.Parallel()
	const text = `{ "b": 1.50, "a": {"name":"Žo🎧", "none": [], "tag": "<\u0062>"}, "a2": 12345678901234567890 }`
	for form, want := range map[string]string{
		rulebook.FormVerbatim: text,
		rulebook.FormCompact:  `{"b":1.50,"a":{"name":"Žo🎧","none":[],"tag":"<\u0062>"},"a2":12345678901234567890}`,
		rulebook.FormSorted:   `{"a":{"name":"Žo🎧","none":[],"tag":"<b>"},"a2":12345678901234567890,"b":1.50}`,
		rulebook.FormASCII:    `{ "b": 1.50, "a": {"name":"\u017do\ud83c\udfa7", "none": [], "tag": "<\u0062>"}, "a2": 12345678901234567890 }`,
		rulebook.FormHTML:     `{ "b": 1.50, "a": {"name":"Žo🎧", "none": [], "tag": "\u003c\u0062\u003e"}, "a2": 12345678901234567890 }`,
		rulebook.FormDecoded:  `{"a":{"name":"Žo🎧","none":[],"tag":"<b>"},"a2":12345678901234567000,"b":1.5}`,
		rulebook.FormPruned:   `{"a":{"name":"Žo🎧","tag":"<b>"},"a2":12345678901234567000,"b":1.5}`,
	} {
		if got := taskrouter.Attributes(text).In(form); string(got) != want {
			t.Errorf("%s: got\n%s, want\n%s", form, got, want)
		}
	}
}

func TestATextThatNoFormFitsStaysAsItIs(t *testing.T) {
	t.Parallel()
	for _, form := range []string{rulebook.FormCompact, rulebook.FormSorted, rulebook.FormDecoded, rulebook.FormPruned} {
		if got := taskrouter.Attributes(`{"a":`).In(form); got != `{"a":` {
			t.Errorf("%s: the text became %q", form, got)
		}
	}
	if got := taskrouter.Attributes(`{ "a" : 1 }`).In(rulebook.FormPruned); got != `{ "a" : 1 }` {
		t.Errorf("without an empty list there is nothing to leave out, yet the text became %q", got)
	}
}
