package steps

import (
	"fmt"
	"time"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/fixtures"
)

// reasonWords are about why a task ended, which may be that it waited too long.
var reasonWords = words{
	{`^a call (?:arrives )?that waits for at most (\S+)$`, (*scenario).callWaitsAtMost},
	{`^the task is given the reason "([^"]+)"$`, (*scenario).givesReason},
	{`^the task's reason is "([^"]+)"$`, (*scenario).reasonIs},
	{`^the task has no reason$`, func(s *scenario) error { return s.reasonIs("") }},
}

// givesReason sends a reason and no status with it.
func (s *scenario) givesReason(reason string) error {
	t, err := s.named("")
	if err != nil {
		return err
	}
	_, err = s.client().TaskrouterV1.UpdateTask(s.workspace(), t.Sid, (&taskrouter.UpdateTaskParams{}).SetReason(reason))
	return s.tried(err)
}

// reasonIs takes null and an empty text for no reason.
func (s *scenario) reasonIs(reason string) error {
	t, found, err := s.fetchTask()
	if err != nil {
		return err
	}
	if text(found.Reason) != reason {
		return s.mismatch("task %q ended with the reason", inQuotesOr(text(found.Reason), "none"), inQuotesOr(reason, "none"), t.Name)
	}
	return nil
}

// callWaitsAtMost creates a call with a timeout of its own, while nobody is
// there to take it.
func (s *scenario) callWaitsAtMost(span string) error {
	timeout, err := parseSpan(span)
	if err != nil {
		return err
	}
	if timeout%time.Second != 0 {
		return fmt.Errorf("a call waits for whole seconds, not for %s", span)
	}
	call, err := fixtures.Payload("incoming call")
	if err != nil {
		return err
	}
	if err := s.only(); err != nil {
		return err
	}
	return s.tried(s.taskArrives("call", (&taskrouter.CreateTaskParams{}).SetTaskChannel("voice").
		SetAttributes(call.JSON).SetTimeout(int(timeout/time.Second))))
}
