package target

import (
	"errors"
	"maps"
	"net"
	"net/http"
)

// A servedAccount lets clients that need a base URL reach the account over a
// socket. Their requests meet its faults and are remembered like all others,
// and fail for them as on a network: by silence, by a reset, by half an answer.
type servedAccount struct{ of *Account }

// URL is a base address at which the API answers over loopback, every product
// by its path, without a slash at its end. A listener is started the first
// time; [Account.Close] ends it.
func (a *Account) URL() (string, error) {
	a.serving.Lock()
	defer a.serving.Unlock()
	if a.base != "" {
		return a.base, nil
	}
	l, err := a.Listen(servedAccount{a})
	if err != nil {
		return "", err
	}
	a.base = l.URL
	return a.base, nil
}

// ServeHTTP carries a request that came over the socket.
func (s servedAccount) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	res, err := s.carry(w, r)
	if err != nil {
		s.breakOff(w, r, err)
		return
	}
	maps.Copy(w.Header(), res.Header)
	w.WriteHeader(res.StatusCode)
	body := hold(res)
	_, _ = w.Write(body.data) // whoever has hung up misses nothing else
	if body.end != nil {
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler) // the way to break an answer off
	}
}

func (s servedAccount) carry(w http.ResponseWriter, r *http.Request) (*http.Response, error) {
	req := r.Clone(r.Context())
	req.URL.Scheme, req.URL.Host = "http", r.Host
	req.Body = http.MaxBytesReader(w, r.Body, largestServed)
	body, err := drain(req)
	entry := s.of.transport.exchanges.begin(req, body)
	if err != nil {
		s.of.transport.exchanges.fail(entry, err)
		return nil, err
	}
	req.Body = &replay{data: body}
	res, err := s.of.transport.network.RoundTrip(req)
	if err != nil {
		s.of.transport.exchanges.fail(entry, err)
		return nil, err
	}
	s.of.transport.exchanges.answer(entry, res, hold(res))
	return res, nil
}

// largestServed bounds the body of a request that comes over the socket, in bytes.
const largestServed = 4 << 20

// breakOff ends a connection as the error says: without an answer for as long
// as the client waits, or at once.
func (s servedAccount) breakOff(w http.ResponseWriter, r *http.Request, err error) {
	var silence *noAnswer
	if errors.As(err, &silence) {
		_ = wait(r.Context(), patience)
		panic(http.ErrAbortHandler)
	}
	conn, _, hijacked := http.NewResponseController(w).Hijack()
	if hijacked != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // which makes closing a reset
	}
	_ = conn.Close()
}
