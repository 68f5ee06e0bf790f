package steps

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"syscall"

	"github.com/twilio/twilio-go/client"

	"github.com/flexrig/flexrig/internal/target"
)

// faultWords make coming requests fail on their way.
var faultWords = words{
	{`^the next (update of the task|creation of a task) (is turned away|is carried out but answered) with ([45]\d\d)$`, (*scenario).nextAnswered},
	{`^the next (update of the task|creation of a task) (times out|is reset|is carried out and its answer cut short)$`, (*scenario).nextFails},
	{`^the next (\d) (updates of the task|creations of a task) are turned away with ([45]\d\d)$`, (*scenario).nextTurnedAway},
}

// failures are the sorts of fault by the words of the features.
var failures = map[string]target.FaultKind{
	"is turned away":              target.FaultStatus,
	"is carried out but answered": target.FaultCommitted,
	"times out":                   target.FaultTimeout,
	"is reset":                    target.FaultReset,
	"is carried out and its answer cut short": target.FaultCut,
}

func (s *scenario) nextAnswered(what, failure, status string) error {
	code, err := strconv.Atoi(status)
	if err != nil {
		return err
	}
	return s.arm(what, target.Fault{Kind: failures[failure], Status: code})
}

func (s *scenario) nextFails(what, failure string) error {
	return s.arm(what, target.Fault{Kind: failures[failure]})
}

func (s *scenario) nextTurnedAway(times, what, status string) error {
	n, err := strconv.Atoi(times)
	if err != nil {
		return err
	}
	code, err := strconv.Atoi(status)
	if err != nil {
		return err
	}
	return s.arm(what, target.Fault{Kind: target.FaultStatus, Status: code, Times: n})
}

// arm makes coming updates of the current task, or creations of tasks, fail.
func (s *scenario) arm(what string, fault target.Fault) error {
	if s.centre == nil {
		return errNoCentre
	}
	fault.Method, fault.Host = "POST", "taskrouter.twilio.com"
	fault.Path = "/v1/Workspaces/" + s.workspace() + "/Tasks"
	if strings.HasPrefix(what, "update") {
		t, err := s.named("")
		if err != nil {
			return err
		}
		fault.Path += "/" + t.Sid
	}
	return s.account.Arm(fault)
}

// ending says in the words of the features how a request ended.
func ending(err error) string {
	var answer *client.TwilioRestError
	var network net.Error
	switch {
	case err == nil:
		return "succeeds"
	case errors.As(err, &answer):
		return fmt.Sprintf("fails with %d", answer.Status)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "has half an answer"
	case errors.Is(err, syscall.ECONNRESET), errors.As(err, &network) && network.Timeout():
		return "has no answer"
	}
	return "ends otherwise: " + err.Error()
}
