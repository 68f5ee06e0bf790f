package server_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/server"
)

const day = 24 * time.Hour

// openCA opens the authority of a folder as at a time.
func openCA(t *testing.T, folder string, at time.Time) *server.Authority {
	t.Helper()
	ca, err := server.OpenAuthority(folder, at)
	if err != nil {
		t.Fatal(err)
	}
	return ca
}

func TestAuthorityIsKept(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "a", "b")
	now := time.Now()
	made, again := openCA(t, folder, now), openCA(t, folder, now.Add(365*day))
	if !bytes.Equal(made.PEM(), again.PEM()) {
		t.Error("the second start has another CA")
	}
	if _, replaced := again.Replaces(); replaced {
		t.Error("a CA that was kept says that it replaces one")
	}
	public, err := os.ReadFile(server.CertificatePath(folder))
	if err != nil || !bytes.Equal(public, made.PEM()) {
		t.Errorf("clients are given %q (%v), want the CA's certificate", public, err)
	}
}

func TestOnlyTheOwnerReadsTheKey(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	openCA(t, folder, time.Now())
	info, err := os.Stat(filepath.Join(folder, "ca-key.pem"))
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o600 {
		t.Errorf("the key's file has mode %04o, want 0600", mode)
	}
	left, err := filepath.Glob(filepath.Join(folder, ".draft-*"))
	if err != nil || len(left) != 0 {
		t.Errorf("drafts of the key are left: %v, %v", left, err)
	}
}

func TestExpiredAuthorityIsMadeAnew(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	now := time.Now()
	old := openCA(t, folder, now.Add(-1000*day))
	made := openCA(t, folder, now)
	if bytes.Equal(old.PEM(), made.PEM()) {
		t.Fatal("the expired CA is still used")
	}
	expired, replaced := made.Replaces()
	if want := now.Add(-270 * day); !replaced || expired.Sub(want).Abs() > day {
		t.Errorf("it replaces one that expired at %s (%t), want about %s", expired, replaced, want)
	}
	public, err := os.ReadFile(server.CertificatePath(folder))
	if err != nil || !bytes.Equal(public, made.PEM()) {
		t.Errorf("clients are given another certificate (%v)", err)
	}
	if again := openCA(t, folder, now); !bytes.Equal(again.PEM(), made.PEM()) {
		t.Error("the one that was made anew is not kept")
	}
}

// TestManyStartsGetOneAuthority: as processes, as goroutines of one, with no CA
// there and with one that has expired.
func TestManyStartsGetOneAuthority(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]time.Duration{"none there": 0, "an expired one there": 1000 * day} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			if before > 0 {
				openCA(t, folder, time.Now().Add(-before))
			}
			got := make([]string, 10)
			var all sync.WaitGroup
			for i := range got {
				all.Go(func() { got[i] = opened(t, folder, i%2 == 0) })
			}
			all.Wait()
			kept := string(openCA(t, folder, time.Now()).PEM())
			for i, text := range got {
				if text != kept {
					t.Errorf("start %d has another CA than the one that is kept", i)
				}
			}
		})
	}
}

// opened is the certificate that one start gets, in a process of its own or here.
func opened(t *testing.T, folder string, process bool) string {
	if !process {
		ca, err := server.OpenAuthority(folder, time.Now())
		if err != nil {
			t.Error(err)
			return ""
		}
		return string(ca.PEM())
	}
	command := exec.CommandContext(t.Context(), os.Args[0])
	command.Env = append(os.Environ(), caFolder+"="+folder)
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Error(err)
	}
	return string(out)
}

func TestDamagedAuthoritySaysWhatToDo(t *testing.T) {
	t.Parallel()
	now := time.Now()
	another := t.TempDir()
	openCA(t, another, now)
	key, certificate := parts(t, another)
	for _, row := range []struct {
		name, want string
		damage     func(ownKey, ownCertificate string) string
	}{
		{"empty", "does not begin with a key", func(string, string) string { return "" }},
		{"no PEM", "does not begin with a key", func(string, string) string { return "hello\n" }},
		{"certificate first", "does not begin with a key", func(k, c string) string { return c + k }},
		{"key that is none", "its key cannot be read", func(_, c string) string { return block("EC PRIVATE KEY", "x") + c }},
		{"cut off", "no certificate behind its key", func(k, c string) string { return k + c[:len(c)/2] }},
		{"key alone", "no certificate behind its key", func(k, _ string) string { return k }},
		{"certificate that is none", "its certificate cannot be read", func(k, _ string) string { return k + block("CERTIFICATE", "x") }},
		{"certificate of another", "belongs to another key", func(k, _ string) string { return k + certificate }},
		{"key of another", "belongs to another key", func(_, c string) string { return key + c }},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			openCA(t, folder, now)
			path := filepath.Join(folder, "ca-key.pem")
			text := row.damage(parts(t, folder))
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := server.OpenAuthority(folder, now)
			for _, want := range []string{row.want, path, "remove it"} {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("it says %v, want %q", err, want)
				}
			}
			if kept, err := os.ReadFile(path); err != nil || string(kept) != text {
				t.Errorf("the damaged file was touched (%v)", err)
			}
		})
	}
}

func TestAuthorityOfTheFutureSaysWhatToDo(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	now := time.Now()
	openCA(t, folder, now.Add(30*day))
	if _, err := server.OpenAuthority(folder, now); err == nil || !strings.Contains(err.Error(), "this machine's clock") {
		t.Errorf("it says %v, want a word on the machine's clock", err)
	}
}

// parts are the key and the certificate that a folder keeps, each as PEM.
func parts(t *testing.T, folder string) (key, certificate string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "ca-key.pem"))
	if err != nil {
		t.Fatal(err)
	}
	first, rest := pem.Decode(text)
	if first == nil {
		t.Fatal("no key is kept")
	}
	return string(pem.EncodeToMemory(first)), string(rest)
}

func block(kind, text string) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: []byte(text)}))
}

// TestCertificatesHoldForTheirHostAlone: for the platform's hosts and this machine,
// and for others there is none.
func TestCertificatesHoldForTheirHostAlone(t *testing.T) {
	t.Parallel()
	s, ca := start(t)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca.PEM())
	address := strings.TrimPrefix(s.URL(), "http://")
	for host, want := range map[string]bool{
		"taskrouter.twilio.com": true, "flex-api.dublin.ie1.twilio.com": true, "localhost": true, "127.0.0.1": true,
		"example.com": false, "twilio.com": false, "twilio.com.example.com": false, "192.0.2.1": false,
	} {
		conn, err := tls.Dial("tcp", address, &tls.Config{RootCAs: roots, ServerName: host})
		if err == nil {
			_ = conn.Close()
		}
		if got := err == nil; got != want {
			t.Errorf("%s: %v, want a certificate: %t", host, err, want)
		}
	}
}
