package workload

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sids are what the target chooses.
var sids = regexp.MustCompile(`(WS|WT|WR|WW|KD|UO|CH)[0-9a-f]{32}`)

// bytesOf are all requests of a load as they were sent, by their hits, with the
// target's own names taken out.
func bytesOf(c *crew) map[int][]string {
	sent := map[int][]string{}
	for _, s := range c.sent {
		line := strings.Join([]string{s.operation, s.request.Method, s.request.URL, string(s.request.Form), s.request.IfMatch}, " ")
		sent[s.hit] = append(sent[s.hit], sids.ReplaceAllString(line, "$1"))
	}
	return sent
}

func TestTheSameSeedSendsTheSameBytes(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const hits = 120
			first, second, other := newCrew(t, hits, nil), newCrew(t, hits, nil), newCrew(t, hits, nil)
			other.site.Seed++
			for _, c := range []*crew{first, second, other} {
				c.run(named(t, name), 1)
				c.allRight()
			}
			if first.sent[0].request.URL == second.sent[0].request.URL && !strings.HasSuffix(first.sent[0].request.URL, "/Interactions") {
				t.Error("both runs have the same sids: they show nothing")
			}
			if diff := cmp.Diff(bytesOf(first), bytesOf(second)); diff != "" {
				t.Errorf("two runs of one seed differ:\n%.2000s", diff)
			}
			if cmp.Equal(bytesOf(first), bytesOf(other)) {
				t.Error("another seed sends the same")
			}
		})
	}
}

func TestShardsTogetherSendWhatOneProcessSends(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const hits = 120
			whole := newCrew(t, hits, nil)
			whole.run(named(t, name), 1)
			together := map[int][]string{}
			for shard := range 3 {
				w := named(t, name)
				share := slices.DeleteFunc(slices.Clone(whole.site.Numbers), func(n int32) bool { return w.Subject(int(n))%3 != shard })
				c := newShard(t, share, nil)
				c.run(w, 1)
				for hit, requests := range bytesOf(c) {
					together[hit] = append(together[hit], requests...)
				}
			}
			if diff := cmp.Diff(bytesOf(whole), together); diff != "" {
				t.Errorf("three shards send other requests than one process:\n%.2000s", diff)
			}
		})
	}
}
