package insights_test

import (
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func TestTheBookSaysWhichLinksReplaceWhich(t *testing.T) {
	t.Parallel()
	keepDefaults := func(b *rulebook.Book) { b.ReplaceDefaultMedia = false }
	keepTasks := func(b *rulebook.Book) { b.ReservationMediaReplaces = false }
	frozen := func(b *rulebook.Book) { b.MediaAfterFinal = false }
	const own = "https://rec.example/own"
	for _, row := range []struct {
		when   string
		change func(*rulebook.Book)
		tell   func(*history)
		want   string
	}{
		{
			"defaults stay: they come first", keepDefaults,
			func(h *history) { h.chat(media(raw("a"))).offer("Ada").acceptRecorded() },
			"default ChatTranscript " + chatSid + ", default VoiceRecording RE1, task Raw a",
		},
		{
			"defaults stay: one that is listed shows where it is listed", keepDefaults,
			func(h *history) { chatByAda(h, media(raw("a")+","+transcript(chatSid))) },
			"task Raw a, task ChatTranscript " + chatSid,
		},
		{
			"defaults stay: another chat's transcript is no default", keepDefaults,
			func(h *history) { chatByAda(h, media(transcript(otherChatSid))) },
			"default ChatTranscript " + chatSid + ", task ChatTranscript " + otherChatSid,
		},
		{
			"defaults stay: the recording beside a custom one", keepDefaults,
			func(h *history) {
				h.call(`{"conversations":{"segment_link":"` + own + `"}}`).offer("Ada").acceptRecorded().complete("")
			},
			"default VoiceRecording RE1, task VoiceRecording own",
		},
		{
			"defaults stay: the custom recording is the platform's", keepDefaults,
			func(h *history) {
				h.call(`{"conversations":{"segment_link":"` + recording + `"}}`).offer("Ada").acceptRecorded().complete("")
			},
			"default VoiceRecording RE1",
		},
		{
			"links are final with the task, though the reservation's completion is told last", frozen,
			func(h *history) {
				ada := chatByAda(h, media(raw("a")))
				ada.happens(taskrouter.TaskCompleted, nil)
				ada.update(media(raw("b")))
				ada.leave()
			},
			"task Raw a",
		},
		{
			"defaults stay: a recording that is listed shows where it is listed", keepDefaults,
			func(h *history) {
				h.call(media(raw("a") + "," + voice(recording))).offer("Ada").acceptRecorded()
			},
			"task Raw a, task VoiceRecording RE1",
		},
		{
			"the task's links stay behind the reservation's", keepTasks,
			func(h *history) {
				ada := chatByAda(h, `{}`)
				ada.update(bothMedia(ada, raw("t"), raw("r")))
				ada.complete("")
			},
			"reservation Raw r, task Raw t",
		},
		{
			"links are final with the task", frozen,
			func(h *history) {
				ada := chatByAda(h, media(raw("a")))
				ada.complete("")
				ada.update(media(raw("b")))
			},
			"task Raw a",
		},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			row.tell(h)
			if got := linksInWords(segmentOf(t, h.project(row.change), "Ada").Media); got != row.want {
				t.Errorf("when %s\n got %q\nwant %q", row.when, got, row.want)
			}
		})
	}
}
