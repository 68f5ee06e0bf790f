package workload

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	vegeta "github.com/tsenart/vegeta/v12/lib"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
)

// targets sends the requests of a file, one after the other and from the first
// again. What they mean only their writer knows: a success is acknowledged, and
// nothing is read back.
type targets struct{ requests []attack.Request }

// FromTargets reads a file in vegeta's JSON target format, one target a line:
// method, url, header, and body in base64. A url is one below the base, absolute
// or from its path on, or one of the platform's, https on *.twilio.com. A file
// that is empty, or that names any other place, is an error with the line's
// number. base may be nil: then only the platform's are taken.
func FromTargets(r io.Reader, base *url.URL) (attack.Workload, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("targets: %w", err)
	}
	w := &targets{}
	number := 0
	for line := range bytes.Lines(text) {
		number++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		request, err := w.request(line, base)
		if err != nil {
			return nil, fmt.Errorf("targets: line %d: %w", number, err)
		}
		w.requests = append(w.requests, request)
	}
	if len(w.requests) == 0 {
		return nil, errors.New("targets: the file holds none; write one a line, as {\"method\":\"POST\",\"url\":\"https://taskrouter.twilio.com/v1/…\"}")
	}
	return w, nil
}

// request reads one line of the file, which vegeta takes for a target.
func (w *targets) request(line []byte, base *url.URL) (attack.Request, error) {
	if err := json.Unmarshal(line, &struct{}{}); err != nil { // says more than vegeta does
		return attack.Request{}, fmt.Errorf("it is no target in vegeta's JSON format: %w", err)
	}
	var target vegeta.Target
	ended := slices.Concat(bytes.TrimRight(line, "\r\n"), []byte("\n")) // vegeta drops a line that does not end
	if err := vegeta.NewJSONTargeter(bytes.NewReader(ended), nil, nil)(&target); err != nil {
		return attack.Request{}, fmt.Errorf("it is no target in vegeta's JSON format: %w", err)
	}
	address, err := addressOf(target.URL, base)
	if err != nil {
		return attack.Request{}, err
	}
	if platform := onPlatform(address); base != nil && len(w.requests) > 0 && platform != onPlatform(w.requests[0].URL) {
		return attack.Request{}, fmt.Errorf("url %q leads elsewhere than those before it: one load goes to the platform's API or to %s, and not to both", target.URL, base)
	}
	if _, err := http.NewRequest(target.Method, address, nil); err != nil {
		return attack.Request{}, err
	}
	return attack.Request{Method: target.Method, URL: address, Form: target.Body, Header: canonical(target.Header)}, nil
}

func onPlatform(address string) bool { return strings.HasSuffix(hostOf(address), ".twilio.com") }

// hostOf is the host in an address that has been read already.
func hostOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

// canonical are headers under their usual names: files may write content-type.
func canonical(given http.Header) http.Header {
	header := make(http.Header, len(given))
	for name, values := range given {
		for _, value := range values {
			header.Add(name, value)
		}
	}
	return header
}

// addressOf makes an absolute address of a target's, where a load may go there.
func addressOf(text string, base *url.URL) (string, error) {
	at, err := url.Parse(text)
	switch {
	case err != nil:
		return "", fmt.Errorf("url %q: %w", text, err)
	case at.Host == "" && base == nil:
		return "", fmt.Errorf("url %q has no host, and there is no base to put before it", text)
	case at.Host == "" && !strings.HasPrefix(at.Path, "/"):
		return "", fmt.Errorf("url %q has neither a host nor a path from /", text)
	case at.User != nil:
		return "", fmt.Errorf("url of host %s has a user in it; send an Authorization header", at.Host)
	case at.Host == "":
		joined := base.JoinPath(at.Path)
		joined.RawQuery = at.RawQuery
		return joined.String(), nil
	case at.Scheme == "https" && strings.HasSuffix(at.Host, ".twilio.com"):
		return text, nil
	case base != nil && at.Scheme == base.Scheme && at.Host == base.Host && below(at.Path, base.Path):
		return text, nil
	}
	return "", fmt.Errorf("url %q is neither on https://*.twilio.com nor below %s; a load goes nowhere else", text, nowhere(base))
}

// below tells whether a path is the base's, or one under it. Steps upwards would
// lead out of it.
func below(path, base string) bool {
	base = strings.TrimSuffix(base, "/")
	return !strings.Contains(path, "/..") && (path == base || strings.HasPrefix(path, base+"/"))
}

func nowhere(base *url.URL) string {
	if base == nil {
		return "a base URL, since none was given"
	}
	return base.String()
}

func (w *targets) Name() string { return "targets" }

// Subject is the target's number in the file: requests of one line are sent by one
// process, since nothing else is known of what they are about.
func (w *targets) Subject(n int) int { return n % len(w.requests) }

// Prepare makes nothing.
func (w *targets) Prepare(_ context.Context, _ attack.Site, progress func(done, all int)) error {
	if progress != nil {
		progress(1, 1)
	}
	return nil
}

// Hit sends one request. A redirect is followed nowhere: it counts as an answer
// that is no success.
func (w *targets) Hit(ctx context.Context, f *attack.Flight) {
	request := w.requests[f.N%len(w.requests)]
	if a := f.Do(ctx, operationOf(request), request); a.Err == nil && a.Status/100 == 3 {
		f.Wrong("redirect: a load follows none")
	}
}

// operationOf is the name that a request's latency is kept under.
func operationOf(r attack.Request) string { return strings.ToLower(r.Method) }

// ReadBack has nothing to read: no write is known to be one.
func (w *targets) ReadBack(context.Context, []int, func(done, all int)) ([]history.Final, error) {
	return nil, nil
}

// Counts are none.
func (w *targets) Counts() []attack.Count { return nil }
