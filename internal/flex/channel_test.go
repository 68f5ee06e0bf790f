package flex

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// channelStatuses are all there are.
var channelStatuses = []string{ChannelSetup, ChannelActive, ChannelFailed, ChannelClosed, ChannelInactive}

var (
	morning = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	book    = rulebook.Documented()
)

const day = 24 * time.Hour

func channelIn(status string) Channel {
	return Channel{Sid: "UO1", InteractionSid: "KD1", Type: "web", Status: status, Created: morning, LastActivity: morning}
}

// refused fails where an error is not the refusal of an invalid request with a code.
func refused(t *testing.T, what string, err error, code int) {
	t.Helper()
	var refusal *rulebook.Refusal
	if !errors.As(err, &refusal) {
		t.Errorf("%s: got error %v, want a refusal with code %d", what, err, code)
		return
	}
	if refusal.Kind != rulebook.KindInvalid || refusal.Code != code || refusal.Message == "" {
		t.Errorf("%s: refused with kind %d, code %d, %q; want an invalid request, code %d", what, refusal.Kind, refusal.Code, refusal.Message, code)
	}
}

// statuses and routings are what a request may say, with what each means.
var (
	statuses = []struct {
		name string
		sent *string
		code int // with which it is refused whatever the routing; 0 where it is not
	}{
		{"closed", new("closed"), 0},
		{"inactive", new("inactive"), 0},
		{"no status", nil, rulebook.CodeCloseStatusMissing},
		{"an empty status", new(""), rulebook.CodeCloseStatusMissing},
		{"setup", new("setup"), rulebook.CodeCloseStatusInvalid},
		{"active", new("active"), rulebook.CodeCloseStatusInvalid},
		{"failed", new("failed"), rulebook.CodeCloseStatusInvalid},
		{"wrapup", new("wrapup"), rulebook.CodeCloseStatusInvalid},
		{"Closed", new("Closed"), rulebook.CodeCloseStatusInvalid},
		{"CLOSED", new("CLOSED"), rulebook.CodeCloseStatusInvalid},
		{"closed with a blank", new("closed "), rulebook.CodeCloseStatusInvalid},
	}
	routings = []struct {
		name  string
		sent  *string
		means string // "", "closed", or "refused"
	}{
		{"no routing", nil, ""},
		{"an empty routing", new(""), ""},
		{"an empty object", new("{}"), ""},
		{"an object without status", new(`{"properties":{}}`), ""},
		{"a null status", new(`{"status":null}`), ""},
		{"a status under another name", new(`{"Status":"closed"}`), ""},
		{"routing closed", new(`{"status":"closed"}`), "closed"},
		{"routing closed with white space", new(" {\n\"status\" : \"closed\" } "), "closed"},
		{"routing closed beside more", new(`{"reason":"x","status":"closed"}`), "closed"},
		{"routing wrapping", new(`{"status":"wrapping"}`), "refused"},
		{"routing Closed", new(`{"status":"Closed"}`), "refused"},
		{"routing with an empty status", new(`{"status":""}`), "refused"},
		{"a number for a status", new(`{"status":1}`), "refused"},
		{"a bare word", new(`closed`), "refused"},
		{"a text", new(`"closed"`), "refused"},
		{"a list", new(`["closed"]`), "refused"},
		{"an empty list", new(`[]`), "refused"},
		{"a list of objects", new(`[{"status":"closed"}]`), "refused"},
		{"null", new(`null`), "refused"},
		{"a number", new(`1`), "refused"},
		{"blanks", new(`  `), "refused"},
		{"half an object", new(`{"status":"closed"`), "refused"},
		{"two objects", new(`{"status":"closed"}{}`), "refused"},
		{"single quotes", new(`{'status':'closed'}`), "refused"},
	}
)

func TestEveryPairOfStatusAndRouting(t *testing.T) {
	t.Parallel()
	later := morning.Add(time.Hour)
	for _, status := range statuses {
		for _, routing := range routings {
			what := status.name + ", " + routing.name
			before := channelIn(ChannelActive)
			after, row, err := before.Update(status.sent, routing.sent, later, book)
			code := status.code
			if code == 0 && (routing.means == "refused" || status.name == "inactive" && routing.means == "") {
				code = rulebook.CodeFlexValidation
			}
			if code != 0 {
				refused(t, what, err, code)
				if diff := cmp.Diff(before, after); diff != "" || row != (rulebook.Closing{}) {
					t.Errorf("%s: refused and yet changed (row %+v):\n%s", what, row, diff)
				}
				continue
			}
			want := before
			want.Status, want.LastActivity = *status.sent, later
			if diff := cmp.Diff(want, after); err != nil || diff != "" {
				t.Errorf("%s: error %v; the channel differs (-want +got):\n%s", what, err, diff)
			}
			if row.Channel != *status.sent || row.Routing != routing.means {
				t.Errorf("%s: acted on the row %+v", what, row)
			}
		}
	}
}

func TestWhatTheClosingTableSaysOfTheRest(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name            string
		status, routing *string
		want            rulebook.Closing
	}{
		{"closed", new("closed"), nil, rulebook.Closing{Rule: "IC-09", Channel: "closed", Tasks: "wrapping", Waiting: "canceled", Conversation: "closed"}},
		{"closed with routing closed", new("closed"), new(`{"status":"closed"}`), rulebook.Closing{Rule: "IC-10", Channel: "closed", Routing: "closed", Tasks: "completed", Waiting: "canceled", Conversation: "closed"}},
		{"inactive with routing closed", new("inactive"), new(`{"status":"closed"}`), rulebook.Closing{Rule: "IC-12", Channel: "inactive", Routing: "closed", Tasks: "completed", Waiting: "canceled"}},
	} {
		_, got, err := channelIn(ChannelActive).Update(row.status, row.routing, morning, book)
		if diff := cmp.Diff(row.want, got); err != nil || diff != "" {
			t.Errorf("%s: error %v, row differs (-want +got):\n%s", row.name, err, diff)
		}
	}
}

func TestWhichChannelsCanBeClosed(t *testing.T) {
	t.Parallel()
	closed := new(`{"status":"closed"}`)
	for _, row := range []struct {
		from, to string
		legal    bool
	}{
		{ChannelSetup, ChannelClosed, true},
		{ChannelSetup, ChannelInactive, true},
		{ChannelActive, ChannelClosed, true},
		{ChannelActive, ChannelInactive, true},
		{ChannelInactive, ChannelClosed, true},
		{ChannelInactive, ChannelInactive, true},
		{ChannelClosed, ChannelClosed, true},
		{ChannelClosed, ChannelInactive, false},
		{ChannelFailed, ChannelClosed, false},
		{ChannelFailed, ChannelInactive, false},
	} {
		after, _, err := channelIn(row.from).Update(&row.to, closed, morning, book)
		if !row.legal {
			refused(t, row.from+" to "+row.to, err, rulebook.CodeFlexValidation)
			continue
		}
		if err != nil || after.Status != row.to {
			t.Errorf("%s to %s: status %s, error %v", row.from, row.to, after.Status, err)
		}
	}
}

func TestAChannelIsGoneAfterItsRetentionWhateverItsStatus(t *testing.T) {
	t.Parallel()
	for _, status := range channelStatuses {
		for after, want := range map[time.Duration]bool{
			0:                        false,
			179 * day:                false,
			180*day - time.Second:    false,
			180*day - 1:              false,
			180 * day:                true,
			180*day + 1:              true,
			180*day + 24*time.Hour*9: true,
		} {
			if got := channelIn(status).Gone(morning.Add(after), book); got != want {
				t.Errorf("%s channel %s after its last update: gone is %t, want %t", status, after, got, want)
			}
		}
	}
}

func TestWhatStartsTheRetentionAnew(t *testing.T) {
	t.Parallel()
	later := morning.Add(100 * day)
	for activity, restarts := range map[string]bool{
		rulebook.ActivityStatusUpdated:       true,
		rulebook.ActivityReservationAccepted: true,
		rulebook.ActivityParticipantUpdated:  true,
		rulebook.ActivityParticipantAdded:    true,
		rulebook.ActivityInvited:             true,
		rulebook.ActivityConversationUpdated: false,
		rulebook.ActivityConversationMember:  false,
		rulebook.ActivityConversationMessage: false,
		"something else":                     false,
	} {
		got := channelIn(ChannelActive).Touch(activity, later, book)
		want := channelIn(ChannelActive)
		if restarts {
			want.LastActivity = later
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", activity, diff)
		}
	}
}

// lifeOfAChannel is what the table allows, written down a second time.
var lifeOfAChannel = map[string][]string{
	ChannelSetup:    {ChannelClosed, ChannelInactive},
	ChannelActive:   {ChannelClosed, ChannelInactive},
	ChannelInactive: {ChannelClosed, ChannelInactive},
	ChannelClosed:   {ChannelClosed},
}

func TestWhateverIsAskedAChannelFollowsTheTable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		channel := channelIn(rapid.SampledFrom(channelStatuses).Draw(t, "begins as"))
		now, last := morning, morning
		t.Repeat(map[string]func(*rapid.T){
			"a request": func(t *rapid.T) {
				now = now.Add(time.Duration(rapid.Int64Range(0, int64(200*day)).Draw(t, "span")))
				status := rapid.SampledFrom(statuses).Draw(t, "status")
				routing := rapid.SampledFrom(routings).Draw(t, "routing")
				before := channel
				next, _, err := channel.Update(status.sent, routing.sent, now, book)
				legal := status.code == 0 && routing.means != "refused" && !(status.name == "inactive" && routing.means == "")
				if legal {
					legal = strings.Contains(strings.Join(lifeOfAChannel[before.Status], " "), status.name)
				}
				if legal != (err == nil) {
					t.Fatalf("%s channel, %s, %s: error %v, legal by the table: %t", before.Status, status.name, routing.name, err, legal)
				}
				if err == nil {
					last = now
				} else if next != before {
					t.Fatal("a refused request changed the channel")
				}
				channel = next
			},
			"": func(t *rapid.T) {
				if !channel.LastActivity.Equal(last) {
					t.Fatalf("retention began at %s, the last update was at %s", channel.LastActivity, last)
				}
				if edge := last.Add(180 * day); channel.Gone(edge.Add(-1), book) || !channel.Gone(edge, book) {
					t.Fatal("the channel does not go 180 days after its last update")
				}
			},
		})
	})
}

func FuzzRouting(f *testing.F) {
	for _, routing := range routings {
		if routing.sent != nil {
			f.Add(*routing.sent)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		status, err := requestedRouting(&text, rulebook.Documented())
		if err != nil {
			var refusal *rulebook.Refusal
			if !errors.As(err, &refusal) {
				t.Errorf("%q: error %v is no refusal", text, err)
			}
			return
		}
		if status != rulebook.Unspecified && (status != "closed" || !strings.Contains(text, "status")) {
			t.Errorf("%q: read as status %q", text, status)
		}
	})
}
