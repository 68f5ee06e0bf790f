package live

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// A Door is where an exporter is scraped.
type Door struct {
	// URL is the address of the metrics, with the port that was taken.
	URL    string
	server *http.Server
	done   chan error
}

const (
	// scrapeLimit is how long a scrape may take, from its first byte to its last.
	scrapeLimit = 10 * time.Second
	// closeLimit is how long a scrape that is under way is waited for at the end.
	closeLimit = 2 * time.Second
)

// Serve answers scrapes at an address, as "127.0.0.1:9090" or ":0". An address
// without a host is on loopback: who wants to be scraped from elsewhere says so,
// as in "0.0.0.0:9090". Close has to be called.
func (e *Exporter) Serve(address string) (*Door, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("serve figures on %q: %w", address, err)
	}
	if host == "" {
		host = "127.0.0.1"
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, fmt.Errorf("serve figures: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", e.handler())
	d := &Door{
		URL: "http://" + listener.Addr().String() + "/metrics", done: make(chan error, 1),
		server: &http.Server{
			Handler: mux, ReadHeaderTimeout: scrapeLimit, ReadTimeout: scrapeLimit, WriteTimeout: scrapeLimit,
			IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
		},
	}
	go func() { d.done <- d.server.Serve(listener) }()
	return d, nil
}

// handler has a registry of its own: what other packages register with the
// process is none of a load's figures.
func (e *Exporter) handler() http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(e)
	return promhttp.HandlerFor(registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}

// Close ends it. A scrape that is under way gets its answer.
func (d *Door) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
	defer cancel()
	err := d.server.Shutdown(ctx)
	if err != nil {
		err = errors.Join(err, d.server.Close())
	}
	if served := <-d.done; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	if err != nil {
		return fmt.Errorf("end serving figures: %w", err)
	}
	return nil
}
