package server

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"sync"
	"syscall"
	"time"
)

// A proxy answers for the platform, and reaches this machine and, where it is
// told to, others.
type proxy struct {
	gate        *gate
	api         http.Handler
	passthrough bool
	reach       func(ctx context.Context, network, address string) (net.Conn, error)
	forward     *httputil.ReverseProxy // for requests in plain HTTP to others
	tunnels     *tunnels               // for those that were let through by CONNECT

	mu      sync.Mutex
	refused map[string]int // how often, by host; a bounded number of them
}

// newProxy makes a proxy. dial is how long it tries to reach another host.
func newProxy(g *gate, api http.Handler, passthrough bool, dial time.Duration) *proxy {
	p := &proxy{gate: g, api: api, passthrough: passthrough, tunnels: newTunnels(), refused: map[string]int{}}
	dialer := &net.Dialer{Timeout: dial}
	if !passthrough {
		dialer.Control = thisMachine
	}
	p.reach = dialer.DialContext
	p.forward = &httputil.ReverseProxy{
		Rewrite: func(*httputil.ProxyRequest) {}, // the address is absolute already
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				return p.reach(ctx, network, address)
			},
			DisableKeepAlives: true,
		},
		ErrorLog:     log.New(io.Discard, "", 0), // clients that go away are no news
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) { unreached(w, r.URL.Host, err) },
	}
	return p
}

// thisMachine lets nothing but this machine be reached, whatever its name was
// looked up as.
func thisMachine(_, address string, _ syscall.RawConn) error {
	if !isLocal(address) {
		return fmt.Errorf("%s is not on this machine", address)
	}
	return nil
}

// unreached says that a host which may be reached cannot be.
func unreached(w http.ResponseWriter, address string, err error) {
	http.Error(w, fmt.Sprintf("flexrig: %.300s cannot be reached: %v", address, err), http.StatusBadGateway)
}

// ServeHTTP answers one request to the proxy: CONNECT, or one with an absolute
// address.
func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	target, port := r.URL.Host, "80"
	switch {
	case r.Method == http.MethodConnect:
		target, port = r.Host, "443"
	case r.URL.Scheme == "https":
		port = "443"
	case r.URL.Scheme != "http":
		http.Error(w, "flexrig: this is a proxy, and takes CONNECT or absolute addresses; set it as HTTPS_PROXY and HTTP_PROXY", http.StatusBadRequest)
		return
	}
	host, port, ok := splitTarget(target, port)
	switch {
	case !ok:
		http.Error(w, fmt.Sprintf("flexrig: %.100q is no host and port", target), http.StatusBadRequest)
	case isPlatform(host):
		p.answer(w, r)
	case isLoopback(host) && isLocal(r.RemoteAddr), p.passthrough && !isLoopback(host):
		p.pass(w, r, net.JoinHostPort(host, port))
	default:
		p.refuse(w, host)
	}
}

// refuse says that a host is not reached from here.
func (p *proxy) refuse(w http.ResponseWriter, host string) {
	const most = 64
	p.mu.Lock()
	if _, known := p.refused[host]; known || len(p.refused) < most {
		p.refused[host]++
	}
	p.mu.Unlock()
	http.Error(w, fmt.Sprintf("flexrig: refused to reach %s: this proxy answers for *.%s and for this machine alone; --passthrough lets other hosts through", host, platform), http.StatusForbidden)
}

// answer lets the stand-in answer: at once, or what comes through a tunnel.
func (p *proxy) answer(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodConnect {
		if conn, ok := hijacked(w); ok {
			p.gate.take(conn)
		}
		return
	}
	in := r.Clone(r.Context())
	in.URL.Scheme, in.URL.Host = "", ""
	in.RequestURI = in.URL.RequestURI()
	in.Header.Del("Proxy-Connection")
	in.Header.Del("Proxy-Authorization")
	p.api.ServeHTTP(w, in)
}

// pass connects a client to somebody else, for as long as both like and the server
// goes on.
func (p *proxy) pass(w http.ResponseWriter, r *http.Request, address string) {
	parent := r.Context()
	if r.Method == http.MethodConnect {
		// net/http takes a client that has sent all for one that has gone, and a
		// tunnel may be half closed.
		parent = context.WithoutCancel(parent)
	}
	ctx, leave, ok := p.tunnels.enter(parent)
	if !ok {
		http.Error(w, "flexrig: this proxy is about to end; start it again", http.StatusServiceUnavailable)
		return
	}
	defer leave()
	if r.Method == http.MethodConnect {
		p.connect(ctx, w, address)
		return
	}
	control := http.NewResponseController(w) // over HTTP/1.1 it has both deadlines
	_, _ = control.SetReadDeadline(time.Time{}), control.SetWriteDeadline(time.Time{})
	out := r.Clone(ctx)
	out.URL.Host = address // as it was checked, which is not for the transport to read otherwise
	p.forward.ServeHTTP(w, out)
}

// connect makes a tunnel of a client's connection. It returns when that has ended.
func (p *proxy) connect(ctx context.Context, w http.ResponseWriter, address string) {
	there, err := p.reach(ctx, "tcp", address)
	if err != nil {
		unreached(w, address, err)
		return
	}
	here, ok := hijacked(w)
	if !ok {
		_ = there.Close()
		return
	}
	carry(ctx, here, there)
}

// hijacked takes a connection over from net/http and tells the client that its
// tunnel stands. Bytes that came behind CONNECT are not lost.
func hijacked(w http.ResponseWriter) (net.Conn, bool) {
	controller := http.NewResponseController(w)
	conn, buffered, err := controller.Hijack()
	if err != nil {
		http.Error(w, "flexrig: this connection cannot become a tunnel; send CONNECT over HTTP/1.1", http.StatusHTTPVersionNotSupported)
		return nil, false
	}
	if _, err := conn.Write([]byte("HTTP/1.1 200 Connection Established\r\n\r\n")); err != nil {
		_ = conn.Close()
		return nil, false
	}
	return &peeked{Conn: conn, reader: rest(buffered.Reader)}, true
}

// rest is what net/http has read ahead, and nothing where it has not.
func rest(reader *bufio.Reader) *bufio.Reader {
	if reader.Buffered() == 0 {
		return nil
	}
	return reader
}
