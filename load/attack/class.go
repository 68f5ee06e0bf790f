package attack

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"unicode/utf8"

	"github.com/tidwall/gjson"
)

// The classes of errors that have no status.
const (
	timedOut = "timeout"
	reset    = "reset"
	refused  = "refused"
	cut      = "eof"
	canceled = "canceled"
	unknown  = "no such host"
	silent   = "nothing sent"
	others   = "others"
)

// mostClasses is how many classes of errors and kinds of operations are told
// apart; the rest are others.
const mostClasses = 100

// classOf names what a hit's error has in common with its like: no sid, no port.
// It is empty for a success.
func classOf(last Answer, wrong string) string {
	switch {
	case wrong != "":
		return "wrong: " + shorten(redact(wrong), 60)
	case last.Err != nil:
		return classOfError(last.Err)
	case last.OK():
		return ""
	case last.Status == 0:
		return silent
	case last.Code != 0:
		return strconv.Itoa(last.Status) + " " + strconv.Itoa(last.Code)
	}
	return strconv.Itoa(last.Status)
}

func classOfError(err error) string {
	var network net.Error
	var name *net.DNSError
	switch {
	case errors.Is(err, context.Canceled):
		return canceled
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return timedOut
	case errors.Is(err, syscall.ECONNREFUSED):
		return refused
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return reset
	case errors.As(err, &name):
		return unknown
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), strings.Contains(err.Error(), "server closed idle connection"):
		return cut
	}
	return "error: " + shorten(redact(err.Error()), 60)
}

// gone tells whether a class says that nobody is there.
func gone(class string) bool {
	return class == refused || class == reset || class == unknown || class == cut
}

// example is what an error of a class says, for people.
func example(last Answer) string {
	if last.Err != nil {
		return shorten(redact(last.Err.Error()), 200)
	}
	if message := gjson.GetBytes(last.Body, "message"); message.Type == gjson.String {
		return shorten(redact(message.String()), 200)
	}
	if last.Status != 0 {
		return http.StatusText(last.Status)
	}
	return ""
}

var (
	sid     = regexp.MustCompile(`\b[A-Z]{2}[0-9a-fA-F]{32}\b`)
	address = regexp.MustCompile(`(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-fA-F:]+\]|localhost):\d+`)
	number  = regexp.MustCompile(`\d{3,}`)
)

// redact leaves out what differs from one hit to the next.
func redact(text string) string {
	text = sid.ReplaceAllString(text, "SID")
	text = address.ReplaceAllString(text, "ADDRESS")
	return number.ReplaceAllString(text, "N")
}

func shorten(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}
