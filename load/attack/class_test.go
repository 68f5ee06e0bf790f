package attack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

func opError(of error) error {
	return &net.OpError{Op: "read", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 45123}, Err: os.NewSyscallError("read", of)}
}

func TestErrorsAreClassedWithoutWhatDiffers(t *testing.T) {
	t.Parallel()
	for want, row := range map[string]struct {
		last  Answer
		wrong string
	}{
		"":              {last: Answer{Status: 200}},
		"429 20429":     {last: Answer{Status: 429, Code: 20429}},
		"500":           {last: Answer{Status: 500}},
		"302":           {last: Answer{Status: 302}},
		"nothing sent":  {},
		"timeout":       {last: Answer{Err: fmt.Errorf("post: %w", context.DeadlineExceeded)}},
		"canceled":      {last: Answer{Err: context.Canceled}},
		"reset":         {last: Answer{Err: opError(syscall.ECONNRESET)}},
		"refused":       {last: Answer{Err: opError(syscall.ECONNREFUSED)}},
		"no such host":  {last: Answer{Err: &net.DNSError{Err: "no such host", Name: "x"}}},
		"eof":           {last: Answer{Status: 200, Err: io.ErrUnexpectedEOF}},
		"wrong: marker": {last: Answer{Status: 200}, wrong: "marker"},
		"wrong: SID is not there, at ADDRESS": {
			last: Answer{Status: 200}, wrong: "WT0123456789abcdef0123456789abcdef is not there, at 127.0.0.1:45123",
		},
		"error: dial ADDRESS: gave up after N bytes": {last: Answer{Err: errors.New("dial [::1]:45123: gave up after 48213 bytes")}},
	} {
		if got := classOf(row.last, row.wrong); got != want {
			t.Errorf("%+v is classed %q, want %q", row, got, want)
		}
	}
}

func TestExamplesSayWhatTheAnswerSaid(t *testing.T) {
	t.Parallel()
	for want, last := range map[string]Answer{
		"Task SID is not there":          {Status: 404, Body: []byte(`{"code":20404,"message":"Task WT0123456789abcdef0123456789abcdef is not there"}`)},
		"Bad Gateway":                    {Status: 502, Body: []byte("<html>")},
		"read tcp ADDRESS->ADDRESS: cut": {Err: errors.New("read tcp 127.0.0.1:4000->127.0.0.1:45123: cut")},
	} {
		if got := example(last); got != want {
			t.Errorf("%+v is shown as %q, want %q", last, got, want)
		}
	}
}

func FuzzClassesNameNoSid(f *testing.F) {
	f.Add("WT0123456789abcdef0123456789abcdef")
	f.Add("x 127.0.0.1:1 [::1]:65535 y")
	f.Add(strings.Repeat("é", 300))
	secret := regexp.MustCompile(`\b[A-Z]{2}[0-9a-fA-F]{32}\b|\d{3,}`)
	f.Fuzz(func(t *testing.T, text string) {
		class := classOf(Answer{Status: 200}, text)
		if text != "" && (secret.MatchString(class) || len([]rune(class)) > len("wrong: ")+60) {
			t.Errorf("%q is classed %q", text, class)
		}
	})
}
