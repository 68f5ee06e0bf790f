package server_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/server"
)

func client(t *testing.T, s *server.Server, ca *server.Authority) *http.Client {
	t.Helper()
	proxy, err := url.Parse(s.ProxyURL())
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca.PEM())
	way := &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}
	t.Cleanup(way.CloseIdleConnections)
	return &http.Client{Transport: way, Timeout: 10 * time.Second}
}

// start serves a stand-in on ports of this machine, with other settings where some
// are named.
func start(t *testing.T, settings ...func(*server.Config)) (*server.Server, *server.Authority) {
	t.Helper()
	ca, err := server.NewAuthority(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	standIn, err := server.NewStandIn(1, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	const any = "127.0.0.1:0"
	config := server.Config{Listen: any, Proxy: any, Manage: any, Authority: ca, StandIn: standIn}
	for _, set := range settings {
		set(&config)
	}
	s, err := server.Start(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, ca
}

func TestProxyAnswersForThePlatformOverHTTP2(t *testing.T) {
	t.Parallel()
	s, ca := start(t)
	res, err := client(t, s, ca).Get("https://taskrouter.twilio.com/v1/Workspaces")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.ReadAll(res.Body); err != nil || res.StatusCode != http.StatusUnauthorized || res.ProtoMajor != 2 {
		t.Errorf("answered %s over %s (%v), want 401 over HTTP/2", res.Status, res.Proto, err)
	}
}

func TestProxyRefusesOtherHosts(t *testing.T) {
	t.Parallel()
	s, ca := start(t)
	if _, err := client(t, s, ca).Get("https://example.com/"); err == nil {
		t.Error("a host that is not the platform's was reached")
	}
	if got := s.Conduct().Refused["example.com"]; got != 1 {
		t.Errorf("example.com was refused %d times, want 1", got)
	}
}

func TestKeyThatOthersCanReadIsRefused(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "ca")
	if _, err := server.OpenAuthority(folder, time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(folder, "ca-key.pem"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := server.OpenAuthority(folder, time.Now()); err == nil {
		t.Error("a key that everybody can read was used")
	}
}
