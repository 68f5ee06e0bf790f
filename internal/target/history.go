package target

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// historyEvent is one event of an account's history, as the management door tells it.
type historyEvent struct {
	Seq            uint64    `json:"seq"`
	At             time.Time `json:"at"`
	Type           string    `json:"type"`
	TaskSid        string    `json:"task_sid"`
	ReservationSid string    `json:"reservation_sid"`
	Worker         string    `json:"worker"`
	Resource       string    `json:"resource"`
	Detail         string    `json:"detail"`
}

// line is the event for people: time since the account was opened, what
// happened, to what, whose, and why.
func (h historyEvent) line(opened time.Time) string {
	words := []string{elapsed(h.At.Sub(opened)), h.Type}
	for _, sid := range []string{h.ReservationSid, h.TaskSid, h.Resource} {
		if sid != "" {
			words = append(words, sid)
			break
		}
	}
	if h.Worker != "" {
		words = append(words, strconv.Quote(h.Worker))
	}
	if h.Detail != "" {
		words = append(words, "("+h.Detail+")")
	}
	return strings.Join(words, " ")
}

// elapsed writes a span as hours, minutes and seconds, with milliseconds where
// there are any: just before a limit they are what matters.
func elapsed(span time.Duration) string {
	sign := ""
	if span < 0 {
		sign, span = "-", -span
	}
	seconds := span / time.Second
	text := fmt.Sprintf("%s%02d:%02d:%02d", sign, seconds/3600, seconds/60%60, seconds%60)
	if ms := span % time.Second / time.Millisecond; ms > 0 {
		text += fmt.Sprintf(".%03d", ms)
	}
	return text
}
