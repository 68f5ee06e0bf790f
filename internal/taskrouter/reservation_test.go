package taskrouter

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const aReservation = "WR00000000000000000000000000000001"

func reservationIn(status ReservationStatus) Reservation {
	return Reservation{Sid: aReservation, TaskSid: aTask, Status: status, Version: 2, Created: morning, Updated: morning}
}

// reservationLife is the documented state machine, written down a second time.
var reservationLife = map[ReservationStatus]map[ReservationStatus]EventType{
	"pending": {
		"accepted": "reservation.accepted", "rejected": "reservation.rejected", "timeout": "reservation.timeout",
		"canceled": "reservation.canceled", "rescinded": "reservation.rescinded",
	},
	"accepted": {"wrapping": "reservation.wrapup", "completed": "reservation.completed"},
	"wrapping": {"completed": "reservation.completed"},
}

func TestAReservationMovesOnlyAlongTheDocumentedEdges(t *testing.T) {
	t.Parallel()
	for _, from := range ReservationStatuses() {
		for _, to := range append(ReservationStatuses(), "", "Accepted", "declined") {
			before, now := reservationIn(from), morning.Add(time.Minute)
			after, event, err := before.Move(to, now)
			wantEvent, legal := reservationLife[from][to]
			if !legal {
				want := "Cannot update reservation " + aReservation + " to " + string(to) + " because it is currently " + string(from) + "."
				if got := refusalOf(t, string(from+" to "+to), err); got != want {
					t.Errorf("%s to %s refused with %q, want %q", from, to, got, want)
				}
				if event != "" || after != before {
					t.Errorf("%s to %s was refused and yet gave event %q and %+v", from, to, event, after)
				}
				continue
			}
			want := before
			want.Status, want.Version, want.Updated = to, before.Version+1, now
			if diff := cmp.Diff(want, after); err != nil || event != wantEvent || diff != "" {
				t.Errorf("%s to %s: event %q, error %v, want event %q; differs (-want +got):\n%s", from, to, event, err, wantEvent, diff)
			}
		}
	}
}

func TestWhichReservationsTakeUpCapacity(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		status     ReservationStatus
		live, held bool
	}{
		{ReservationIsPending, true, false},
		{ReservationIsAccepted, true, true},
		{ReservationIsWrapping, true, true},
		{ReservationIsRejected, false, false},
		{ReservationIsTimeout, false, false},
		{ReservationIsCanceled, false, false},
		{ReservationIsRescinded, false, false},
		{ReservationIsCompleted, false, false},
	} {
		r := reservationIn(row.status)
		if r.Live() != row.live || r.Held() != row.held {
			t.Errorf("%s: live %t, held %t; want %t, %t", row.status, r.Live(), r.Held(), row.live, row.held)
		}
	}
}

func TestARequestMayAskForWhatAnAgentDoes(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ word, refused string }{
		{"accepted", ""},
		{"rejected", ""},
		{"wrapping", ""},
		{"completed", ""},
		{"pending", "only TaskRouter does"},
		{"timeout", "only TaskRouter does"},
		{"canceled", "only TaskRouter does"},
		{"rescinded", "only TaskRouter does"},
		{"", "''"},
		{"Accepted", "'Accepted'"},
		{"accept", "'accept'"},
		{"wrapup", "'wrapup'"},
	} {
		got, err := RequestedReservationStatus(row.word)
		if row.refused == "" {
			if err != nil || string(got) != row.word {
				t.Errorf("%q read as %q, error %v", row.word, got, err)
			}
			continue
		}
		if sentence := refusalOf(t, row.word, err); got != "" || !strings.Contains(sentence, row.refused) {
			t.Errorf("%q read as %q, refused with %q; want a refusal that holds %q", row.word, got, sentence, row.refused)
		}
	}
}

func TestWhateverIsAskedAReservationFollowsItsLife(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, now := Reservation{Sid: aReservation, Status: ReservationIsPending}, morning
		var path []ReservationStatus
		t.Repeat(map[string]func(*rapid.T){
			"a move": func(t *rapid.T) {
				to := rapid.SampledFrom(ReservationStatuses()).Draw(t, "to")
				now = now.Add(time.Second)
				before := r
				next, _, err := r.Move(to, now)
				if _, legal := reservationLife[before.Status][to]; legal != (err == nil) {
					t.Fatalf("%s to %s: error %v, legal by the documents: %t", before.Status, to, err, legal)
				}
				if err == nil {
					path = append(path, to)
				} else if next != before {
					t.Fatalf("a refused move to %s changed the reservation", to)
				}
				r = next
			},
			"": func(t *rapid.T) {
				if r.Version != len(path) {
					t.Fatalf("version %d after the moves %v", r.Version, path)
				}
				if len(path) > 3 || slices.Contains(path, ReservationIsPending) {
					t.Fatalf("no reservation lives like this: %v", path)
				}
				if r.Held() && !slices.Contains(path, ReservationIsAccepted) {
					t.Fatalf("held without having been accepted: %v", path)
				}
			},
		})
	})
}
