package http1_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/http1"
)

// The two servers have these in common, small so that a test can be too large.
const (
	mostHeader = 8 << 10
	patience   = 30 * time.Second
)

// servers are net/http's, which is the measure, and ours.
type servers struct{ theirs, ours string } // Unix sockets

func serveBoth(t testing.TB, handler http.Handler) servers {
	t.Helper()
	folder := t.TempDir()
	listen := func(name string) (net.Listener, string) {
		at := filepath.Join(folder, name)
		l, err := net.Listen("unix", at)
		if err != nil {
			t.Fatal(err)
		}
		return l, at
	}
	silent := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) })
	theirs := &http.Server{Handler: silent, MaxHeaderBytes: mostHeader, ReadHeaderTimeout: patience, ReadTimeout: patience, WriteTimeout: patience}
	ours := &http1.Server{Handler: silent, LargestHeader: mostHeader, Header: patience, Request: patience, Idle: patience, Write: patience}
	first, at := listen("theirs")
	second, also := listen("ours")
	go func() { _ = theirs.Serve(first) }()
	go func() { _ = ours.Serve(second) }()
	t.Cleanup(func() {
		_ = first.Close()
		_ = second.Close()
		if err := errors.Join(theirs.Close(), ours.Close()); err != nil {
			t.Error(err)
		}
	})
	return servers{at, also}
}

// converse says words to a server, no more after them, and gives what it hears.
func converse(t testing.TB, at, words string) string {
	t.Helper()
	conn, err := net.Dial("unix", at)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(2 * patience))
	said := make(chan struct{})
	go func() {
		defer close(said)
		_, _ = io.WriteString(conn, words) // a server may have had enough
		_ = conn.(*net.UnixConn).CloseWrite()
	}()
	heard, err := io.ReadAll(conn)
	<-said
	if err != nil && !errors.Is(err, net.ErrClosed) && !strings.Contains(err.Error(), "reset") {
		t.Fatalf("after %.200q: %v, heard %.200q", words, err, heard)
	}
	return comparable(string(heard))
}

// What may differ: the date, and what a refusal calls itself.
var (
	dates    = regexp.MustCompile(`Date: [^\r]*\r\n`)
	refusals = regexp.MustCompile(`(?s)(HTTP/1\.1 (?:400|501|505|431) )[^\r]*(\r\n.*)\z`)
)

// comparable is what a server has said, with the headers of each answer in order.
func comparable(heard string) string {
	heard = dates.ReplaceAllString(heard, "")
	if at := refusals.FindStringSubmatchIndex(heard); at != nil {
		heard = heard[:at[3]]
	}
	lines := strings.Split(heard, "\r\n")
	for from := 0; from < len(lines); {
		to := from
		for to < len(lines) && lines[to] != "" {
			to++
		}
		slices.Sort(lines[from:to])
		from = to + 1
	}
	return strings.Join(lines, "\n")
}

// echo tells what it was asked, in one line, in a way that the path names.
func echo(w http.ResponseWriter, r *http.Request) {
	path := strings.Trim(r.URL.Path, "/")
	var body []byte
	var err error
	if path != "unread" {
		body, err = io.ReadAll(io.LimitReader(r.Body, 1<<20))
	}
	text := fmt.Sprintf("%q %q %q %d %q %v", r.Method, r.RequestURI, r.Host, r.ContentLength, body, err != nil)
	header := w.Header()
	header.Set("Content-Type", "text/plain")
	switch path {
	case "length":
		header.Set("Content-Length", fmt.Sprint(len(text)))
	case "short":
		header.Set("Content-Length", fmt.Sprint(len(text)+10))
	case "long":
		header.Set("Content-Length", "3")
		if _, err := io.WriteString(w, text); !errors.Is(err, http.ErrContentLength) {
			text = fmt.Sprint("a body too long: ", err)
		} else {
			text = "abc"
		}
	case "none":
		w.WriteHeader(http.StatusNoContent)
		return
	case "same":
		w.WriteHeader(http.StatusNotModified)
		return
	case "close":
		header.Set("Connection", "close")
	case "twice":
		w.WriteHeader(http.StatusTeapot)
		w.WriteHeader(http.StatusOK)
	case "odd":
		w.WriteHeader(799)
	case "untyped":
		delete(header, "Content-Type")
	case "split":
		header.Set("X-Split", "a\r\nX-Injected: b\n")
		header["X-Bad: name"] = []string{"c"}
		header["X-Twice"] = []string{" one ", "two"}
	case "abort":
		panic(http.ErrAbortHandler)
	case "half":
		header.Set("Content-Length", fmt.Sprint(len(text)))
		_, _ = io.WriteString(w, text[:len(text)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case "nothing":
		return
	}
	_, _ = io.WriteString(w, text)
}

const (
	host  = " HTTP/1.1\r\nHost: x.example\r\n"
	again = "GET /again" + host + "\r\n"
)

// conversations are what clients say: what is usual, what is allowed, and what is not.
var conversations = map[string]string{
	"get":                        "GET /a?b=c" + host + "\r\n" + again,
	"nothing at all":             "",
	"empty lines before":         "\r\n\r\nGET /a" + host + "\r\n",
	"post with a length":         "POST /a" + host + "Content-Length: 5\r\n\r\nhello" + again,
	"empty line after a post":    "POST /a" + host + "Content-Length: 5\r\n\r\nhello\r\n" + again,
	"post without a length":      "POST /a" + host + "\r\n" + again,
	"post in chunks":             "POST /a" + host + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: z\r\n\r\n" + again,
	"broken chunks":              "POST /a" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n" + again,
	"broken chunks, unread":      "POST /unread" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n" + again,
	"length and chunks":          "POST /a" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + again,
	"two lengths":                "POST /a" + host + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!" + again,
	"two lengths alike":          "POST /a" + host + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello" + again,
	"a negative length":          "POST /a" + host + "Content-Length: -5\r\n\r\nhello" + again,
	"another encoding":           "POST /a" + host + "Transfer-Encoding: gzip\r\n\r\nhello" + again,
	"body left unread":           "POST /unread" + host + "Content-Length: 5\r\n\r\nhello" + again,
	"large body left unread":     "POST /unread" + host + "Content-Length: 400000\r\n\r\n" + strings.Repeat("a", 400_000) + again,
	"body cut off":               "POST /a" + host + "Content-Length: 50\r\n\r\nhello",
	"body cut off, unread":       "POST /unread" + host + "Content-Length: 50\r\n\r\nhello",
	"head":                       "HEAD /a" + host + "\r\n" + again,
	"head with a length":         "HEAD /length" + host + "\r\n" + again,
	"head of nothing":            "HEAD /nothing" + host + "\r\n" + again,
	"announced length":           "GET /length" + host + "\r\n" + again,
	"less than announced":        "GET /short" + host + "\r\n" + again,
	"more than announced":        "GET /long" + host + "\r\n" + again,
	"no content":                 "GET /none" + host + "\r\n" + again,
	"not modified":               "GET /same" + host + "\r\n" + again,
	"no answer from the handler": "GET /nothing" + host + "\r\n" + again,
	"handler closes":             "GET /close" + host + "\r\n" + again,
	"handler aborts":             "GET /abort" + host + "\r\n" + again,
	"handler aborts half-way":    "GET /half" + host + "\r\n" + again,
	"client closes":              "GET /a" + host + "Connection: close\r\n\r\n" + again,
	"handler closes, HTTP/1.0":   "GET /close HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + again,
	"two statuses":               "GET /twice" + host + "\r\n" + again,
	"a status of no name":        "GET /odd" + host + "\r\n" + again,
	"type to be guessed":         "GET /untyped" + host + "\r\n" + again,
	"header that would split":    "GET /split" + host + "\r\n" + again,
	"HTTP/1.0":                   "GET /a HTTP/1.0\r\n\r\n" + again,
	"HTTP/1.0 kept alive":        "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + again,
	"HTTP/0.9":                   "GET /a\r\n",
	"HTTP/3":                     "GET /a HTTP/3.0\r\nHost: x\r\n\r\n",
	"no host":                    "GET /a HTTP/1.1\r\n\r\n" + again,
	"bad host":                   "GET /a HTTP/1.1\r\nHost: a b\r\n\r\n" + again,
	"whole URL":                  "GET http://taskrouter.twilio.com/a HTTP/1.1\r\nHost: x\r\n\r\n" + again,
	"bad target":                 "GET a%zz HTTP/1.1\r\nHost: x\r\n\r\n" + again,
	"bad method":                 "G@T /a" + host + "\r\n" + again,
	"bad header name":            "GET /a" + host + "A B: c\r\n\r\n" + again,
	"bad header value":           "GET /a" + host + "A: \x01\r\n\r\n" + again,
	"folded header":              "GET /a" + host + "A: b\r\n c\r\n\r\n" + again,
	"header without a colon":     "GET /a" + host + "nothing\r\n\r\n" + again,
	"large header":               "GET /a" + host + "A: " + strings.Repeat("b", 60_000) + "\r\n\r\n" + again,
	"asks before the body":       "POST /a" + host + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhello" + again,
	"asks, is not heard":         "POST /unread" + host + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhello" + again,
	"asks for nothing":           "GET /a" + host + "Expect: 100-continue\r\n\r\n" + again,
	"expects a wonder":           "GET /a" + host + "Expect: wonder\r\n\r\n" + again,
	"expects a wonder, HTTP/1.0": "GET /a HTTP/1.0\r\nHost: a.example\r\nExpect: wonder\r\n\r\n" + again,
	"many at once":               strings.Repeat(again, 50),
}

// TestConversationsGoAsWithNetHTTP: whatever clients say, they hear what net/http's
// server would have told them.
func TestConversationsGoAsWithNetHTTP(t *testing.T) {
	t.Parallel()
	both := serveBoth(t, http.HandlerFunc(echo))
	for name, words := range conversations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, got := converse(t, both.theirs, words), converse(t, both.ours, words)
			if got != want {
				t.Errorf("heard\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// exempt are requests that the servers take differently, see the package's
// documentation: with an empty host, with one in a whole URL that is none, with
// keep-alive among other words, and HTTP/2 at once.
var exempt = regexp.MustCompile(`(?im)^host:[ \t\r]*$|://|^PRI \*|^connection:.*(keep-alive[ \t]+[^\s,]|[^\s,:][ \t]+keep-alive)`)

// FuzzConversation looks for words that are answered otherwise than by net/http.
func FuzzConversation(f *testing.F) {
	for _, words := range conversations {
		f.Add(words)
	}
	both := serveBoth(f, http.HandlerFunc(echo))
	f.Fuzz(func(t *testing.T, words string) {
		if exempt.MatchString(words) {
			return
		}
		want, got := converse(t, both.theirs, words), converse(t, both.ours, words)
		if got != want {
			t.Errorf("after\n%q\nheard\n%s\nwant\n%s", words, got, want)
		}
	})
}
