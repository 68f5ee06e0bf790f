package sim

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// KeptDeliveries is how many callbacks that have come to their end an account
// remembers: the newest.
const KeptDeliveries = 512

// webhookFailed is in the history what nobody was told of.
const webhookFailed taskrouter.EventType = "webhook.failed"

// An outbox holds what the account has to say to the outside. Callbacks to one
// address stand in a line: the next is not sent before the one in front has come
// to its end, so that an address hears of things in the order in which they
// happened. Lines do not wait for each other.
type outbox struct {
	last    uint64
	lines   map[string][]*delivery // open callbacks by address, oldest first
	ready   []*delivery            // heads of lines whose instant has come, in that order
	sending map[uint64]*delivery   // by the attempt's ticket
	ended   []Delivery             // oldest first
	dropped uint64                 // how many that have ended are remembered no more
}

// A delivery is a callback that has not come to its end.
type delivery struct {
	Delivery
	deadline alarm  // for the answer, or for the pause before the next attempt
	abandon  func() // tells who makes the attempt that nobody waits for it any longer

	// What its mishap makes of it.
	again     bool      // it is sent once more after it has been delivered
	needless  int       // attempts that came after it had been delivered
	behind    bool      // the next one in its line goes first
	notBefore time.Time // it is not sent before; no later than it was caused where there is none
	release   alarm     // fires then, while it is at the head of its line
}

// A post is the way out of the account. It is no state: a reset leaves it, and
// tickets go on, so that who still holds an older one cannot answer for another.
type post struct {
	due     func()
	mishaps func(Callback) Mishap
	ticket  uint64
}

func newOutbox() outbox {
	return outbox{lines: map[string][]*delivery{}, sending: map[uint64]*delivery{}}
}

// abandon ends every attempt that is being made.
func (o *outbox) abandon() {
	for _, d := range o.sending {
		d.abandon()
	}
	clear(o.sending)
}

// WhenDue names whom to tell that there is one more attempt to take with
// [Account.Attempt]. It is called while a command runs, so it must neither wait
// nor call the account before it has returned.
func (a *Account) WhenDue(due func()) {
	defer a.enter()()
	a.post.due = due
	for range a.outbox.ready {
		due()
	}
}

// Attempt takes the next callback that is due, and false where somebody else
// has, or a reset. From then on its time runs on the account's clock; when that
// is over, abandon is called, as in the middle of a command, and whatever
// [Account.Answered] says later is ignored.
func (a *Account) Attempt(abandon func()) (Attempt, bool) {
	defer a.enter()()
	if len(a.outbox.ready) == 0 {
		return Attempt{}, false
	}
	d := a.outbox.ready[0]
	a.outbox.ready = a.outbox.ready[1:]
	a.post.ticket++
	ticket := a.post.ticket
	d.State, d.abandon = DeliverySending, abandon
	d.Attempts++
	d.Due = a.now.Add(a.book.WebhookTimeout.Of())
	d.deadline = a.timers.set(d.Due, func() {
		abandon()
		a.answered(ticket, Receipt{Reason: "no answer within " + a.book.WebhookTimeout.String()})
	})
	a.outbox.sending[ticket] = d
	taken := d.Delivery
	taken.Fields = taken.form(!a.book.Breaks(rulebook.WebhookRetryCountStands), d.needless)
	return Attempt{Delivery: taken, ticket: ticket}, true
}

// Answered says how an attempt ended. One that nobody waits for any longer
// changes nothing.
func (a *Account) Answered(attempt Attempt, receipt Receipt) {
	defer a.enter()()
	a.answered(attempt.ticket, receipt)
}

func (a *Account) answered(ticket uint64, receipt Receipt) {
	d, ok := a.outbox.sending[ticket]
	if !ok {
		return
	}
	delete(a.outbox.sending, ticket)
	a.timers.stop(d.deadline)
	d.Outcome = receipt.outcome()
	if receipt.delivered() {
		a.delivered(d)
		return
	}
	pause, again := a.book.PauseBefore(d.Attempts, d.Retries)
	if !again || !a.book.WorthAnother(receipt.Status) {
		a.giveUp(d)
		return
	}
	a.repeat(d, pause)
}

// repeat makes a callback ready again after a pause.
func (a *Account) repeat(d *delivery, pause time.Duration) {
	d.State, d.Due = DeliveryWaiting, a.now.Add(pause)
	d.deadline = a.timers.set(d.Due, func() { a.makeReady(d) })
}

func (a *Account) delivered(d *delivery) {
	if d.again {
		a.sendAgain(d)
		return
	}
	if a.book.Breaks(rulebook.WebhooksRepeated) && d.Attempts == 1 {
		a.repeat(d, 0)
		return
	}
	a.end(d, DeliveryDelivered)
	a.remember(d.Delivery)
}

// giveUp ends a callback without success. The history says so, because nobody
// else will.
func (a *Account) giveUp(d *delivery) {
	a.end(d, DeliveryFailed)
	if !a.book.Breaks(rulebook.WebhookFailuresSilent) {
		a.note(webhookFailed, "", "", fmt.Sprintf("%s %s given up after %s: %s", d.Method, d.URL, attempts(d.Attempts), d.Outcome))
	}
	if !a.book.Breaks(rulebook.WebhookFailuresForgotten) {
		a.remember(d.Delivery)
	}
	if a.book.Breaks(rulebook.WebhookFailuresLoseMessages) {
		a.loseMessage(d.Delivery)
	}
}

// loseMessage deletes the chat message that a callback tells of.
func (a *Account) loseMessage(d Delivery) {
	if c, err := a.chatChannel(d.field("InstanceSid"), d.field("ChannelSid")); err == nil {
		c.messages.remove(d.field("MessageSid"))
	}
}

func attempts(n int) string {
	if n == 1 {
		return "1 attempt"
	}
	return strconv.Itoa(n) + " attempts"
}

// end takes a callback out of its line and lets the next one move up.
func (a *Account) end(d *delivery, state DeliveryState) {
	d.State, d.Due = state, a.now
	name := a.lineOf(d)
	line := slices.DeleteFunc(a.outbox.lines[name], func(other *delivery) bool { return other == d })
	if len(line) == 0 {
		delete(a.outbox.lines, name)
		return
	}
	if a.book.Breaks(rulebook.WebhooksNewestFirst) {
		newest := line[len(line)-1]
		line = slices.Insert(line[:len(line)-1], 0, newest)
	}
	a.outbox.lines[name] = line
	a.moveUp(line[0])
}

// lineOf names the line of a callback: its address.
func (a *Account) lineOf(d *delivery) string {
	if a.book.Breaks(rulebook.WebhooksOvertake) {
		return strconv.FormatUint(d.Seq, 10)
	}
	return d.URL
}

// makeReady lets the head of a line be sent.
func (a *Account) makeReady(d *delivery) {
	a.outbox.ready = append(a.outbox.ready, d)
	if a.post.due != nil {
		a.post.due()
	}
}

func (a *Account) remember(d Delivery) {
	a.outbox.ended = append(a.outbox.ended, d)
	if over := len(a.outbox.ended) - KeptDeliveries; over > 0 {
		a.outbox.ended = slices.Delete(a.outbox.ended, 0, over)
		a.outbox.dropped += uint64(over)
	}
}
