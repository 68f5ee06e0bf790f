package guard

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// within is a guard that may fetch from this machine, where the test's server is.
func within(change func(*Guard)) Guard {
	g := Default()
	g.AllowPrivate = true
	if change != nil {
		change(&g)
	}
	return g
}

// site is a web server for the length of a test.
func site(t *testing.T, handle http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	return server.URL
}

func TestALinkIsFetchedWithNothingButItsAddress(t *testing.T) {
	t.Parallel()
	var seen http.Header
	base := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/first" {
			http.SetCookie(w, &http.Cookie{Name: "session", Value: "1"})
			http.Redirect(w, r, "/second", http.StatusFound)
			return
		}
		seen = r.Header.Clone()
		_, _ = io.WriteString(w, "heard")
	})
	got, err := within(nil).fetch(t.Context(), strings.Replace(base, "http://", "http://user:key@", 1)+"/first?signature=s3cret")
	if err != nil {
		t.Fatal(err)
	}
	if got.status != http.StatusOK || got.body != "heard" || !got.redirected || got.at.Path != "/second" {
		t.Errorf("fetched %+v", got)
	}
	for _, name := range []string{"Authorization", "Referer", "Cookie"} {
		if value := seen.Get(name); value != "" {
			t.Errorf("the redirected request carries %s: %s", name, value)
		}
	}
}

func TestALinkIsFetchedWithinBounds(t *testing.T) {
	t.Parallel()
	base := site(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/slow":
			<-r.Context().Done()
		case "/long":
			_, _ = io.WriteString(w, strings.Repeat("a", 100))
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		case "/away":
			w.Header().Set("Location", "ftp://files.example/9")
			w.WriteHeader(http.StatusFound)
		case "/broken":
			w.Header().Set("Content-Length", "100")
		}
	})
	for _, row := range []struct {
		name, address string
		change        func(*Guard)
		wants         string // part of the reason
	}{
		{"one that does not answer", base + "/slow", func(g *Guard) { g.Patience = 20 * time.Millisecond }, "it took longer than 20ms"},
		{"one that leads round in circles", base + "/round", nil, "it redirects more than 5 times"},
		{"one that leads into another scheme", base + "/away", nil, `its scheme is "ftp"`},
		{"one of another scheme", "file:///etc/passwd", nil, `its scheme is "file"`},
		{"one that cannot be read", "http://[", nil, "its address cannot be read"},
		{"one that breaks off", base + "/broken", nil, "EOF"},
		{"one into this machine", base + "/long", func(g *Guard) { g.AllowPrivate = false }, "127.0.0.1 lies in a private network"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			_, err := within(row.change).fetch(t.Context(), row.address)
			if err == nil || !strings.Contains(err.Error(), row.wants) {
				t.Errorf("got %v, want %q in it", err, row.wants)
			}
			if err != nil && strings.Contains(err.Error(), base) {
				t.Errorf("the reason repeats the address: %v", err)
			}
		})
	}
	t.Run("the body", func(t *testing.T) {
		t.Parallel()
		got, err := within(func(g *Guard) { g.Bytes = 10 }).fetch(t.Context(), base+"/long")
		if err != nil || len(got.body) != 10 {
			t.Errorf("got %d bytes and %v, want 10", len(got.body), err)
		}
	})
}

// TestTheAddressThatIsDialledDecides: a name may lead anywhere, and somewhere
// else the next time.
func TestTheAddressThatIsDialledDecides(t *testing.T) {
	t.Parallel()
	var dialled []string
	errDialled := errors.New("dialled")
	g := Default()
	g.Network.Dial = func(_ context.Context, _, address string) (net.Conn, error) {
		dialled = append(dialled, address)
		return nil, errDialled
	}
	for _, row := range []struct {
		name      string
		addresses []string
		err       error
		wants     string
	}{
		{"a name with a public address", []string{"203.0.114.1"}, nil, "dialled"},
		{"one with two, of which the first does not answer", []string{"203.0.114.1", "203.0.114.2"}, nil, "dialled\ndialled"},
		{"one with a private address", []string{"10.0.0.1"}, nil, "rec.example leads to 10.0.0.1, which lies in a private network"},
		{"one with a private address behind a public one", []string{"203.0.114.1", "fd00::1"}, nil, "leads to fd00::1"},
		{"one with a private address in IPv6 clothes", []string{"::ffff:10.0.0.1"}, nil, "lies in a private network"},
		{"one with a zone", []string{"fe80::1%eth0"}, nil, "lies in a private network"},
		{"one without an address", nil, nil, "rec.example has no address"},
		{"one that is not known", nil, errors.New("no such host"), "no such host"},
	} {
		dialled = nil
		g.Network.Resolve = func(context.Context, string) ([]netip.Addr, error) {
			var found []netip.Addr
			for _, address := range row.addresses {
				found = append(found, netip.MustParseAddr(address))
			}
			return found, row.err
		}
		_, err := g.fetch(t.Context(), "http://rec.example/9")
		if err == nil || !strings.Contains(err.Error(), row.wants) {
			t.Errorf("%s: got %v, want %q", row.name, err, row.wants)
		}
		if strings.Contains(row.wants, "private") && len(dialled) > 0 {
			t.Errorf("%s: %v was dialled", row.name, dialled)
		}
	}
}

func TestTheMachinesOwnNameIsPrivate(t *testing.T) {
	t.Parallel()
	_, err := Default().fetch(t.Context(), "http://localhost:1/")
	if err == nil || !strings.Contains(err.Error(), "private network") {
		t.Errorf("got %v, want that localhost lies in a private network", err)
	}
}

func TestPagesThatAskForALogin(t *testing.T) {
	t.Parallel()
	base := site(t, func(w http.ResponseWriter, r *http.Request) {
		if to := r.URL.Query().Get("to"); to != "" {
			http.Redirect(w, r, to, http.StatusFound)
			return
		}
		_, _ = io.WriteString(w, r.URL.Query().Get("page"))
	})
	for _, row := range []struct {
		name, path string
		want       bool
	}{
		{"a redirect to a login by its address", "/?to=/users/login", true},
		{"by a word with a line before it", "/?to=/user_login", true},
		{"a word that only begins alike", "/?to=/loginova/9", false},
		{"a login at the link's own address", "/login", false},
		{"a form with a password", "/?to=/%3Fpage=%253Cinput%2520TYPE=%2522password%2522%253E", true},
		{"one in other quotes", "/?to=/%3Fpage=%253Cinput%2520type='password'%253E", true},
		{"one without quotes", "/?to=/%3Fpage=%253Cinput%2520type=password%253E", true},
		{"another form", "/?to=/%3Fpage=%253Cinput%2520type=text%253E", false},
	} {
		got, err := within(nil).fetch(t.Context(), base+row.path)
		if err != nil {
			t.Fatalf("%s: %v", row.name, err)
		}
		if asks := Default().asksForLogin(got); asks != row.want {
			t.Errorf("%s (%s, %q): asks for a login: %t, want %t", row.name, got.at, got.body, asks, row.want)
		}
	}
}
