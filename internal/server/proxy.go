package server

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"sync"
	"syscall"
	"time"
)

// longestDial bounds how long the proxy tries to reach another host.
const longestDial = 10 * time.Second

// A proxy answers for the platform, and reaches this machine and, where it is
// told to, others.
type proxy struct {
	gate        *gate
	api         http.Handler
	passthrough bool

	mu      sync.Mutex
	refused map[string]int         // how often, by host; a bounded number of them
	tunnels map[net.Conn]struct{}  // that are passed through
	forward *httputil.ReverseProxy // for requests in plain HTTP to others
}

func newProxy(g *gate, api http.Handler, passthrough bool) *proxy {
	p := &proxy{gate: g, api: api, passthrough: passthrough, refused: map[string]int{}, tunnels: map[net.Conn]struct{}{}}
	p.forward = &httputil.ReverseProxy{
		Rewrite:   func(*httputil.ProxyRequest) {}, // the address is absolute already
		Transport: &http.Transport{DialContext: p.dial, DisableKeepAlives: true},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			http.Error(w, fmt.Sprintf("flexrig: %.200s cannot be reached: %v", r.URL.Host, err), http.StatusBadGateway)
		},
	}
	return p
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

// pass connects a client to somebody else.
func (p *proxy) pass(w http.ResponseWriter, r *http.Request, address string) {
	if r.Method != http.MethodConnect {
		p.forward.ServeHTTP(w, r)
		return
	}
	there, err := p.dial(r.Context(), "tcp", address)
	if err != nil {
		http.Error(w, fmt.Sprintf("flexrig: %s cannot be reached: %v", address, err), http.StatusBadGateway)
		return
	}
	here, ok := hijacked(w)
	if !ok {
		_ = there.Close()
		return
	}
	p.tunnel(here, there)
}

// dial reaches a host. Without passthrough that is this machine, whatever its
// name is looked up as.
func (p *proxy) dial(ctx context.Context, network, address string) (net.Conn, error) {
	dialer := &net.Dialer{Timeout: longestDial}
	if !p.passthrough {
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			if !isLocal(address) {
				return fmt.Errorf("%s is not on this machine", address)
			}
			return nil
		}
	}
	return dialer.DialContext(ctx, network, address)
}

// tunnel carries bytes both ways until both ends have had enough.
func (p *proxy) tunnel(here, there net.Conn) {
	p.mu.Lock()
	p.tunnels[here], p.tunnels[there] = struct{}{}, struct{}{}
	p.mu.Unlock()
	var both sync.WaitGroup
	both.Go(func() { carry(there, here) })
	both.Go(func() { carry(here, there) })
	both.Wait()
	_, _ = here.Close(), there.Close()
	p.mu.Lock()
	delete(p.tunnels, here)
	delete(p.tunnels, there)
	p.mu.Unlock()
}

// carry copies one way and tells the receiver of its end.
func carry(to, from net.Conn) {
	_, err := io.Copy(to, from)
	if half, ok := to.(interface{ CloseWrite() error }); ok && err == nil {
		_ = half.CloseWrite()
		return
	}
	_, _ = to.Close(), from.Close()
}

// close breaks off what is passed through.
func (p *proxy) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for conn := range p.tunnels {
		_ = conn.Close()
	}
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
