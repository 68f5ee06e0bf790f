package target

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// A Service is a server of somebody's own: what integrates with the platform, not
// what stands in for it. It has no account; requests go to it as they are.
type Service struct {
	base    *url.URL
	network http.RoundTripper
	idle    func()
}

// NewService looks whether a service answers at a base URL, and gives a way to it
// with at most so many connections. The platform's own hosts are refused.
func NewService(ctx context.Context, address string, connections int) (*Service, error) {
	base, err := addressOf(address)
	if err != nil {
		return nil, fmt.Errorf("service: %w", err)
	}
	way, idle := carrier(base, &http.Transport{
		IdleConnTimeout: time.Minute, TLSHandshakeTimeout: patience, DisableCompression: true,
	}, connections)
	s := &Service{base, way, idle}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, base.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("service %s: %w", base, err)
	}
	res, err := s.network.RoundTrip(req)
	if err != nil {
		return nil, fmt.Errorf("service %s does not answer: %w; start it, or name another with --target", base, err)
	}
	return s, res.Body.Close() // whatever its status is, somebody is there
}

// Base is the service's base URL.
func (s *Service) Base() *url.URL { return s.base.JoinPath() }

// RoundTrip sends a request to the service, and refuses one for another host.
func (s *Service) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != s.base.Scheme || req.URL.Host != s.base.Host {
		return nil, fmt.Errorf("refused to send to %s://%s: the load is for %s", req.URL.Scheme, req.URL.Host, s.base)
	}
	return s.network.RoundTrip(req)
}

// Close gives the connections up that wait for a request.
func (s *Service) Close() { s.idle() }
