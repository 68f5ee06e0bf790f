package reports

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// golden compares got with testdata/<name>.golden.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

// formats are all writers of a record.
var formats = []struct {
	name  string
	write func(io.Writer, Record) error
}{
	{"terminal.txt", func(w io.Writer, r Record) error { return Terminal(w, r, TerminalOptions{}) }},
	{"terminal-color.txt", func(w io.Writer, r Record) error { return Terminal(w, r, TerminalOptions{Color: true}) }},
	{"verdict.json", Verdict},
	{"junit.xml", JUnit},
	{"cucumber.json", Cucumber},
	{"exchanges.jsonl", Exchanges},
	{"report.html", HTML},
}

var records = []struct {
	name   string
	record func() Record
}{
	{"plain", plainRecord},
	{"awkward", awkwardRecord},
	{"empty", func() Record { return Record{Version: Version} }},
}

func rendered(t *testing.T, write func(io.Writer, Record) error, rec Record) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, rec); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGoldenFilesOfEveryFormat(t *testing.T) {
	t.Parallel()
	for _, rec := range records {
		for _, f := range formats {
			t.Run(rec.name+" "+f.name, func(t *testing.T) {
				t.Parallel()
				golden(t, rec.name+"."+f.name, []byte(rendered(t, f.write, rec.record())))
			})
		}
	}
}

func TestEveryFormatIsUTF8AndTheSameEachTime(t *testing.T) {
	t.Parallel()
	for _, f := range formats {
		first := rendered(t, f.write, awkwardRecord())
		if !utf8.ValidString(first) {
			t.Errorf("%s of a record with invalid bytes is no UTF-8", f.name)
		}
		for range 5 {
			if diff := cmp.Diff(first, rendered(t, f.write, awkwardRecord())); diff != "" {
				t.Fatalf("%s differs between two writings of one record:\n%s", f.name, diff)
			}
		}
	}
}

func TestNoFormatShowsASecret(t *testing.T) {
	t.Parallel()
	for _, f := range formats {
		out := rendered(t, f.write, awkwardRecord())
		for _, secret := range planted {
			if strings.Contains(out, secret) {
				t.Errorf("%s shows the secret %q", f.name, secret)
			}
		}
	}
	// The planted values must be there to begin with, or the test shows nothing.
	raw := flatten(awkwardRecord())
	for _, secret := range planted {
		if !strings.Contains(raw, secret) {
			t.Errorf("the record does not hold the secret %q", secret)
		}
	}
}

// flatten is every text of a record.
func flatten(rec Record) string {
	var b strings.Builder
	keep := func(s string) string { b.WriteString(s + "\n"); return s }
	for i := range len(rec.Rules) + 1 {
		edit{text: keep, url: keep, header: func(_, v string) string { return keep(v) }}.part(&rec, i)
	}
	return b.String()
}

func TestAWriterThatFailsIsReported(t *testing.T) {
	t.Parallel()
	for _, f := range formats {
		err := f.write(brokenPipe{}, plainRecord())
		if err == nil || !strings.HasPrefix(err.Error(), "write ") || !strings.Contains(err.Error(), "closed pipe") {
			t.Errorf("%s to a closed pipe: got error %v, want one that wraps it", f.name, err)
		}
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
