package steps

import (
	"testing"

	"github.com/flexrig/flexrig/fixtures"
	"github.com/flexrig/flexrig/internal/target"
)

func TestLinksAreWrittenInOrderWithEveryField(t *testing.T) {
	t.Parallel()
	at := int64(1574350320000)
	s := &scenario{recording: "https://rec.example/1", chat: &chat{ConversationSid: "CH1"}}
	links := []target.Link{
		{Level: "task", Type: "VoiceRecording", URL: "https://rec.example/1", Title: "Call", StartTime: &at, Channels: []string{"customer", "others"}},
		{Level: "reservation", Type: "ChatTranscript", Sid: "CH1"},
		{Level: "task", Type: "ChatTranscript", Sid: earlierChatSid},
	}
	for _, table := range []struct {
		levels bool
		want   string
	}{
		{false, `VoiceRecording the call's recording "Call" from 1574350320000 customer+others, ChatTranscript the chat, ChatTranscript an earlier chat`},
		{true, `task VoiceRecording the call's recording "Call" from 1574350320000 customer+others, reservation ChatTranscript the chat, task ChatTranscript an earlier chat`},
	} {
		if got := s.linkList(links, table.levels); got != table.want {
			t.Errorf("links, levels %v\n got %s\nwant %s", table.levels, got, table.want)
		}
	}
	if got := s.linkList(nil, true); got != "nothing" {
		t.Errorf("no links are written %q, want nothing", got)
	}
}

func TestADrillDownInWords(t *testing.T) {
	t.Parallel()
	link := target.Item{Presentation: "link", Type: "Referenced", URL: "https://crm.example/1", Title: "One"}
	for _, drill := range []struct {
		screen target.Screen
		want   string
	}{
		{target.Screen{Opens: true}, "shows nothing"},
		{target.Screen{Opens: true, Items: []target.Item{link}}, `shows link Referenced https://crm.example/1 "One"`},
		{target.Screen{Tab: "https://crm.example/7"}, `opens no screen and opens "https://crm.example/7" in a new tab`},
		{target.Screen{Tab: "https://crm.example/7", Items: []target.Item{link}}, `opens no screen, yet link Referenced https://crm.example/1 "One" and opens "https://crm.example/7" in a new tab`},
		{target.Screen{Opens: true, Tab: "https://crm.example/7"}, `shows nothing and opens "https://crm.example/7" in a new tab`},
	} {
		if got := (&scenario{}).screenText(drill.screen); got != drill.want {
			t.Errorf("%+v\n got %s\nwant %s", drill.screen, got, drill.want)
		}
	}
}

func TestSegmentsByTheNamesOfFeatures(t *testing.T) {
	t.Parallel()
	s := &scenario{centre: &fixtures.Centre{}}
	handled := target.Segment{Kind: "Conversation", Agent: "Ada", Queue: "Support"}
	waited := target.Segment{Kind: "Queue", Queue: "Support"}
	for _, name := range []struct {
		which   string
		segment target.Segment
		want    bool
	}{
		{`"Ada"'s`, handled, true},
		{`"Grace"'s`, handled, false},
		{`"Support"'s`, waited, false},
		{`the "Support" queue's`, waited, true},
		{`the "Sales" queue's`, waited, false},
		{`the "Support" queue's`, handled, false},
	} {
		if got := s.called(name.segment, name.which); got != name.want {
			t.Errorf("%s segment: is it %+v? got %v, want %v", name.which, name.segment, got, name.want)
		}
	}
}

func TestFindingsNameAgentsForTheirReservations(t *testing.T) {
	t.Parallel()
	s := &scenario{centre: &fixtures.Centre{Workers: map[string]string{"Ada": "WK1"}}}
	segments := []target.Segment{{Kind: "Queue"}, {Kind: "Conversation", Agent: "Ada", ReservationSid: "WR1"}}
	for _, path := range []struct{ written, want string }{
		{"conversations.media[1].url", "conversations.media[1].url"},
		{"reservation_attributes.WR1.media[0].type", "reservation_attributes.(Ada).media[0].type"},
		{"reservation_attributes." + unknownReservation, "reservation_attributes.(unknown)"},
	} {
		if got := s.readablePath(path.written, segments); got != path.want {
			t.Errorf("path %s reads %s, want %s", path.written, got, path.want)
		}
	}
}
