package wire

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// Codes of Twilio's error dictionary that only HTTP answers with.
const (
	codeMethod   = 20004 // method not allowed
	codePaging   = 40153 // absolute paging is no longer supported
	codeTooLarge = 20413
	codeTooMany  = 20429
	codeInternal = 20500
)

// An envelope is the body of every answer of 400 and above.
type envelope struct {
	Code     int    `json:"code"`
	Message  string `json:"message"`
	MoreInfo string `json:"more_info"`
	Status   int    `json:"status"`
}

// statuses is the HTTP status of each kind of refusal.
var statuses = map[rulebook.Kind]int{
	rulebook.KindInvalid:            http.StatusBadRequest,
	rulebook.KindUnauthorized:       http.StatusUnauthorized,
	rulebook.KindNotFound:           http.StatusNotFound,
	rulebook.KindConflict:           http.StatusConflict,
	rulebook.KindPreconditionFailed: http.StatusPreconditionFailed,
	rulebook.KindUnmodelled:         http.StatusNotImplemented,
}

// An httpError is a request that HTTP itself turns down, before any rule.
type httpError struct {
	status, code int
	message      string
}

func (e *httpError) Error() string { return e.message }

// refusal makes the answer to a request that failed. An error that is no
// refusal is a fault of the stand-in; its text stays in the journal.
func refusal(err error) answer {
	status, code, message := http.StatusInternalServerError, codeInternal, "Internal Server Error"
	var refused *rulebook.Refusal
	var early *httpError
	switch {
	case errors.As(err, &refused) && statuses[refused.Kind] != 0:
		status, code, message = statuses[refused.Kind], refused.Code, refused.Message
	case errors.As(err, &early):
		status, code, message = early.status, early.code, early.message
	}
	return answer{status: status, body: envelope{Code: code, Message: message, MoreInfo: moreInfo(code), Status: status}}
}

// moreInfo is the dictionary's page for a code. The stand-in's own answers have
// no code (0), and so no page.
func moreInfo(code int) string {
	if code == 0 {
		return ""
	}
	return "https://www.twilio.com/docs/errors/" + strconv.Itoa(code)
}

// invalid refuses a request for what a parameter holds.
func invalid(format string, args ...any) error {
	return rulebook.Invalid(rulebook.CodeInvalid, format, args...)
}

// unmodelled says that the stand-in does not know what the platform may.
func unmodelled(method, host, path string) error {
	return &rulebook.Refusal{
		Kind:    rulebook.KindUnmodelled,
		Message: fmt.Sprintf("%s %s%.200s is not modelled by this stand-in", method, host, path),
	}
}
