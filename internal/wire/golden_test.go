package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var anySid = regexp.MustCompile(`[A-Z]{2}[0-9a-f]{32}`)

// TestGolden holds the whole answer of every resource against a file, so that
// a change of shape is seen where it is made. Sids are numbered in the order of
// their appearance.
func TestGolden(t *testing.T) {
	t.Parallel()
	for _, o := range operationCases() {
		if !strings.HasPrefix(o.operation, "Fetch") && !goldenToo[o.operation] {
			continue
		}
		t.Run(o.operation, func(t *testing.T) {
			t.Parallel()
			_, _, _, answer := o.perform(t)
			got := canonical(t, answer.body)
			file := filepath.Join("testdata", "golden", o.operation+".json")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("%v; run with -update", err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s:\n got %s\nwant %s", file, got, want)
			}
		})
	}
}

// goldenToo are resources that cannot be fetched, a list, and a created task.
var goldenToo = map[string]bool{
	"CreateInteractionChannelInvite": true, "CreateInteractionChannelParticipant": true,
	"UpdateInteractionChannelParticipant": true, "ListTask": true, "CreateTask": true,
}

// canonical indents an answer and numbers its sids, so that it reads well and
// does not change with the way in which sids are made.
func canonical(t testing.TB, body []byte) []byte {
	t.Helper()
	numbers := map[string]string{adaSid: adaSid}
	count := map[string]int{}
	numbered := anySid.ReplaceAllStringFunc(string(body), func(sid string) string {
		if numbers[sid] == "" {
			prefix := sid[:2]
			count[prefix]++
			numbers[sid] = fmt.Sprintf("%s%032d", prefix, count[prefix])
		}
		return numbers[sid]
	})
	var indented bytes.Buffer
	if err := json.Indent(&indented, []byte(numbered), "", "  "); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	indented.WriteByte('\n')
	return indented.Bytes()
}

// TestSameSeedSameAnswers: what an account answers is decided by its seed and
// the requests, byte for byte.
func TestSameSeedSameAnswers(t *testing.T) {
	t.Parallel()
	play := func() []byte {
		_, c := newClient(t, Options{})
		made := newCentre(t, c)
		e := made.newInteraction(t)
		made.accept(t, e.task)
		var all []byte
		for _, address := range []string{made.in("Tasks"), made.in("Events"), e.at("Participants"), made.in("Workers")} {
			all = append(all, c.get(address).wants(t, 200).body...)
		}
		return all
	}
	if first, second := play(), play(); !bytes.Equal(first, second) {
		t.Errorf("two runs differ:\n%s\n%s", first, second)
	}
}
