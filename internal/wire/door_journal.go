package wire

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/flexrig/flexrig/internal/grade"
)

// readJournal gives the account's requests that are still known, oldest first,
// narrowed by what the query asks for, and how many are no longer known at all.
func (s *StandIn) readJournal(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	wanted, err := parseJournalFilter(r.URL.Query())
	if err != nil {
		return answer{}, err
	}
	requests, dropped := found.journal.read()
	return answer{status: http.StatusOK, body: struct {
		Requests []grade.Request `json:"requests"`
		Dropped  uint64          `json:"dropped"`
	}{wanted.of(requests), dropped}}, nil
}

// A journalFilter narrows a journal. What is empty does not.
type journalFilter struct {
	after     uint64 // requests with a greater number only
	last      int    // so many of the newest that are left
	operation string // Twilio's operation id, UpdateTask
	method    string
	path      string // a part of it
	task      string // sid of the task that the request is about, or that it made
	status    string // 404, or 4xx for all of its hundred
}

func parseJournalFilter(query url.Values) (journalFilter, error) {
	f := journalFilter{
		operation: query.Get("operation"), method: strings.ToUpper(query.Get("method")), path: query.Get("path"),
		task: query.Get("task"), status: query.Get("status"),
	}
	var err error
	if given := query.Get("after"); given != "" {
		if f.after, err = strconv.ParseUint(given, 10, 64); err != nil {
			return f, badRequest("after=%.60s is no request's number; say the seq of the last one that you know", given)
		}
	}
	if given := query.Get("last"); given != "" {
		if f.last, err = strconv.Atoi(given); err != nil || f.last < 1 {
			return f, badRequest("last=%.60s is no number of requests; say 1 or more", given)
		}
	}
	if f.status != "" && !isStatus(f.status) {
		return f, badRequest("status=%.60s is no status; say one such as 404, or 4xx for all of them", f.status)
	}
	return f, nil
}

// isStatus takes three digits, or one and two x.
func isStatus(text string) bool {
	digits := strings.TrimSuffix(text, "xx")
	return len(text) == 3 && digits != "" && strings.Trim(digits, "0123456789") == ""
}

func (f journalFilter) of(requests []grade.Request) []grade.Request {
	left := make([]grade.Request, 0, len(requests))
	for i := range requests {
		if f.takes(&requests[i]) {
			left = append(left, requests[i])
		}
	}
	if f.last > 0 && len(left) > f.last {
		left = left[len(left)-f.last:]
	}
	return left
}

func (f journalFilter) takes(r *grade.Request) bool {
	return r.Seq > f.after &&
		(f.operation == "" || f.operation == r.Operation) &&
		(f.method == "" || f.method == r.Method) &&
		strings.Contains(r.Path, f.path) &&
		(f.task == "" || f.task == grade.TaskIn(r.Path) || r.After != nil && r.After.Sid == f.task) &&
		strings.HasPrefix(strconv.Itoa(r.Status), strings.TrimSuffix(f.status, "xx"))
}
