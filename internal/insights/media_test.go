package insights_test

import (
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

func TestMediaOfASegment(t *testing.T) {
	t.Parallel()
	const link = "https://rec.example/own"
	for _, row := range []struct {
		when  string
		agent string // whose segment; "" for the queue's
		tell  func(*history)
		want  string
	}{
		// CM-03, CM-13: what is there when nobody adds anything.
		{"CM-13 a recorded call", "Ada", func(h *history) { h.call(`{}`).offer("Ada").acceptRecorded() }, "default VoiceRecording RE1"},
		{"CM-13 a recorded call, the queue's", "", func(h *history) { h.call(`{}`).offer("Ada").acceptRecorded() }, ""},
		{"CM-13 recording is turned off", "Ada", func(h *history) { h.call(`{}`).offer("Ada").accept() }, ""},
		{"a chat", "Ada", func(h *history) { chatByAda(h, `{}`) }, "default ChatTranscript " + chatSid},
		{"a chat that waits", "", func(h *history) { h.chat(`{}`) }, "default ChatTranscript " + chatSid},

		{
			"a call has no transcript, whatever else it is about", "Ada",
			func(h *history) {
				h.create(taskrouter.Origin{ConversationSid: chatSid, MediaType: "voice"}, "voice", `{}`).offer("Ada")
			},
			"",
		},

		// CM-03: custom links stand in for the defaults.
		{
			"CM-03 a recorded call has a link of its own", "Ada",
			func(h *history) { h.call(media(embedded("a"))).offer("Ada").acceptRecorded().complete("") },
			"task Embedded a",
		},
		{"CM-03 a chat has a link of its own", "Ada", func(h *history) { chatByAda(h, media(embedded("a"))) }, "task Embedded a"},
		{
			"CM-03 a recorded chat has a link of its own", "Ada",
			func(h *history) { h.chat(media(embedded("a"))).offer("Ada").acceptRecorded() },
			"task Embedded a",
		},
		{
			"CM-03 a recorded chat has none", "Ada",
			func(h *history) { h.chat(`{}`).offer("Ada").acceptRecorded() },
			"default ChatTranscript " + chatSid + ", default VoiceRecording RE1",
		},
		{
			"CM-03 the reservation has a link of its own", "Ada",
			func(h *history) {
				ada := h.call(`{}`).offer("Ada").acceptRecorded()
				ada.update(ownMedia(ada, embedded("a")))
				ada.complete("")
			},
			"reservation Embedded a",
		},
		{"CM-03 an empty list", "Ada", func(h *history) { chatByAda(h, media("")) }, "default ChatTranscript " + chatSid},
		{"CM-03 null for a list", "Ada", func(h *history) { chatByAda(h, `{"conversations":{"media":null}}`) }, "default ChatTranscript " + chatSid},
		{"CM-03 nothing but malformed links", "Ada", func(h *history) { chatByAda(h, media(`{"type":"Raw"}, 7`)) }, "default ChatTranscript " + chatSid},
		{"CM-03 one good link among malformed ones", "Ada", func(h *history) { chatByAda(h, media(`7,`+raw("a")+`,{}`)) }, "task Raw a"},

		// CM-04: to keep a default, list it.
		{
			"CM-04 the recording is listed second", "Ada",
			func(h *history) {
				h.call(media(embedded("a") + "," + voice(recording))).offer("Ada").acceptRecorded().complete("")
			},
			"task Embedded a, task VoiceRecording RE1",
		},
		{
			"CM-04 the transcript is listed first", "Ada",
			func(h *history) { chatByAda(h, media(transcript(chatSid)+","+referenced("a"))) },
			"task ChatTranscript " + chatSid + ", task Referenced a",
		},
		{
			"CM-04 both are listed around a page", "Ada",
			func(h *history) {
				h.chat(media(voice(recording) + "," + embedded("a") + "," + transcript(chatSid))).offer("Ada").acceptRecorded()
			},
			"task VoiceRecording RE1, task Embedded a, task ChatTranscript " + chatSid,
		},
		{
			"CM-04 the platform itself has listed the transcript", "Ada",
			func(h *history) { chatByAda(h, media(transcript(chatSid))) },
			"task ChatTranscript " + chatSid,
		},

		// CM-05: the task's links are on all its segments.
		{"CM-05 the queue's segment", "", func(h *history) { chatByAda(h, media(raw("a"))) }, "task Raw a"},
		{
			"CM-05 the links come after an offer was rejected", "Ada",
			func(h *history) {
				task := h.chat(`{}`)
				task.offer("Ada").reject()
				task.update(media(raw("a")))
				task.offer("Grace").accept().complete("")
			},
			"task Raw a",
		},
		{
			"CM-05 the links come after an offer ran out", "Ada",
			func(h *history) {
				task := h.chat(`{}`)
				task.offer("Ada").timeOut()
				grace := task.offer("Grace").accept()
				grace.complete("")
				h.wait(time.Second)
				task.update(media(raw("a")))
			},
			"task Raw a",
		},
		{
			"CM-05 the task is handed on to another queue and agent", "Ada",
			func(h *history) {
				ada := chatByAda(h, `{}`)
				ada.enter("Sales")
				grace := ada.offer("Grace").accept()
				ada.leave()
				grace.update(media(raw("a")))
				grace.complete("")
			},
			"task Raw a",
		},
		{
			"CM-05 the task is canceled before anybody was asked", "",
			func(h *history) {
				task := h.chat(`{}`)
				task.update(media(raw("a")))
				task.cancel("")
			},
			"task Raw a",
		},
		{
			"links are added while the task lives: not read yet", "Ada",
			func(h *history) { chatByAda(h, `{}`).update(media(raw("a"))) },
			"default ChatTranscript " + chatSid,
		},

		// TD-06: media after the end.
		{
			"TD-06 links come after the end, in the same instant", "Ada",
			func(h *history) {
				ada := chatByAda(h, media(raw("a")))
				ada.complete("")
				ada.update(media(raw("b")))
			},
			"task Raw b",
		},
		{
			"TD-06 links come after the end, and others after them", "Ada",
			func(h *history) {
				ada := chatByAda(h, `{}`)
				ada.complete("")
				h.wait(time.Second)
				ada.update(media(raw("a")))
				h.wait(118*time.Second + 999*time.Millisecond)
				ada.update(media(raw("b")))
			},
			"task Raw b",
		},
		{
			"TD-06 links are taken away after the end", "Ada",
			func(h *history) {
				ada := chatByAda(h, media(raw("a")))
				ada.complete("")
				ada.update(`{}`)
			},
			"default ChatTranscript " + chatSid,
		},
		{
			"TD-06 a reservation's links come after the end", "Ada",
			func(h *history) {
				ada := chatByAda(h, media(raw("a")))
				ada.complete("")
				ada.update(ownMedia(ada, raw("b")))
			},
			"reservation Raw b",
		},
		{
			"TD-06 links come after a cancellation", "",
			func(h *history) {
				task := h.chat(`{}`)
				task.cancel("")
				task.update(media(raw("a")))
			},
			"task Raw a",
		},

		// TD-10: a custom recording.
		{
			"TD-10 a custom recording of a call", "Ada",
			func(h *history) {
				h.call(`{"conversations":{"segment_link":"` + link + `"}}`).offer("Ada").accept().complete("")
			},
			"task VoiceRecording own",
		},
		{
			"TD-10 a custom recording in place of the platform's", "Ada",
			func(h *history) {
				h.call(`{"conversations":{"segment_link":"` + link + `"}}`).offer("Ada").acceptRecorded().complete("")
			},
			"task VoiceRecording own",
		},
		{
			"TD-09 the platform's recording, where a custom one belongs", "Ada",
			func(h *history) {
				h.call(`{"conversations":{"segment_link":"` + recording + `"}}`).offer("Ada").acceptRecorded().complete("")
			},
			"default VoiceRecording RE1",
		},
		{
			"TD-09 the platform's recording gives way to media links", "Ada",
			func(h *history) {
				h.call(`{"conversations":{"segment_link":"` + recording + `","media":[` + raw("a") + `]}}`).offer("Ada").acceptRecorded().complete("")
			},
			"task Raw a",
		},
		{
			"TD-09 the platform's recording of another call is a custom one", "Ada",
			func(h *history) {
				h.call(`{"conversations":{"segment_link":"` + recording + `"}}`).offer("Ada").accept().complete("")
			},
			"task VoiceRecording RE1",
		},
		{
			"TD-10 a custom recording beside the transcript", "Ada",
			func(h *history) { chatByAda(h, `{"conversations":{"segment_link":"`+link+`"}}`) },
			"default ChatTranscript " + chatSid + ", task VoiceRecording own",
		},
		{
			"TD-10 a custom recording, the queue's", "",
			func(h *history) { chatByAda(h, `{"conversations":{"segment_link":"`+link+`"}}`) },
			"default ChatTranscript " + chatSid,
		},
		{
			"TD-10 a custom recording beside media links", "Ada",
			func(h *history) {
				chatByAda(h, `{"conversations":{"segment_link":"`+link+`","media":[`+raw("a")+`]}}`)
			},
			"task Raw a, task VoiceRecording own",
		},
		{
			"TD-10 a custom recording that is listed already", "Ada",
			func(h *history) {
				chatByAda(h, `{"conversations":{"segment_link":"`+link+`","media":[`+voice(link)+`,`+raw("a")+`]}}`)
			},
			"task VoiceRecording own, task Raw a",
		},
		{
			"TD-10 a page at the custom recording's address", "Ada",
			func(h *history) {
				chatByAda(h, `{"conversations":{"segment_link":"`+link+`","media":[{"type":"Referenced","url":"`+link+`","title":"a"}]}}`)
			},
			"task Referenced own, task VoiceRecording own",
		},
		{
			"TD-10 a custom recording beside the reservation's links", "Ada",
			func(h *history) {
				ada := chatByAda(h, `{}`)
				ada.update(`{"conversations":{"segment_link":"` + link + `"},"reservation_attributes":{"` + ada.reservation.Sid + `":{"media":[` + raw("a") + `]}}}`)
				ada.complete("")
			},
			"reservation Raw a, task VoiceRecording own",
		},
		{
			"TD-10 a custom recording comes after the end", "Ada",
			func(h *history) {
				ada := h.call(`{}`).offer("Ada").acceptRecorded()
				ada.complete("")
				h.wait(119 * time.Second)
				ada.update(`{"conversations":{"segment_link":"` + link + `"}}`)
			},
			"task VoiceRecording own",
		},
		{
			"TD-10 the custom recording is no address", "Ada",
			func(h *history) {
				h.call(`{"conversations":{"segment_link":"RE1"}}`).offer("Ada").acceptRecorded().complete("")
			},
			"default VoiceRecording RE1",
		},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			row.tell(h)
			s := segmentOf(t, h.project(), row.agent)
			if got := linksInWords(s.Media); got != row.want {
				t.Errorf("when %s\n%s segment %q got %q\nwant %q", row.when, s.Kind, row.agent, got, row.want)
			}
		})
	}
}

func TestAnUpdateAfterTheEndChangesLinksAndNothingElse(t *testing.T) {
	t.Parallel()
	h := newHistory()
	ada := chatByAda(h, `{"conversations":{"case":"7"},"customers":{"name":"Zoë"}}`)
	ada.complete("")
	h.wait(time.Second)
	ada.update(`{"conversations":{"case":"8","segment_link":"https://rec.example/own","media":[` + raw("a") + `]},"customers":{"name":"Eve"}}`)
	for _, s := range h.project().Segments {
		if s.Conversations["case"] != "7" || s.Customers["name"] != "Zoë" {
			t.Errorf("%s segment: got case %v of %v, want 7 of Zoë", s.Kind, s.Conversations["case"], s.Customers["name"])
		}
		if len(s.Media) == 0 || s.Media[0].Path != "conversations.media[0]" || s.SegmentLink != "https://rec.example/own" {
			t.Errorf("%s segment: got links %q and recording %q, want the new ones", s.Kind, linksInWords(s.Media), s.SegmentLink)
		}
	}
}

func TestALinkSaysWhereItStands(t *testing.T) {
	t.Parallel()
	h := newHistory()
	ada := h.call(`{}`).offer("Ada").acceptRecorded()
	grace := ada.offer("Grace").accept()
	ada.update(`{"conversations":{"segment_link":"https://rec.example/own","media":[7,` + raw("a") + `]},` +
		`"reservation_attributes":{"` + grace.reservation.Sid + `":{"media":[` + raw("b") + `]}}}`)
	ada.leave()
	grace.complete("")
	for agent, want := range map[string][]string{
		"Ada":   {"conversations.media[1]", "conversations.segment_link"},
		"Grace": {"reservation_attributes." + grace.reservation.Sid + ".media[0]", "conversations.segment_link"},
	} {
		links := segmentOf(t, h.project(), agent).Media
		for i := range max(len(want), len(links)) {
			if i >= len(links) || i >= len(want) || links[i].Path != want[i] {
				t.Errorf("%s's links are %+v, want paths %q", agent, links, want)
				break
			}
		}
	}
}
