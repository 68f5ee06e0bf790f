package reports

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// loadFormats are all writers of a load.
var loadFormats = []struct {
	name  string
	write func(io.Writer, Load) error
}{
	{"load.txt", func(w io.Writer, l Load) error { return LoadText(w, l, TerminalOptions{}) }},
	{"load-color.txt", func(w io.Writer, l Load) error { return LoadText(w, l, TerminalOptions{Color: true}) }},
	{"load.json", LoadJSON},
	{"load.junit.xml", LoadJUnit},
	{"load.html", LoadHTML},
}

var sampleLoads = []struct {
	name string
	load func(testing.TB) Load
}{
	{"green", greenLoad},
	{"red", redLoad},
	{"hostile", hostileLoad},
	{"nothing", func(testing.TB) Load { return Load{Version: LoadVersion} }},
}

func renderedLoad(t *testing.T, write func(io.Writer, Load) error, l Load) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// histograms are compressed: their bytes are the compressor's, and not compared.
var histograms = regexp.MustCompile(`"histogram": "[^"]+"`)

func TestGoldenFilesOfEveryLoadFormat(t *testing.T) {
	t.Parallel()
	for _, sample := range sampleLoads {
		for _, f := range loadFormats {
			t.Run(sample.name+" "+f.name, func(t *testing.T) {
				t.Parallel()
				out := histograms.ReplaceAllString(renderedLoad(t, f.write, sample.load(t)), `"histogram": "…"`)
				golden(t, sample.name+"."+f.name, []byte(out))
			})
		}
	}
}

func TestNoLoadFormatShowsASecretOrMovesACursor(t *testing.T) {
	t.Parallel()
	for _, f := range loadFormats {
		out := renderedLoad(t, f.write, hostileLoad(t))
		for _, secret := range loadSecrets {
			if strings.Contains(out, secret) {
				t.Errorf("%s shows the secret %q", f.name, secret)
			}
		}
		if !utf8.ValidString(out) {
			t.Errorf("%s is no UTF-8", f.name)
		}
		if strings.Contains(out, "\x1b[31m") || strings.Contains(f.name, ".txt") && strings.Contains(out, "\u202e") {
			t.Errorf("%s lets a text colour the screen or turn its direction", f.name)
		}
	}
}

func TestALoadIsNotChangedByWritingIt(t *testing.T) {
	t.Parallel()
	l := hostileLoad(t)
	for _, f := range loadFormats {
		renderedLoad(t, f.write, l)
	}
	if l.Run.Target != hostileLoad(t).Run.Target || l.Errors[2].Class != hostileLoad(t).Errors[2].Class {
		t.Errorf("the record was redacted in place: target %q", l.Run.Target)
	}
}

func TestALoadWriterThatFailsIsReported(t *testing.T) {
	t.Parallel()
	for _, f := range loadFormats {
		err := f.write(brokenPipe{}, greenLoad(t))
		if err == nil || !strings.HasPrefix(err.Error(), "write ") || !strings.Contains(err.Error(), "closed pipe") {
			t.Errorf("%s to a closed pipe: got error %v, want one that wraps it", f.name, err)
		}
	}
}
