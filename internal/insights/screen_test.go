package insights_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/insights"
	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestWhatADrillDownShows(t *testing.T) {
	t.Parallel()
	rec1, rec2 := voice("https://rec.example/1"), voice("https://rec.example/2")
	anyScreen := func(b *rulebook.Book) { b.RawFirstHidesScreen = false }
	twoRecordings := func(b *rulebook.Book) { b.PlayerRecordings = 2 }
	for _, row := range []struct {
		when   string
		links  string
		change func(*rulebook.Book)
		want   string
	}{
		{"CM-08 a Raw link alone", raw("a"), nil, "shut, tab https://crm.example/a"},
		{"CM-09 an Embedded link", embedded("a"), nil, "open, iframe a"},
		{"CM-10 a Referenced link", referenced("a"), nil, "open, link a"},
		{"CM-11 a recording", rec1, nil, "open, player 1"},
		{"CM-14 a transcript", transcript(chatSid), nil, "open, transcript " + chatSid},
		{
			"CM-15 several links keep their order", referenced("a") + "," + transcript(chatSid) + "," + embedded("b"), nil,
			"open, link a, transcript " + chatSid + ", iframe b",
		},
		{"CM-16 a Raw link first", raw("a") + "," + embedded("b"), nil, "shut, tab https://crm.example/a"},
		{"CM-16 a Raw link second", embedded("b") + "," + raw("a"), nil, "open, iframe b, tab a"},
		{"CM-16 a malformed link before a Raw one", `{"type":"Raw"},` + raw("a"), nil, "shut, tab https://crm.example/a"},
		{"CM-17 two recordings", rec1 + "," + rec2, nil, "open, player 1"},
		{"CM-17 recordings among other links", embedded("a") + "," + rec2 + "," + referenced("b") + "," + rec1, nil, "open, iframe a, player 2, link b"},
		{"CM-17 the first recording is third", embedded("a") + "," + referenced("b") + "," + rec1 + "," + rec2, nil, "open, iframe a, link b, player 1"},
		{"no link at all", "", nil, "open"},
		{"the book lets Raw links be", raw("a") + "," + embedded("b"), anyScreen, "open, tab a, iframe b"},
		{"the book has room for two recordings", rec1 + "," + rec2, twoRecordings, "open, player 1, player 2"},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			h.call(media(row.links)).offer("Ada").accept().complete("")
			change := row.change
			if change == nil {
				change = func(*rulebook.Book) {}
			}
			if got := itemsInWords(segmentOf(t, h.project(change), "Ada").Screen); got != row.want {
				t.Errorf("when %s: media %s\n got %q\nwant %q", row.when, row.links, got, row.want)
			}
		})
	}
}

func TestRawFirstOnAReservationShutsThatScreenOnly(t *testing.T) {
	t.Parallel()
	h := newHistory()
	task := h.chat(`{}`)
	ada := task.offer("Ada")
	ada.reject()
	grace := task.offer("Grace").accept()
	task.update(bothMedia(grace, embedded("t"), raw("r")+","+embedded("s")))
	grace.complete("")
	p := h.project()
	for agent, want := range map[string]string{
		"Grace": "shut, tab https://crm.example/r", "Ada": "open, iframe t", "": "open, iframe t",
	} {
		if got := itemsInWords(segmentOf(t, p, agent).Screen); got != want {
			t.Errorf("segment of %q: got %q, want %q", agent, got, want)
		}
	}
}

func TestLinksAreShownAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	const address = `https://crm.example/récords/客?id=a%20b&c=<d>&e=ü#frag/ment?x=1`
	start := int64(1574350320000)
	for _, row := range []struct {
		when string
		link string
		want insights.Link
	}{
		{
			"CM-08 an address with query, fragment and unicode", `{"type":"Raw","url":"` + address + `","title":"T"}`,
			insights.Link{Type: "Raw", URL: address, Title: "T"},
		},
		{
			"CM-11 a recording with everything",
			`{"type":"VoiceRecording","url":"https://rec.example/1","start_time":1574350320000,"channels":["customer","others"],"title":"Dual"}`,
			insights.Link{Type: "VoiceRecording", URL: "https://rec.example/1", StartTime: &start, Channels: []string{"customer", "others"}, Title: "Dual"},
		},
		{
			"CM-11 a recording with its address only", voice("https://rec.example/1"),
			insights.Link{Type: "VoiceRecording", URL: "https://rec.example/1"},
		},
		{
			"CM-11 null for what may be left out",
			`{"type":"VoiceRecording","url":"https://rec.example/1","start_time":null,"channels":null,"title":null}`,
			insights.Link{Type: "VoiceRecording", URL: "https://rec.example/1"},
		},
		{
			"fields that the type does not know", `{"type":"ChatTranscript","sid":"` + chatSid + `","url":7,"start_time":"x","color":"red"}`,
			insights.Link{Type: "ChatTranscript", Sid: chatSid},
		},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			h.call(media(row.link)).offer("Ada")
			p := h.project()
			row.want.Level, row.want.Path = "task", "conversations.media[0]"
			if diff := cmp.Diff([]insights.Link{row.want}, segmentOf(t, p, "Ada").Media); diff != "" {
				t.Errorf("when %s: link %s (-want +got):\n%s", row.when, row.link, diff)
			}
			if len(p.Findings) != 0 {
				t.Errorf("when %s: link %s gives findings %v, want none", row.when, row.link, p.Findings)
			}
		})
	}
}
