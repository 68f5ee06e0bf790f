package reports

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var listing = Listing{
	{ID: "CM-01", Sentence: "Media is attached by an update", Source: "M N", Provenance: ProvenanceCount{Documented: 5}, Examples: 5, Mutants: 2, Where: "api"},
	{ID: "IC-11", Sentence: "Closing a channel ends <its> task\n", Source: "I", Provenance: ProvenanceCount{Documented: 9, Observed: 1, Assumed: 3}, Examples: 13, Mutants: 4, Where: "api, time", Note: "one page says <wrapping>,\nanother completed"},
	{ID: "TD-99", Sentence: "Nothing shows it — yet"},
}

func TestGoldenFilesOfTheListing(t *testing.T) {
	t.Parallel()
	for _, f := range []struct {
		name  string
		write func(io.Writer, Listing) error
	}{{"rules.txt", RulesText}, {"rules.json", RulesJSON}} {
		var b bytes.Buffer
		if err := f.write(&b, listing); err != nil {
			t.Fatal(err)
		}
		golden(t, f.name, b.Bytes())
		if err := f.write(brokenPipe{}, listing); err == nil {
			t.Errorf("%s to a closed pipe: no error", f.name)
		}
	}
}

func TestTheListingParsesBack(t *testing.T) {
	t.Parallel()
	for _, list := range []Listing{listing, {}} {
		var b bytes.Buffer
		if err := RulesJSON(&b, list); err != nil {
			t.Fatal(err)
		}
		var got Listing
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(list, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	var b bytes.Buffer
	if err := RulesJSON(&b, nil); err != nil || b.String() != "[]\n" {
		t.Errorf("no listing: got %q, error %v, want an empty array", b.String(), err)
	}
}
