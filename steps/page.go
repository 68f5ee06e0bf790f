package steps

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// pageWords are about the web pages that media links lead to.
var pageWords = words{
	{`^the page "([^"]+)" answers with "([^"]+)"$`, (*scenario).pageAnswers},
	{`^the page that ` + aSegment + ` embeds (allows|forbids) framing$`, (*scenario).pageAboutFraming},
}

// pages are the web pages of an example, by host: what each answers with.
type pages map[string]http.Header

// pageAnswers puts a page up. It is served in memory, so that its address is
// the same in every run and no port is opened.
func (s *scenario) pageAnswers(address, header string) error {
	page, err := url.Parse(address)
	if err != nil || page.Scheme != "http" || page.Port() != "" {
		return fmt.Errorf("page %q cannot be put up: want an http address without a port", address)
	}
	name, value, ok := strings.Cut(header, ": ")
	if !ok {
		return fmt.Errorf("header %q is not written as name: value", header)
	}
	if s.pages == nil {
		s.pages = pages{}
	}
	s.pages[page.Host] = http.Header{http.CanonicalHeaderKey(name): {value}}
	return nil
}

// pageAboutFraming fetches the page in the frame of a segment's Conversation
// Screen, and compares what its headers say about frames.
func (s *scenario) pageAboutFraming(which, verdict string) error {
	segment, err := s.segment(which)
	if err != nil {
		return err
	}
	var addresses []string
	for _, item := range segment.Screen.Items {
		if item.Presentation == "iframe" {
			addresses = append(addresses, item.URL)
		}
	}
	if len(addresses) != 1 {
		return s.mismatch("%s segment embeds", listed(addresses), "one page", which)
	}
	header, err := s.pages.fetch(s.ctx, addresses[0])
	if err != nil {
		return err
	}
	found, why := "allows", ""
	if why = forbidsFraming(header); why != "" {
		found, why = "forbids", " it by "+why
	}
	if found != verdict {
		return s.mismatch("for framing, page %s", found+why, verdict, addresses[0])
	}
	return nil
}

// fetch gets a page's headers: from the example's own page, or from the network.
func (p pages) fetch(ctx context.Context, address string) (http.Header, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("fetch page: %w", err)
	}
	client := http.Client{Transport: &http.Transport{DialContext: p.dial, DisableKeepAlives: true}}
	answer, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("fetch page: %w", err)
	}
	_, readErr := io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<20))
	if err := errors.Join(readErr, answer.Body.Close()); err != nil {
		return nil, fmt.Errorf("read page %s: %w", address, err)
	}
	return answer.Header, nil
}

func (p pages) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	header, own := p[host]
	if !own {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	client, server := net.Pipe()
	go serve(server, header)
	return client, nil
}

// serve answers one request with an empty page. It ends when the client closes
// its side, so that an error here needs no handling: the client has one too.
func serve(conn net.Conn, header http.Header) {
	defer conn.Close()
	request, err := http.ReadRequest(bufio.NewReader(conn))
	if err != nil {
		return
	}
	page := http.Response{
		StatusCode: http.StatusOK, ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: http.NoBody, Request: request, Close: true,
	}
	_ = page.Write(conn)
}
