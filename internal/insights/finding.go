package insights

import (
	"fmt"
	"strconv"
)

// How much a finding matters.
const (
	SeverityError   = "error"   // something is not shown at all
	SeverityWarning = "warning" // something cannot be reached where it stands, or is not loaded as it was written
	SeverityNote    = "note"    // something has no effect
)

// A Finding is something in the attributes that will not work as its author
// must have meant it.
type Finding struct {
	Rule      string `json:"rule"`     // CM-12
	Severity  string `json:"severity"` // error, warning or note
	TaskSid   string `json:"task_sid,omitempty"`
	WorkerSid string `json:"worker_sid,omitempty"` // of an agent's own attributes
	Path      string `json:"path"`                 // conversations.media[1].start_time; of the field that is missing, where one is
	Message   string `json:"message"`              // what is wrong, then what to do
}

// findings gathers what is wrong with one task's or worker's attributes, each
// thing once however many segments it shows on.
type findings struct {
	task, worker string
	list         []Finding
	once         map[place]bool
}

// A place is where a finding that several segments share was made.
type place struct{ rule, path string }

func (f *findings) add(severity, rule, path, format string, args ...any) {
	f.list = append(f.list, Finding{
		Rule: rule, Severity: severity, TaskSid: f.task, WorkerSid: f.worker, Path: path,
		Message: fmt.Sprintf(format, args...),
	})
}

func (f *findings) error(rule, path, format string, args ...any) {
	f.add(SeverityError, rule, path, format, args...)
}

// warnOnce adds a warning unless the rule has one at the path already.
func (f *findings) warnOnce(rule, path, format string, args ...any) {
	at := place{rule, path}
	if f.once[at] {
		return
	}
	if f.once == nil {
		f.once = map[place]bool{}
	}
	f.once[at] = true
	f.add(SeverityWarning, rule, path, format, args...)
}

// member writes the path of an object's member. A key that dots or brackets
// would make ambiguous is quoted: reservation_attributes["a.b"]. Members of the
// attributes themselves have no path in front.
func member(path, key string) string {
	if !plainKey(key) {
		return path + "[" + strconv.Quote(key) + "]"
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

// element writes the path of a list's element, counted from 0.
func element(path string, index int) string {
	return path + "[" + strconv.Itoa(index) + "]"
}

func plainKey(key string) bool {
	for _, c := range []byte(key) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '_', c == '-':
		default:
			return false
		}
	}
	return key != ""
}

// jsonKind names what a decoded JSON value is, for messages.
func jsonKind(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case string:
		return "text"
	case bool:
		return "a boolean"
	case float64:
		return "a number"
	case []any:
		return "a list"
	}
	return "an object"
}
