package http1_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/http1"
)

// BenchmarkServers is one connection's requests, each of a kilobyte and a half,
// answered with two kilobytes and as many headers as the platform's answers have:
// by net/http's server, which is the baseline, and by ours, with the same limits.
func BenchmarkServers(b *testing.B) {
	const limit = time.Minute
	handler := http.HandlerFunc(answerLikeThePlatform)
	type server interface {
		Serve(l net.Listener) error
		Close() error
	}
	for _, row := range []struct {
		name string
		make func() server
	}{
		{"net/http", func() server {
			return &http.Server{Handler: handler, ReadHeaderTimeout: limit, ReadTimeout: limit, WriteTimeout: limit, IdleTimeout: limit}
		}},
		{"http1", func() server {
			return &http1.Server{Handler: handler, Header: limit, Request: limit, Write: limit, Idle: limit}
		}},
	} {
		b.Run(row.name, func(b *testing.B) {
			server := row.make()
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				b.Fatal(err)
			}
			go func() { _ = server.Serve(listener) }()
			defer server.Close()
			defer listener.Close()
			ask(b, listener.Addr().String())
		})
	}
}

var body = strings.Repeat("x", 2048)

func answerLikeThePlatform(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	header := w.Header()
	for i := range 14 {
		header[headerNames[i]] = []string{"a value of some length"}
	}
	header["Content-Type"] = []string{"application/json"}
	header["Date"] = []string{"Mon, 05 Jan 2026 09:00:00 GMT"}
	header["Content-Length"] = []string{"2048"}
	_, _ = io.WriteString(w, body)
}

var headerNames = func() (names [14]string) {
	for i := range names {
		names[i] = fmt.Sprintf("X-Header-Number-%d", i)
	}
	return names
}()

func ask(b *testing.B, address string) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	request := []byte("POST /v1/Tasks/WT0 HTTP/1.1\r\nHost: x\r\nContent-Length: 1500\r\n\r\n" + strings.Repeat("a", 1500))
	heard := bufio.NewReader(conn)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := conn.Write(request); err != nil {
			b.Fatal(err)
		}
		res, err := http.ReadResponse(heard, nil)
		if err != nil {
			b.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, res.Body); err != nil || n != int64(len(body)) {
			b.Fatalf("%d bytes of body, %v", n, err)
		}
	}
}
