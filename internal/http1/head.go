package http1

import (
	"net/http"
	"net/textproto"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"

	"github.com/flexrig/flexrig/internal/clock"
)

// appendHead writes status line and headers: the handler's by name, and then what
// it has left to the server.
func (w *reply) appendHead(to []byte) []byte {
	to = w.appendFields(appendStatus(to, w.request, w.status))
	if _, given := w.header["Content-Type"]; !given && len(w.body) > 0 && w.header.Get("Content-Encoding") == "" {
		to = appendField(to, "Content-Type", http.DetectContentType(w.body))
	}
	if _, given := w.header["Date"]; !given {
		to = appendField(to, "Date", clock.Wall{}.Now().Format(http.TimeFormat))
	}
	return append(w.appendConnection(to), "\r\n"...)
}

// appendConnection says whether the connection ends, where the handler has not and the
// client's version does not say so by itself.
func (w *reply) appendConnection(to []byte) []byte {
	_, given := w.header["Connection"]
	switch since11 := w.request.ProtoAtLeast(1, 1); {
	case w.last && since11 && !w.saysClose():
		return append(to, "Connection: close\r\n"...)
	case !w.last && !since11 && !given:
		return append(to, "Connection: keep-alive\r\n"...)
	}
	return to
}

// saysClose tells whether the handler has said that the connection ends.
func (w *reply) saysClose() bool {
	given := w.header["Connection"]
	return len(given) > 0 && httpguts.HeaderValuesContainsToken(given[:1], "close")
}

func appendStatus(to []byte, r *http.Request, status int) []byte {
	protocol := "HTTP/1.1 "
	if !r.ProtoAtLeast(1, 1) {
		protocol = "HTTP/1.0 "
	}
	to = append(to, protocol...)
	to = strconv.AppendInt(to, int64(status), 10)
	to = append(to, ' ')
	if text := http.StatusText(status); text != "" {
		to = append(to, text...)
	} else {
		to = append(append(to, "status code "...), strconv.Itoa(status)...)
	}
	return append(to, "\r\n"...)
}

// suppressed tells of a header that this answer must not have, or that the server
// writes itself.
func (w *reply) suppressed(name string) bool {
	switch name {
	case "Transfer-Encoding":
		return true
	case "Connection":
		return w.last && !w.saysClose()
	case "Content-Length":
		return !bodyAllowed(w.status)
	case "Content-Type":
		return w.status == http.StatusNotModified
	}
	return false
}

// appendField writes one header. A line's end in a value would begin another header.
func appendField(to []byte, name, value string) []byte {
	to = append(append(to, name...), ": "...)
	start := len(to)
	to = append(to, textproto.TrimString(value)...)
	if strings.IndexByte(value, '\n') >= 0 || strings.IndexByte(value, '\r') >= 0 {
		for i := start; i < len(to); i++ {
			if to[i] == '\r' || to[i] == '\n' {
				to[i] = ' '
			}
		}
	}
	return append(to, "\r\n"...)
}

// appendFields writes the handler's headers.
func (w *reply) appendFields(to []byte) []byte {
	if w.names.mayBeOf(w.header) {
		if all, ok := w.appendNamed(to); ok {
			return all
		}
	}
	w.names.take(w.header)
	all, _ := w.appendNamed(to)
	return all
}

// appendNamed writes the headers by their names, and tells whether they have all of
// those names.
func (w *reply) appendNamed(to []byte) (all []byte, ok bool) {
	for _, name := range w.names.sorted {
		values, there := w.header[name]
		if !there {
			return to, false
		}
		if w.suppressed(name) {
			continue
		}
		for _, value := range values {
			to = appendField(to, name, value)
		}
	}
	return to, true
}

// names are the names of a header in their order. One connection's answers mostly
// have the same, so that they need not be sorted each time.
type names struct {
	sorted []string
	usable bool // whether they may be those of the next header: none of it was left out
}

// mayBeOf tells whether a header has as many names, of which none was left out.
func (n *names) mayBeOf(header http.Header) bool {
	return n.usable && len(n.sorted) == len(header)
}

// take takes the names of a header, but for those that are none.
func (n *names) take(header http.Header) {
	n.sorted = n.sorted[:0]
	for name := range header {
		if httpguts.ValidHeaderFieldName(name) {
			n.sorted = append(n.sorted, name)
		}
	}
	slices.Sort(n.sorted)
	n.usable = len(n.sorted) == len(header)
}
