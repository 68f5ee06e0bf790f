package insights_test

import (
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/insights"
	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestFindingsSayWhatIsWrongAndWhere(t *testing.T) {
	t.Parallel()
	const at = " conversations.media[0]"
	timed := func(value string) string {
		return `{"type":"VoiceRecording","url":"https://rec.example/1","start_time":` + value + `}`
	}
	channels := func(value string) string {
		return `{"type":"VoiceRecording","url":"https://rec.example/1","channels":` + value + `}`
	}
	page := func(address string) string { return `{"type":"Referenced","url":` + address + `,"title":"T"}` }
	for _, row := range []struct {
		when  string
		links string
		want  string // severity, rule and path; "" for nothing wrong
		says  string // part of the message
		shown string
	}{
		// CM-12: milliseconds.
		{"CM-12 milliseconds", timed("1574350320000"), "", "", "task VoiceRecording 1"},
		{"CM-12 the earliest plausible milliseconds", timed("631152000000"), "", "", "task VoiceRecording 1"},
		{"CM-12 one millisecond before them", timed("631151999999"), "error CM-12" + at + ".start_time", "631151999999000", "task VoiceRecording 1"},
		{"CM-12 milliseconds written with an exponent", timed("1.57435032e12"), "", "", "task VoiceRecording 1"},
		{"CM-12 seconds", timed("1574350320"), "error CM-12" + at + ".start_time", "in seconds; write it in milliseconds, 1574350320000", "task VoiceRecording 1"},
		{"CM-12 the earliest plausible seconds", timed("631152000"), "error CM-12" + at + ".start_time", "in seconds; write it in milliseconds, 631152000000", "task VoiceRecording 1"},
		{"CM-12 a number that is neither", timed("7"), "error CM-12" + at + ".start_time", "7000", "task VoiceRecording 1"},
		{"CM-12 zero", timed("0"), "error CM-12" + at + ".start_time", "start_time 0 is not after 1970 began", "task VoiceRecording 1"},
		{"CM-12 negative", timed("-1574350320000"), "error CM-12" + at + ".start_time", "-1574350320000 is not after", "task VoiceRecording 1"},
		{"CM-12 text", timed(`"1574350320000"`), "error CM-12" + at + ".start_time", "start_time is text", "task VoiceRecording 1"},
		{"CM-12 with a fraction", timed("1574350320000.5"), "error CM-12" + at + ".start_time", "fraction", "task VoiceRecording 1"},
		{"CM-12 beyond what JSON numbers hold", timed("1e300"), "error CM-12" + at + ".start_time", "too large", "task VoiceRecording 1"},
		{"CM-12 a list", timed("[1574350320000]"), "error CM-12" + at + ".start_time", "start_time is a list", "task VoiceRecording 1"},

		// CM-11: what may be left out has to be right where it is there.
		{"CM-11 customer and others", channels(`["customer","others"]`), "", "", "task VoiceRecording 1"},
		{"CM-11 channels are text", channels(`"customer"`), "error CM-11" + at + ".channels", "channels is text", "task VoiceRecording 1"},
		{"CM-11 a channel is a number", channels(`["customer",2]`), "error CM-11" + at + ".channels[1]", "a channel is a number", "task VoiceRecording 1"},
		{
			"CM-11 the title is a number", `{"type":"VoiceRecording","url":"https://rec.example/1","title":7}`,
			"error CM-11" + at + ".title", "title is a number", "task VoiceRecording 1",
		},

		// CM-14: the chat's sid.
		{"CM-14 a chat", transcript(chatSid), "", "", "task ChatTranscript " + chatSid},
		{"CM-14 upper-case digits", transcript("CH0123456789ABCDEF0123456789ABCDEF"), "", "", "task ChatTranscript CH0123456789ABCDEF0123456789ABCDEF"},
		{"CM-14 one digit short", transcript(chatSid[:33]), "error CM-14" + at + ".sid", "CH and 32 hexadecimal digits", ""},
		{"CM-14 one digit more", transcript(chatSid + "0"), "error CM-14" + at + ".sid", "CH and 32", ""},
		{"CM-14 not hexadecimal", transcript("CHxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"), "error CM-14" + at + ".sid", "CH and 32", ""},
		{"CM-14 another kind of sid", transcript("IM0123456789abcdef0123456789abcdef"), "error CM-14" + at + ".sid", "CH and 32", ""},
		{"CM-14 lower-case prefix", transcript("ch0123456789abcdef0123456789abcdef"), "error CM-14" + at + ".sid", "CH and 32", ""},

		// CM-20: the type.
		{"CM-20 no type", `{"url":"https://crm.example/a","title":"T"}`, "error CM-20" + at + ".type", "has no type", ""},
		{"CM-20 the type is a number", `{"type":7}`, "error CM-20" + at + ".type", "type is a number", ""},
		{"CM-20 the type is a boolean", `{"type":true}`, "error CM-20" + at + ".type", "type is a boolean", ""},
		{"CM-20 the url is an object", page(`{}`), "error CM-20" + at + ".url", "url is an object", ""},
		{"CM-20 the type is empty", `{"type":""}`, "error CM-20" + at + ".type", "write one of Raw, Embedded", ""},
		{"CM-20 the type in the wrong case", `{"type":"voicerecording","url":"https://rec.example/1"}`, "error CM-20" + at + ".type", `upper and lower case count: write "VoiceRecording"`, ""},
		{"CM-20 the type with an underscore", `{"type":"chat_transcript"}`, "error CM-20" + at + ".type", `did you mean "ChatTranscript"?`, ""},
		{"CM-20 the type mistyped", `{"type":"Refrenced"}`, "error CM-20" + at + ".type", `did you mean "Referenced"?`, ""},
		{"CM-20 half of the type", `{"type":"Recording"}`, "error CM-20" + at + ".type", `did you mean "VoiceRecording"?`, ""},
		{"CM-20 a short type that resembles none", `{"type":"Map"}`, "error CM-20" + at + ".type", "write one of Raw", ""},
		{"CM-20 a type that resembles none", `{"type":"Video"}`, "error CM-20" + at + ".type", "write one of Raw, Embedded, Referenced, VoiceRecording, ChatTranscript", ""},

		// CM-20: the fields.
		{"CM-20 no url", `{"type":"Raw","title":"T"}`, "error CM-20" + at + ".url", "every Raw link needs one", ""},
		{"CM-20 no title", `{"type":"Embedded","url":"https://crm.example/a"}`, "error CM-20" + at + ".title", "every Embedded link needs one", ""},
		{"CM-20 neither", `{"type":"Referenced"}`, "error CM-20" + at + ".url, error CM-20" + at + ".title", "url is missing", ""},
		{"CM-20 null for the url", page("null"), "error CM-20" + at + ".url", "url is missing", ""},
		{"CM-20 an empty url", page(`""`), "error CM-20" + at + ".url", "url is missing", ""},
		{"CM-20 no address of the recording", `{"type":"VoiceRecording"}`, "error CM-20" + at + ".url", "every VoiceRecording link needs one", ""},
		{"CM-20 no sid", `{"type":"ChatTranscript"}`, "error CM-20" + at + ".sid", "every ChatTranscript link needs one", ""},
		{"CM-20 the url is a number", page("7"), "error CM-20" + at + ".url", "url is a number", ""},
		{"CM-20 the title is a list", `{"type":"Raw","url":"https://crm.example/a","title":[]}`, "error CM-20" + at + ".title", "title is a list", ""},
		{"CM-20 a relative url", page(`"/tickets/7"`), "error CM-20" + at + ".url", "no absolute http or https address", ""},
		{"CM-20 a url without scheme", page(`"crm.example/7"`), "error CM-20" + at + ".url", "with https:// in front", ""},
		{"CM-20 a url without host", page(`"https:///7"`), "error CM-20" + at + ".url", "no absolute", ""},
		{"CM-20 a script for a url", page(`"javascript:alert(1)"`), "error CM-20" + at + ".url", "no absolute", ""},
		{"CM-20 a file", page(`"ftp://crm.example/7"`), "error CM-20" + at + ".url", "no absolute", ""},
		{"CM-20 a url in upper case", page(`"HTTPS://CRM.EXAMPLE/7"`), "", "", "task Referenced 7"},
		{"CM-20 the link is text", `"https://crm.example/a"`, "error CM-20" + at, "a media link is text", ""},
		{"CM-20 the link is null", `null`, "error CM-20" + at, "a media link is null", ""},
		{
			"CM-20 the third link only", raw("a") + "," + embedded("b") + `,{"type":"Raw","title":"T"}`,
			"error CM-20 conversations.media[2].url, warning CM-16" + at, "", "task Raw a, task Embedded b",
		},

		// CM-16 and CM-17: what nobody can reach.
		{"CM-16 a Raw link alone", raw("a"), "", "", "task Raw a"},
		{"CM-16 a Raw link in front", raw("a") + "," + raw("b"), "warning CM-16" + at, "put another link in front", "task Raw a, task Raw b"},
		{"CM-16 a Raw link behind", embedded("a") + "," + raw("b"), "", "", "task Embedded a, task Raw b"},
		{
			"CM-17 three recordings", voice("https://rec.example/1") + "," + voice("https://rec.example/2") + "," + voice("https://rec.example/3"),
			"warning CM-17 conversations.media[1], warning CM-17 conversations.media[2]", "only the first 1 of a segment",
			"task VoiceRecording 1, task VoiceRecording 2, task VoiceRecording 3",
		},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			h.call(media(row.links)).offer("Ada").accept().complete("")
			p := h.project()
			got := findingsInWords(p.Findings)
			if got = strings.TrimPrefix(got, ", "); got != row.want {
				t.Fatalf("when %s: media [%s]\n got %q\nwant %q", row.when, row.links, got, row.want)
			}
			if len(p.Findings) > 0 && !strings.Contains(p.Findings[0].Message, row.says) {
				t.Errorf("when %s: media [%s]\n got message %q\nwant it to say %q", row.when, row.links, p.Findings[0].Message, row.says)
			}
			s := segmentOf(t, p, "Ada")
			if got := linksInWords(s.Media); got != row.shown {
				t.Errorf("when %s: media [%s]\n got links %q\nwant %q", row.when, row.links, got, row.shown)
			}
			if strings.HasPrefix(row.want, "error CM-12") && s.Media[0].StartTime != nil {
				t.Errorf("when %s: start_time %d is shown, want it left out", row.when, *s.Media[0].StartTime)
			}
		})
	}
}

func TestFindingsAboutWhatStandsAroundTheLinks(t *testing.T) {
	t.Parallel()
	const ghost = "WRffffffffffffffffffffffffffffffff"
	for _, row := range []struct {
		when       string
		attributes string // ADA stands for the sid of the reservation
		want       string
	}{
		{"nothing is there", `{}`, ""},
		{"nulls are there", `{"conversations":null,"reservation_attributes":null}`, ""},
		{"media is null", `{"conversations":{"media":null,"segment_link":null}}`, ""},
		{"the recording is not known yet", `{"conversations":{"segment_link":""}}`, ""},
		{"conversations is text", `{"conversations":"none"}`, "error CM-20 conversations"},
		{"media is an object", `{"conversations":{"media":` + raw("a") + `}}`, "error CM-20 conversations.media"},
		{"media is text", `{"conversations":{"media":"https://crm.example/a"}}`, "error CM-20 conversations.media"},
		{"TD-10 the custom recording is a list", `{"conversations":{"segment_link":["https://rec.example/1"]}}`, "error TD-10 conversations.segment_link"},
		{"TD-10 the custom recording is a sid", `{"conversations":{"segment_link":"RE1"}}`, "error TD-10 conversations.segment_link"},
		{"reservation_attributes is a list", `{"reservation_attributes":[]}`, "error CM-20 reservation_attributes"},
		{"a reservation's attributes are text", `{"reservation_attributes":{"ADA":"x"}}`, "error CM-20 reservation_attributes.ADA"},
		{
			"a reservation's link has no type", `{"reservation_attributes":{"ADA":{"media":[` + raw("a") + `,{}]}}}`,
			"error CM-20 reservation_attributes.ADA.media[1].type",
		},
		{
			"CM-06 a reservation that the task has not", `{"reservation_attributes":{"` + ghost + `":{"media":[{}]}}}`,
			"note CM-06 reservation_attributes." + ghost + ", error CM-20 reservation_attributes." + ghost + ".media[0].type",
		},
		{
			"CM-06 a key that is no sid", `{"reservation_attributes":{"a.b[0]":{}}}`,
			`note CM-06 reservation_attributes["a.b[0]"]`,
		},
		{
			"CM-16 a Raw link in front of a custom recording", `{"conversations":{"segment_link":"https://rec.example/1","media":[` + raw("a") + `]}}`,
			"warning CM-16 conversations.media[0]",
		},
		{
			"CM-17 a custom recording behind a recording", `{"conversations":{"segment_link":"https://rec.example/1","media":[` + voice("https://rec.example/2") + `]}}`,
			"warning CM-17 conversations.segment_link",
		},
		{
			"CM-16 a Raw link in front at reservation level", `{"reservation_attributes":{"ADA":{"media":[` + raw("a") + "," + raw("b") + `]}}}`,
			"warning CM-16 reservation_attributes.ADA.media[0]",
		},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			ada := h.call(`{}`).offer("Ada").accept()
			ada.update(strings.ReplaceAll(row.attributes, "ADA", ada.reservation.Sid))
			ada.complete("")
			want := strings.ReplaceAll(row.want, "ADA", ada.reservation.Sid)
			if got := findingsInWords(h.project().Findings); got != want {
				t.Errorf("when %s: attributes %s\n got %q\nwant %q", row.when, row.attributes, got, want)
			}
		})
	}
}

func TestEachFindingIsMadeOnceAndNamesItsTask(t *testing.T) {
	t.Parallel()
	h := newHistory()
	bad := media(raw("a") + "," + embedded("b") + `,{"type":"Video"}`)
	for range 2 {
		task := h.chat(bad)
		task.offer("Ada").reject()
		task.offer("Grace").timeOut()
		task.offer("Mary").accept().complete("")
	}
	p := h.project()
	seen := map[insights.Finding]bool{}
	tasks := map[string]int{}
	for _, f := range p.Findings {
		if seen[f] {
			t.Errorf("found twice: %+v", f)
		}
		seen[f] = true
		tasks[f.TaskSid]++
	}
	if len(tasks) != 2 || len(p.Findings) != 4 {
		t.Errorf("got %d findings on %d tasks, want 2 on each of 2: %+v", len(p.Findings), len(tasks), p.Findings)
	}
}

func TestFindingsAreAboutTheLinksAsLastRead(t *testing.T) {
	t.Parallel()
	h := newHistory()
	ada := chatByAda(h, media(`{"type":"raw"}`))
	ada.complete("")
	if got, want := findingsInWords(h.project().Findings), "error CM-20 conversations.media[0].type"; got != want {
		t.Errorf("before the mistake is mended: got %q, want %q", got, want)
	}
	ada.update(media(raw("a")))
	if got := findingsInWords(h.project().Findings); got != "" {
		t.Errorf("after the mistake is mended: got %q, want none", got)
	}
}

func TestTheBookSaysWhatALinkNeeds(t *testing.T) {
	t.Parallel()
	h := newHistory()
	h.call(media(`{"type":"Raw","url":"https://crm.example/a"}, {"type":"Video","clip":"x"}`)).offer("Ada")
	got := h.project(func(b *rulebook.Book) {
		b.MediaTypes[0].Required = []string{"url"}
		b.MediaTypes = append(b.MediaTypes, rulebook.MediaType{Name: "Video", Required: []string{"clip"}, Presentation: "player"})
	})
	if links := linksInWords(segmentOf(t, got, "Ada").Media); links != "task Raw a, task Video " {
		t.Errorf("a Raw link without title and a Video: got %q", links)
	}
	if words := findingsInWords(got.Findings); words != "warning CM-16 conversations.media[0]" {
		t.Errorf("a Raw link without title and a Video: got findings %q", words)
	}
}
