package insights_test

import "testing"

func TestReservationLinksStandInForTheTasks(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		when             string
		attributes       func(ada, grace, mary *offer) string
		ada, grace, mary string
	}{
		{
			"CM-07 one of three reservations has links of its own",
			func(_, grace, _ *offer) string {
				return bothMedia(grace, raw("t")+","+embedded("u"), referenced("r"))
			},
			"task Raw t, task Embedded u", "reservation Referenced r", "task Raw t, task Embedded u",
		},
		{
			"CM-06 two reservations have different links",
			func(ada, grace, _ *offer) string {
				return `{"reservation_attributes":{"` + ada.reservation.Sid + `":{"media":[` + raw("a") + `]},"` +
					grace.reservation.Sid + `":{"media":[` + raw("b") + "," + raw("c") + `]}}}`
			},
			"reservation Raw a", "reservation Raw b, reservation Raw c", "default ChatTranscript " + chatSid,
		},
		{
			"CM-06 the reservation is nobody's",
			func(_, _, _ *offer) string {
				return `{"conversations":{"media":[` + raw("t") + `]},"reservation_attributes":{"WRffffffffffffffffffffffffffffffff":{"media":[` + raw("a") + `]}}}`
			},
			"task Raw t", "task Raw t", "task Raw t",
		},
		{
			"CM-07 the same link at both levels",
			func(ada, _, _ *offer) string { return bothMedia(ada, raw("t"), raw("t")) },
			"reservation Raw t", "task Raw t", "task Raw t",
		},
		{
			"CM-07 an empty list on a reservation",
			func(ada, _, _ *offer) string { return bothMedia(ada, raw("t"), "") },
			"task Raw t", "task Raw t", "task Raw t",
		},
		{
			"CM-07 only malformed links on a reservation",
			func(ada, _, _ *offer) string { return bothMedia(ada, raw("t"), `{"type":"raw"}`) },
			"task Raw t", "task Raw t", "task Raw t",
		},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			task := h.chat(`{}`)
			ada := task.offer("Ada")
			ada.reject()
			grace := task.offer("Grace")
			grace.timeOut()
			mary := task.offer("Mary").accept()
			task.update(row.attributes(ada, grace, mary))
			mary.complete("")
			p := h.project()
			for agent, want := range map[string]string{"Ada": row.ada, "Grace": row.grace, "Mary": row.mary} {
				if got := linksInWords(segmentOf(t, p, agent).Media); got != want {
					t.Errorf("when %s\n%s's segment got %q\nwant %q", row.when, agent, got, want)
				}
			}
			if got := linksInWords(segmentOf(t, p, "").Media); got != row.mary {
				t.Errorf("when %s\nthe queue's segment got %q\nwant %q", row.when, got, row.mary)
			}
		})
	}
}
