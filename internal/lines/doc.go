// Package lines carries HTTP/1.1 requests over a few plain TCP connections, for
// loads: what a request costs the generator is taken from the target it shares a
// machine with.
//
// net/http keeps two goroutines for each connection and hands every request and
// every answer to them; here the caller writes and reads by itself. What net/http
// does besides is not done: no TLS, no proxy, no HTTP/2, no compression, no
// redirects, and nothing is ever sent twice. Requests are written and answers are
// parsed by net/http's own code.
//
//	over := lines.New("127.0.0.1:4010", 64, time.Now)
//	defer over.CloseIdleConnections()
//	res, err := over.RoundTrip(req)
package lines
