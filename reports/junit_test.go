package reports

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// readJUnit parses a file and checks that every suite's counters are those of
// its cases, and the file's those of its suites.
func readJUnit(data []byte) (junitSuites, error) {
	var all junitSuites
	if err := xml.Unmarshal(data, &all); err != nil {
		return all, fmt.Errorf("parse: %w", err)
	}
	sum := junitSuites{}
	for _, s := range all.Suites {
		counted := junitSuite{}
		for _, c := range s.Cases {
			counted.add(c, 0)
		}
		if counted.Tests != s.Tests || counted.Failures != s.Failures || counted.Errors != s.Errors || counted.Skipped != s.Skipped {
			return all, fmt.Errorf("suite %q says %d/%d/%d/%d, its cases say %d/%d/%d/%d", s.Name, s.Tests, s.Failures,
				s.Errors, s.Skipped, counted.Tests, counted.Failures, counted.Errors, counted.Skipped)
		}
		sum.Tests += s.Tests
		sum.Failures += s.Failures
		sum.Errors += s.Errors
		sum.Skipped += s.Skipped
	}
	if sum.Tests != all.Tests || sum.Failures != all.Failures || sum.Errors != all.Errors || sum.Skipped != all.Skipped {
		return all, fmt.Errorf("the file says %+v, its suites %+v", all, sum)
	}
	return all, wellFormed(data)
}

// wellFormed reads every token, comments and the end of the file included.
func wellFormed(data []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("token: %w", err)
		}
	}
}

func TestJUnitParsesBackAndCountsRight(t *testing.T) {
	t.Parallel()
	for _, rec := range records {
		if _, err := readJUnit([]byte(rendered(t, JUnit, rec.record()))); err != nil {
			t.Errorf("%s: %v", rec.name, err)
		}
	}
}

func TestJUnitPutsEachOutcomeInItsElement(t *testing.T) {
	t.Parallel()
	all, err := readJUnit([]byte(rendered(t, JUnit, plainRecord())))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, s := range all.Suites {
		for _, c := range s.Cases {
			got[s.Name+"/"+c.Name] = caseKind(c)
		}
	}
	for name, want := range map[string]string{
		"Routing/a chat comes in":                             "passed",
		"Closing/a pending chat":                              `failure: task "chat 1" is reserved, want wrapping`,
		"Closing/an accepted chat":                            "passed",
		"Raw links/one Raw link":                              "skipped: not observable: needs a browser, the target has none",
		"Window/just under":                                   "error: the management door did not answer",
		"rules without examples/Media is kept from strangers": "skipped: not observable: no example is written for it",
	} {
		if got[name] != want {
			t.Errorf("%s: got %q, want %q", name, got[name], want)
		}
	}
}

func caseKind(c junitCase) string {
	switch {
	case c.Failure != nil:
		return "failure: " + c.Failure.Message
	case c.Error != nil:
		return "error: " + c.Error.Message
	case c.Skipped != nil:
		return "skipped: " + c.Skipped.Message
	}
	return "passed"
}

func TestJUnitOfARunThatProvesNothingIsRed(t *testing.T) {
	t.Parallel()
	for _, rec := range []Record{recordOf(""), recordOf("interrupt", ruleOf(Held)), recordOf("", ruleOf(Skipped))} {
		all, err := readJUnit([]byte(rendered(t, JUnit, rec)))
		if err != nil {
			t.Fatal(err)
		}
		if all.Errors != 1 {
			t.Errorf("%s, interrupted %q: got %d errors, want 1", rec.Totals(), rec.Run.Interrupted, all.Errors)
		}
	}
}

func FuzzJUnit(f *testing.F) {
	f.Add("a name", "]]> <![CDATA[ &amp; \x00\x1b \xff \ufffe \r\n", uint8(1))
	f.Add(strings.Repeat("é", 400), "token=abc", uint8(4))
	f.Fuzz(func(t *testing.T, name, text string, which uint8) {
		outcome := []Outcome{Held, Broken, NotObservable, Skipped, Error, Outcome(name)}[which%6]
		rec := recordOf(text, Rule{ID: name, Sentence: text, Examples: []Example{{
			Name: name, File: text, Feature: name, Outcome: outcome, Reason: text,
			Failure:   &Failure{Step: name, Message: text, Found: text, Wanted: name, History: []string{text, name}},
			Exchanges: []Exchange{{Method: name, URL: text, RequestBody: text, ResponseBody: name, Err: text}},
		}}}, Rule{ID: text, Sentence: name, Reason: text})
		rec.Run.Target = text
		var b bytes.Buffer
		if err := JUnit(&b, rec); err != nil {
			t.Fatal(err)
		}
		if _, err := readJUnit(b.Bytes()); err != nil {
			t.Errorf("name %q, text %q: %v\n%s", name, text, err, b.Bytes())
		}
	})
}
