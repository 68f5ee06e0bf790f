package sim

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A postman makes the attempts of an account by hand and counts how often it was
// told of one.
type postman struct {
	t    *testing.T
	a    *Account
	told int
}

func newPostman(t *testing.T, book *rulebook.Book) *postman {
	t.Helper()
	p := &postman{t: t, a: newAccountFor(t, book)}
	p.a.WhenDue(func() { p.told++ })
	return p
}

// cause lets something happen that an address is to be told of.
func (p *postman) cause(url string, retries int, fields ...CallbackField) {
	defer p.a.enter()()
	p.a.callBack(Callback{URL: url, Method: "POST", Fields: fields, Retries: retries})
}

// take begins an attempt that there has to be.
func (p *postman) take() Attempt {
	p.t.Helper()
	taken, ok := p.a.Attempt(func() {})
	if !ok {
		p.t.Fatalf("nothing is due; callbacks are %+v", p.a.Deliveries().All)
	}
	return taken
}

func (p *postman) pass(span time.Duration) {
	p.t.Helper()
	if _, err := p.a.Advance(span); err != nil {
		p.t.Fatal(err)
	}
}

// one is the account's only callback.
func (p *postman) one() Delivery {
	p.t.Helper()
	all := p.a.Deliveries().All
	if len(all) != 1 {
		p.t.Fatalf("there are %d callbacks, want one: %+v", len(all), all)
	}
	return all[0]
}

// stands tells how far the only callback has come.
func (p *postman) stands() string {
	p.t.Helper()
	d := p.one()
	return fmt.Sprintf("%s after %d: %s", d.State, d.Attempts, d.Outcome)
}

func (p *postman) wants(stands string) {
	p.t.Helper()
	if got := p.stands(); got != stands {
		p.t.Errorf("the callback is %q, want %q", got, stands)
	}
}

func TestAnAttemptHas15Seconds(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		after time.Duration
		want  string
	}{
		{0, "delivered after 1: 200"},
		{15*time.Second - time.Nanosecond, "delivered after 1: 200"},
		{15 * time.Second, "failed after 1: no answer within 15s"},
		{15*time.Second + time.Nanosecond, "failed after 1: no answer within 15s"},
	} {
		t.Run(row.after.String(), func(t *testing.T) {
			t.Parallel()
			p := newPostman(t, nil)
			p.cause("a", 0)
			abandoned := false
			taken, _ := p.a.Attempt(func() { abandoned = true })
			p.pass(row.after)
			if late := row.after >= 15*time.Second; abandoned != late {
				t.Errorf("the attempt was abandoned: %t, want %t", abandoned, late)
			}
			p.a.Answered(taken, Receipt{Status: 200})
			p.wants(row.want)
		})
	}
}

func TestWhichAnswersAreWorthAnotherAttempt(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		receipt Receipt
		want    DeliveryState
	}{
		{Receipt{Status: 200}, DeliveryDelivered},
		{Receipt{Status: 204}, DeliveryDelivered},
		{Receipt{Status: 299}, DeliveryDelivered},
		{Receipt{Status: 199}, DeliveryFailed},
		{Receipt{Status: 300}, DeliveryFailed},
		{Receipt{Status: 307}, DeliveryFailed},
		{Receipt{Status: 400}, DeliveryFailed},
		{Receipt{Status: 403}, DeliveryFailed},
		{Receipt{Status: 428}, DeliveryFailed},
		{Receipt{Status: 429}, DeliveryWaiting},
		{Receipt{Status: 499}, DeliveryFailed},
		{Receipt{Status: 500}, DeliveryWaiting},
		{Receipt{Status: 503}, DeliveryWaiting},
		{Receipt{Reason: "connection refused"}, DeliveryWaiting},
	} {
		p := newPostman(t, nil)
		p.cause("a", 1)
		p.a.Answered(p.take(), row.receipt)
		if got := p.one().State; got != row.want {
			t.Errorf("after %q the callback is %s, want %s", row.receipt.outcome(), got, row.want)
		}
	}
}

// TestAttemptsAndTheirPauses: as many repetitions as were asked for, up to three.
func TestAttemptsAndTheirPauses(t *testing.T) {
	t.Parallel()
	for retries, pauses := range [][]time.Duration{
		{},
		{time.Second},
		{time.Second, 2 * time.Second},
		{time.Second, 2 * time.Second, 4 * time.Second},
		{time.Second, 2 * time.Second, 4 * time.Second}, // four are asked for
	} {
		t.Run(fmt.Sprint(retries), func(t *testing.T) {
			t.Parallel()
			p := newPostman(t, nil)
			p.cause("a", retries)
			p.a.Answered(p.take(), Receipt{Status: 503})
			for n, pause := range pauses {
				p.pass(pause - 1)
				if _, ok := p.a.Attempt(func() {}); ok {
					t.Fatalf("attempt %d was due a nanosecond before its %s were over", n+2, pause)
				}
				p.pass(1)
				p.a.Answered(p.take(), Receipt{Status: 503})
			}
			p.wants(fmt.Sprintf("failed after %d: 503", len(pauses)+1))
			if want := len(pauses) + 1; p.told != want {
				t.Errorf("the postman was told of %d attempts, want %d", p.told, want)
			}
		})
	}
}

func TestAnAttemptThatTimesOutIsMadeAgain(t *testing.T) {
	t.Parallel()
	p := newPostman(t, nil)
	p.cause("a", 1)
	late := p.take()
	p.pass(15 * time.Second)
	p.wants("waiting after 1: no answer within 15s")
	p.pass(time.Second)
	second := p.take()
	p.a.Answered(late, Receipt{Status: 200})
	p.wants("sending after 2: no answer within 15s") // nobody waits for the first any longer
	p.a.Answered(second, Receipt{Status: 200})
	p.wants("delivered after 2: 200")
}

func TestCallbacksToOneAddressStandInALine(t *testing.T) {
	t.Parallel()
	p := newPostman(t, nil)
	for range 2 {
		p.cause("a", 1)
		p.cause("b", 0)
	}
	first, other := p.take(), p.take()
	if first.Seq != 1 || other.Seq != 2 {
		t.Fatalf("callbacks %d and %d were sent first, want 1 and 2", first.Seq, other.Seq)
	}
	if next, ok := p.a.Attempt(func() {}); ok {
		t.Fatalf("callback %d was sent before the one in front of it had an answer", next.Seq)
	}
	p.a.Answered(first, Receipt{Status: 500})
	p.a.Answered(other, Receipt{Status: 400})
	if next := p.take(); next.Seq != 4 {
		t.Errorf("callback %d follows one that was given up, want 4", next.Seq)
	}
	if next, ok := p.a.Attempt(func() {}); ok {
		t.Fatalf("callback %d overtook the one that is tried again", next.Seq)
	}
	p.pass(time.Second)
	p.a.Answered(p.take(), Receipt{Status: 200})
	if next := p.take(); next.Seq != 3 {
		t.Errorf("callback %d is the last, want 3", next.Seq)
	}
}

func TestTheRetryCountIsToldWhereItIsAskedFor(t *testing.T) {
	t.Parallel()
	p := newPostman(t, nil)
	p.cause("a", 1, CallbackField{"Body", "0"}, CallbackField{"RetryCount", "0"})
	first := p.take()
	p.a.Answered(first, Receipt{Status: 500})
	p.pass(time.Second)
	second := p.take()
	for want, fields := range [][]CallbackField{first.Fields, second.Fields} {
		if diff := cmp.Diff([]CallbackField{{"Body", "0"}, {"RetryCount", fmt.Sprint(want)}}, fields); diff != "" {
			t.Errorf("fields of attempt %d (-want +got):\n%s", want+1, diff)
		}
	}
}

func TestACallbackThatIsGivenUpIsInTheHistory(t *testing.T) {
	t.Parallel()
	p := newPostman(t, nil)
	p.cause("http://a", 0)
	p.a.Answered(p.take(), Receipt{Reason: "connection refused"})
	last := p.a.History(1)
	if len(last) != 1 || last[0].Type != webhookFailed || last[0].Detail != "POST http://a given up after 1 attempt: connection refused" {
		t.Errorf("the history ends with %+v", last)
	}
}

func TestWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	p := newPostman(t, nil)
	underWay := func(want int, when string) {
		t.Helper()
		if got := p.a.Deliveries().UnderWay; got != want {
			t.Errorf("%s %d callbacks are under way, want %d", when, got, want)
		}
	}
	underWay(0, "at first")
	p.cause("a", 1)
	p.cause("a", 1)
	underWay(1, "with one behind another")
	taken := p.take()
	underWay(1, "while one is sent")
	p.a.Answered(taken, Receipt{Status: 500})
	underWay(0, "while one waits to be tried again")
	p.pass(time.Second)
	underWay(1, "when its time has come")
	p.a.Answered(p.take(), Receipt{Status: 200})
	underWay(1, "when the next moves up")
	p.a.Answered(p.take(), Receipt{Status: 200})
	underWay(0, "at last")
}

func TestTheNewestThatHaveEndedAreRemembered(t *testing.T) {
	t.Parallel()
	p := newPostman(t, nil)
	for range KeptDeliveries + 3 {
		p.cause("a", 0)
		p.a.Answered(p.take(), Receipt{Status: 200})
	}
	told := p.a.Deliveries()
	if len(told.All) != KeptDeliveries || told.Dropped != 3 || told.All[0].Seq != 4 {
		t.Errorf("%d are remembered from %d on and %d dropped, want %d, 4 and 3", len(told.All), told.All[0].Seq, told.Dropped, KeptDeliveries)
	}
}

func TestAResetForgetsWhatIsOnItsWay(t *testing.T) {
	t.Parallel()
	p := newPostman(t, nil)
	p.cause("a", 0)
	abandoned := false
	taken, _ := p.a.Attempt(func() { abandoned = true })
	p.a.Reset()
	if !abandoned {
		t.Error("the attempt goes on after the reset")
	}
	p.cause("a", 0)
	p.a.Answered(taken, Receipt{Status: 200})
	p.wants("waiting after 0: ") // the answer was to another, of the same number
	p.a.Answered(p.take(), Receipt{Status: 200})
	p.wants("delivered after 1: 200")
}

func TestWhoComesLaterIsToldOfWhatIsDue(t *testing.T) {
	t.Parallel()
	p := &postman{t: t, a: newAccountFor(t, nil)}
	p.cause("a", 0)
	p.cause("a", 0)
	p.cause("b", 0)
	p.a.WhenDue(func() { p.told++ })
	if p.told != 2 {
		t.Errorf("the postman was told of %d attempts, want 2", p.told)
	}
}

// TestLinesAreServedInOrder: whatever fails, each address is called in the order
// in which things happened, and every callback comes to an end.
func TestLinesAreServedInOrder(t *testing.T) {
	t.Parallel()
	p := newPostman(t, nil)
	const each = 40
	for n := range each {
		p.cause(string(rune('a'+n%3)), n%4)
	}
	ended := map[string][]uint64{}
	for range 1000 {
		taken, ok := p.a.Attempt(func() {})
		if !ok {
			p.pass(time.Second)
			continue
		}
		if !slices.Contains(ended[taken.URL], taken.Seq) {
			ended[taken.URL] = append(ended[taken.URL], taken.Seq)
		}
		p.a.Answered(taken, Receipt{Status: []int{200, 500, 404}[int(taken.Seq+uint64(taken.Attempts))%3]})
	}
	for url, order := range ended {
		if !slices.IsSorted(order) {
			t.Errorf("%s was called in the order %v", url, order)
		}
	}
	open := slices.DeleteFunc(p.a.Deliveries().All, func(d Delivery) bool { return d.State == DeliveryDelivered || d.State == DeliveryFailed })
	if len(open) > 0 || len(p.a.Deliveries().All) != each {
		t.Errorf("%d callbacks never ended: %+v", len(open), open)
	}
}
