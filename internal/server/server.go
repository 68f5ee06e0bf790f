package server

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/internal/http1"
)

// Off is the address of a listener that is not wanted.
const Off = "off"

// A StandIn is what a server puts on its addresses.
type StandIn interface {
	API() http.Handler  // all products, told apart by Host or by path
	Door() http.Handler // the management door
	EndStreams()        // ends what the door's readers listen to
	Close()             // ends what goes on by itself
}

// A Config says where a server listens and for whom.
type Config struct {
	// Listen, Proxy and Manage are addresses, host:port; port 0 takes any that is
	// free. Proxy and Manage may be [Off].
	Listen, Proxy, Manage string
	// ManageAnywhere lets the door listen beyond this machine.
	ManageAnywhere bool
	// Passthrough lets the proxy reach hosts that are not the platform's.
	Passthrough bool
	Authority   *Authority
	Limits      Limits
	// StandIn makes what is served, when the door's base URL is known; it is
	// empty where the door is off.
	StandIn func(management string) StandIn
}

// A ListenError is an address on which a server cannot listen.
type ListenError struct {
	Listener string // listen, proxy or manage
	Address  string
	Err      error
}

func (e *ListenError) Error() string {
	return fmt.Sprintf("listen on %s (%s): %v", e.Address, e.Listener, e.Err)
}

func (e *ListenError) Unwrap() error { return e.Err }

// A Server listens. It is safe for concurrent use.
type Server struct {
	listen, proxied, manage net.Listener // the last two nil where they are off
	authority               *Authority
	limits                  Limits
	standIn                 StandIn
	gate                    *gate
	proxy                   *proxy
	servers                 []ending
	requests, distrusted    atomic.Uint64
	excess                  atomic.Uint64
	running                 sync.WaitGroup
}

// ending is how a server ends, be it net/http's or one for plain connections.
type ending interface {
	Shutdown(ctx context.Context) error
	Close() error
}

// Start listens on every address of a configuration, or on none where one cannot
// be had: a [*ListenError]. When it returns, clients can connect.
func Start(config Config) (*Server, error) {
	s := &Server{authority: config.Authority, limits: config.Limits.complete()}
	if err := config.check(); err != nil {
		return nil, err
	}
	if err := s.bind(config); err != nil {
		s.unbind()
		return nil, err
	}
	s.standIn = config.StandIn(s.ManageURL())
	s.gate = newGate(s.listen.Addr(), s.limits.FirstByte)
	api := s.front(s.standIn.API())
	s.proxy = newProxy(s.gate, api, config.Passthrough, s.limits.Dial)
	s.serve(api)
	return s, nil
}

// check refuses what would let strangers in. A proxy that others can reach and
// that goes wherever it is asked to is their way into this machine and its network.
func (c Config) check() error {
	if !c.Passthrough || c.Proxy == Off {
		return nil
	}
	at, err := net.ResolveTCPAddr("tcp", c.Proxy)
	if err != nil || at.IP.IsLoopback() {
		return nil // an address that is none is told when it is listened to
	}
	return fmt.Errorf("the proxy on %s can be reached from other machines, and --passthrough would let them reach this one's network; "+
		"leave one of the two out", c.Proxy)
}

func (s *Server) bind(config Config) (err error) {
	if s.listen, err = s.bindOne("listen", config.Listen, true); err != nil {
		return err
	}
	if config.Proxy != Off {
		if s.proxied, err = s.bindOne("proxy", config.Proxy, true); err != nil {
			return err
		}
	}
	if config.Manage != Off {
		s.manage, err = s.bindOne("manage", config.Manage, config.ManageAnywhere)
	}
	return err
}

// bindOne looks an address up before it listens there: one beyond this machine may
// not be meant.
func (s *Server) bindOne(listener, address string, anywhere bool) (net.Listener, error) {
	at, err := net.ResolveTCPAddr("tcp", address)
	if err == nil && !anywhere && !at.IP.IsLoopback() {
		err = errors.New("the management door asks for no credentials, and whoever reaches it can read and change every account; " +
			"listen on a loopback address, or say --manage-anywhere")
	}
	var bound *net.TCPListener
	if err == nil {
		bound, err = net.ListenTCP("tcp", at)
	}
	if err != nil {
		return nil, &ListenError{Listener: listener, Address: address, Err: err}
	}
	return newCrowd(bound, s.limits.Connections, &s.excess), nil
}

func (s *Server) unbind() {
	for _, listener := range []net.Listener{s.listen, s.proxied, s.manage} {
		if listener != nil {
			_ = listener.Close()
		}
	}
}

// front stands before the API: it counts, and refuses what is no request.
func (s *Server) front(api http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.requests.Add(1)
		if r.Header["Upgrade"] != nil && asksForMore(r) {
			http.Error(w, "flexrig: WebSocket and other upgrades are not modelled by this stand-in", http.StatusNotImplemented)
			return
		}
		api.ServeHTTP(w, r)
	})
}

// asksForMore tells whether a client wants another protocol than HTTP, which an
// answer would not be. An offer to go on with HTTP/2 or TLS, which Java's clients
// make of themselves in every request, may be left aside: they take an answer.
func asksForMore(r *http.Request) bool {
	for _, offered := range r.Header["Upgrade"] {
		for protocol := range strings.SplitSeq(offered, ",") {
			name, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(protocol)), "/")
			if name != "h2c" && name != "tls" && name != "http" && name != "" {
				return true
			}
		}
	}
	return false
}

func (s *Server) serve(api http.Handler) {
	front := s.httpServer(api)
	front.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: s.certificate, NextProtos: []string{"h2", "http/1.1"}}
	s.running.Go(func() { s.gate.accept(s.listen) })
	plain := s.plainServer(api)
	s.running.Go(func() { _ = plain.Serve(s.gate.plain) }) // ends with Close, which is no news
	s.running.Go(func() { _ = front.ServeTLS(s.gate.secure, "", "") })
	if s.proxied != nil {
		proxy := s.httpServer(s.proxy)
		s.running.Go(func() { _ = proxy.Serve(s.proxied) })
	}
	if s.manage != nil {
		door := s.httpServer(s.standIn.Door())
		door.WriteTimeout = 0 // moving a clock takes what it takes
		s.running.Go(func() { _ = door.Serve(s.manage) })
	}
}

func (s *Server) httpServer(handler http.Handler) *http.Server {
	made := &http.Server{
		Handler: handler, MaxHeaderBytes: largestHeader, ErrorLog: log.New((*complaints)(s), "", 0),
		ReadHeaderTimeout: s.limits.Header, ReadTimeout: s.limits.Request, IdleTimeout: s.limits.Idle,
		// longer, so that a client whose body was too slow can be told so
		WriteTimeout: s.limits.Request + s.limits.Header,
	}
	s.servers = append(s.servers, made)
	return made
}

// plainServer serves the API on connections without TLS, which is how load comes.
func (s *Server) plainServer(handler http.Handler) *http1.Server {
	made := &http1.Server{
		Handler: handler, LargestHeader: largestHeader,
		Header: s.limits.Header, Request: s.limits.Request, Idle: s.limits.Idle, Write: s.limits.Request + s.limits.Header,
	}
	s.servers = append(s.servers, made)
	return made
}

// complaints is where net/http says what went wrong with a connection. Clients
// that do not trust the CA are counted; nothing else of it is anybody's business.
type complaints Server

// Write takes one complaint.
func (c *complaints) Write(line []byte) (int, error) {
	if bytes.Contains(line, []byte("certificate")) || bytes.Contains(line, []byte("unknown CA")) {
		c.distrusted.Add(1)
	}
	return len(line), nil
}

// certificate is for the host that a client names, or the address it came to
// where it names none.
func (s *Server) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	host := hello.ServerName
	if host == "" {
		host, _, _ = net.SplitHostPort(hello.Conn.LocalAddr().String())
	}
	return s.authority.leaf(host, clock.Wall{}.Now())
}

// URL is the base URL of the API, ProxyURL the proxy's and ManageURL the door's;
// the last two are empty where they are off.
func (s *Server) URL() string { return urlOf(s.listen) }

// ProxyURL is the proxy's address for HTTPS_PROXY.
func (s *Server) ProxyURL() string { return urlOf(s.proxied) }

// ManageURL is the base URL of the management door.
func (s *Server) ManageURL() string { return urlOf(s.manage) }

func urlOf(listener net.Listener) string {
	if listener == nil {
		return ""
	}
	at := listener.Addr().(*net.TCPAddr)
	host := at.IP.String()
	if at.IP.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, strconv.Itoa(at.Port))
}

// Beyond lists the addresses that others than this machine can reach.
func (s *Server) Beyond() []string {
	var open []string
	for _, listener := range []net.Listener{s.listen, s.proxied, s.manage} {
		if listener != nil && !isLocal(listener.Addr().String()) {
			open = append(open, listener.Addr().String())
		}
	}
	return open
}

// Conduct is what a server noticed of its clients that no account knows.
type Conduct struct {
	Requests   uint64         // that reached the API, with any credentials
	Distrusted uint64         // connections that clients broke off because of the certificate
	Excess     uint64         // connections that were turned away: see [Limits]
	Refused    map[string]int // how often the proxy refused a host
}

// Conduct tells what was noticed so far.
func (s *Server) Conduct() Conduct {
	s.proxy.mu.Lock()
	defer s.proxy.mu.Unlock()
	return Conduct{Requests: s.requests.Load(), Distrusted: s.distrusted.Load(), Excess: s.excess.Load(), Refused: maps.Clone(s.proxy.refused)}
}

// Close stops listening, lets requests that are being answered come to their end
// for some seconds, and breaks off what is left.
func (s *Server) Close() error {
	s.unbind()
	s.standIn.EndStreams()
	s.proxy.tunnels.close()
	ctx, cancel := context.WithTimeout(context.Background(), s.limits.Grace)
	defer cancel()
	var each sync.WaitGroup
	for _, server := range s.servers {
		each.Go(func() {
			if server.Shutdown(ctx) != nil {
				_ = server.Close()
			}
		})
	}
	s.gate.close()
	each.Wait()
	s.running.Wait()
	s.standIn.Close()
	return nil
}

// Manage asks the door without a connection. It gives status and body.
func (s *Server) Manage(ctx context.Context, method, path string, body []byte) (status int, answer []byte, err error) {
	request, err := http.NewRequestWithContext(ctx, method, "http://127.0.0.1"+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, fmt.Errorf("ask the door: %w", err)
	}
	request.RemoteAddr, request.RequestURI = "127.0.0.1:1", path
	request.Body = io.NopCloser(bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	w := &kept{header: http.Header{}, status: http.StatusOK}
	s.standIn.Door().ServeHTTP(w, request)
	return w.status, w.body.Bytes(), nil
}

// Knows tells whether credentials open an account that is there.
func (s *Server) Knows(ctx context.Context, sid, token string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://taskrouter.twilio.com/v1/Workspaces?PageSize=1", http.NoBody)
	if err != nil {
		return fmt.Errorf("look for account %s: %w", sid, err)
	}
	request.SetBasicAuth(sid, token)
	request.RemoteAddr, request.RequestURI = "127.0.0.1:1", request.URL.RequestURI()
	w := &kept{header: http.Header{}, status: http.StatusOK}
	s.standIn.API().ServeHTTP(w, request)
	if w.status != http.StatusOK {
		return fmt.Errorf("account %s is there under another token", sid)
	}
	return nil
}

// kept is an answer that stays in this process.
type kept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is the answer's.
func (k *kept) Header() http.Header { return k.header }

// WriteHeader keeps the status.
func (k *kept) WriteHeader(status int) { k.status = status }

// Write keeps the body.
func (k *kept) Write(p []byte) (int, error) { return k.body.Write(p) }
