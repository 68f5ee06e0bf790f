package grade

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// judgeRefusals looks for requests that the account could make nothing of, and
// for paths that the stand-in does not have.
func judgeRefusals(j *judge) {
	for i := range j.Requests {
		r := &j.Requests[i]
		switch {
		case r.Status == http.StatusNotImplemented:
			j.see(Unmodelled, Note, r.Method+r.Host+anySid.ReplaceAllString(r.Path, "$1…"), r, "%s %s%s is not modelled", r.Method, r.Host, r.Path)
		case r.Status == http.StatusBadRequest && r.Operation != "UpdateInteractionChannel" && r.Fault == "":
			j.see(Refused, Note, r.Operation+strconv.Itoa(r.Code), r, "%s was refused with code %d%s", operation(r), r.Code, said(r.Message))
		}
	}
}

// anySid is a sid wherever it stands in a path.
var anySid = regexp.MustCompile(`\b([A-Z]{2})[0-9a-fA-F]{32}\b`)

func said(message string) string {
	if message == "" {
		return ""
	}
	return ": " + message
}

// judgeParameters tells of the parameters that the API ignored.
func judgeParameters(j *judge) {
	for i := range j.Requests {
		r := &j.Requests[i]
		for _, note := range r.Notes {
			switch {
			case strings.HasPrefix(note, UnknownParameterNote):
				j.see(UnknownParameter, Note, r.Operation+note, r, "%s was sent an %s", operation(r), note)
			case strings.HasSuffix(note, UnreadParameterNote):
				j.see(UnreadParameter, Note, r.Operation+note, r, "%s: %s", operation(r), note)
			}
		}
	}
}

// How the journal's notes on parameters begin and end.
const (
	UnknownParameterNote = "unknown parameter "
	UnreadParameterNote  = " changes nothing on this stand-in"
)
