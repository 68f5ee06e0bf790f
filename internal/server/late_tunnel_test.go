package server

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// TestTunnelThatIsReachedWhileTheServerEndsIsEndedToo: its target answers the dial
// only when the proxy has begun to close.
func TestTunnelThatIsReachedWhileTheServerEndsIsEndedToo(t *testing.T) {
	t.Parallel()
	proxy := newProxy(newGate(&net.TCPAddr{}, time.Second), http.NotFoundHandler(), true, time.Second)
	dialing := make(chan struct{})
	near, far := net.Pipe()
	proxy.reach = func(ctx context.Context, _, _ string) (net.Conn, error) {
		close(dialing)
		<-ctx.Done() // the tunnels have ended, and the connection stands
		return near, nil
	}
	came := newQueue(&net.TCPAddr{})
	server := &http.Server{Handler: proxy}
	go func() { _ = server.Serve(came) }()
	defer server.Close()
	client, inside := net.Pipe()
	came.put(inside)
	go func() { _, _ = io.WriteString(client, "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n") }()
	go func() { _, _ = io.Copy(io.Discard, client) }()
	<-dialing
	proxy.tunnels.close()
	_ = far.SetReadDeadline(time.Now().Add(5 * time.Second))
	if _, err := far.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("the target's connection says %v, want that it is closed", err)
	}
	if _, _, ok := proxy.tunnels.enter(t.Context()); ok {
		t.Error("one more tunnel may begin")
	}
	_ = client.Close()
}
