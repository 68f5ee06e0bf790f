package sim

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

// callBack puts a callback behind those that wait to be sent.
func (a *Account) callBack(c Callback) { a.outbox = append(a.outbox, c) }
