// Package http1 serves HTTP/1.1 on plain connections at the rate of a load test.
//
// A [Server] does what net/http's does for the same connection, with the same
// parser ([http.ReadRequest]), and leaves out what costs a stand-in more than its
// own work: net/http starts a goroutine for every request to see whether the client
// goes, copies and sorts the headers of every answer, of which the platform's have
// seventeen, and sets four deadlines. Here
//
//   - nobody watches for the client until the handler asks for the Done channel of
//     the request's context,
//   - a whole answer is put together in one buffer that the connection keeps, and
//     sent by one write,
//   - deadlines are set where something has still to come, and requests that follow
//     each other closely share them.
//
// BenchmarkServers compares the two on one connection.
//
// What a handler can rely on is what net/http documents, less what this stand-in has
// no use for: there are no trailers, no informational answers, and an answer that is
// flushed before its length is known ends with the connection instead of being sent
// in chunks. TLS, and HTTP/2 with it, is net/http's; so is the proxy's port.
//
// [Server] is held to net/http by a table and by a fuzz test, which send both the
// same bytes and compare what comes back. They differ on purpose where a request in
// HTTP/1.1 has an empty Host header, or a whole URL with a host that cannot be one,
// which are refused here; where a client of HTTP/1.0 writes keep-alive among other
// words, which net/http promises and does not keep; and where one begins with HTTP/2,
// which net/http leaves to the handler.
package http1
