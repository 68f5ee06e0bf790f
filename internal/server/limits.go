package server

import (
	"cmp"
	"time"
)

// Limits keep clients that are slow, silent or too many from harming the others. A
// field that is 0 stands for its default.
type Limits struct {
	// FirstByte is how long a new connection may say nothing at all: 10 s.
	FirstByte time.Duration
	// Header is how long a request's header may take, and a TLS handshake: 10 s.
	Header time.Duration
	// Request is how long a whole request may take to arrive, body included: 2
	// minutes. Its answer has to be taken within that and Header. A fault that is
	// armed to take longer may, and so may what the proxy passes through.
	Request time.Duration
	// Idle is how long a connection is kept between two requests: 2 minutes.
	Idle time.Duration
	// Dial is how long the proxy tries to reach another host: 10 s.
	Dial time.Duration
	// Grace is how long [Server.Close] waits for what is being answered: 3 s.
	Grace time.Duration
	// Connections is how many may be open at once on each of the addresses: 10,000.
	// One more is answered 503 with Retry-After in plain HTTP, whatever it asks, and
	// closed without an answer where it begins with TLS. Requests on connections
	// that are open go on.
	Connections int
}

// largestHeader is how many bytes a request's header may have; more is answered 431.
const largestHeader = 64 << 10

// complete fills in the defaults.
func (l Limits) complete() Limits {
	const usual, whole = 10 * time.Second, 2 * time.Minute
	return Limits{
		FirstByte:   cmp.Or(l.FirstByte, usual),
		Header:      cmp.Or(l.Header, usual),
		Request:     cmp.Or(l.Request, whole),
		Idle:        cmp.Or(l.Idle, whole),
		Dial:        cmp.Or(l.Dial, usual),
		Grace:       cmp.Or(l.Grace, 3*time.Second),
		Connections: cmp.Or(l.Connections, 10_000),
	}
}
