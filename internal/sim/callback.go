package sim

import "github.com/flexrig/flexrig/internal/rulebook"

// A Callback is one thing that happened on the account and that somebody who
// registered a webhook is to be told of. The account only says what and where
// to; sending it is for the room above.
type Callback struct {
	URL     string
	Method  string          // POST or GET
	Fields  []CallbackField // the form, in this order
	Retries int             // how often a failed attempt is made again, 0 to 3
}

// A CallbackField is one parameter of a callback.
type CallbackField struct{ Name, Value string }

// retryCount is the field that tells a receiver how often a callback was tried
// before. It stands in the form as 0 and is counted up by the outbox.
const retryCount = "RetryCount"

// callBack puts a callback behind those that wait to be sent.
func (a *Account) callBack(c Callback) {
	if a.book.Breaks(rulebook.WebhooksNotCalled) {
		return
	}
	a.outbox.last++
	wrong := a.mishap(c)
	d := &delivery{
		Delivery: Delivery{Seq: a.outbox.last, Callback: c, Caused: a.now, Due: a.now, State: DeliveryWaiting, Fault: wrong.By},
		again:    wrong.Twice, behind: wrong.Behind, notBefore: a.now.Add(wrong.Late),
	}
	if wrong.Dropped {
		a.drop(d)
		return
	}
	a.enqueue(d)
}
