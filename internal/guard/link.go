package guard

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// An answer is what a link was answered with, once its redirects were followed.
type answer struct {
	status     int
	header     http.Header
	body       string   // its beginning
	at         *url.URL // where it came from
	redirected bool
}

// has2xx tells whether the link gave what it leads to.
func (a answer) has2xx() bool { return a.status >= 200 && a.status < 300 }

func (a answer) String() string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)))
}

// fetch asks for a link as somebody would who brings nothing but its address.
func (g Guard) fetch(ctx context.Context, address string) (answer, error) {
	ctx, done := context.WithTimeout(ctx, g.Patience)
	defer done()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return answer{}, errors.New("its address cannot be read")
	}
	if err := anonymous(req); err != nil {
		return answer{}, err
	}
	client := http.Client{Transport: g.transport(), CheckRedirect: g.redirect}
	res, err := client.Do(req)
	if err != nil {
		return answer{}, g.reason(ctx, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, g.Bytes))
	if err != nil {
		return answer{}, g.reason(ctx, err)
	}
	last := res.Request
	return answer{
		status: res.StatusCode, header: res.Header, body: string(body),
		at: last.URL, redirected: last.Response != nil,
	}, nil
}

// anonymous takes out of a request what would tell who asks, or where from.
func anonymous(req *http.Request) error {
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return fmt.Errorf("its scheme is %q; only http and https are followed", req.URL.Scheme)
	}
	req.URL.User = nil
	req.Header.Del("Referer")
	return nil
}

func (g Guard) redirect(next *http.Request, sent []*http.Request) error {
	if len(sent) > g.Redirects {
		return fmt.Errorf("it redirects more than %d times", g.Redirects)
	}
	return anonymous(next)
}

// reason says in words why a link has no answer, without its address.
func (g Guard) reason(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("it took longer than %s", g.Patience)
	}
	var within *url.Error
	if errors.As(err, &within) {
		err = within.Err
	}
	return err
}

// refused tells whether an answer keeps those out who bring no credentials: by
// its status, or because a redirect leads to a page that asks for a login.
func (g Guard) refused(a answer) bool {
	return slices.Contains(g.Refusals, a.status) || g.asksForLogin(a)
}

// asksForLogin tells whether a redirect has led to a login. Only a redirect can:
// a page of the link's own that has a password somewhere in it is content. Which
// pages are logins is no standard's; the address and a password's field tell
// (assumed).
func (g Guard) asksForLogin(a answer) bool {
	if !a.redirected || !a.has2xx() {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(a.at.Hostname()+a.at.Path), func(r rune) bool {
		return r == '.' || r == '/' || r == '_'
	})
	if slices.ContainsFunc(words, func(word string) bool { return slices.Contains(g.LoginWords, word) }) {
		return true
	}
	page := strings.ToLower(a.body)
	return slices.ContainsFunc(g.LoginMarks, func(mark string) bool { return strings.Contains(page, mark) })
}
