package steps

import (
	"fmt"
	"time"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// workflowWords are about the centre's workflow, which says how long an offer
// waits for its agent.
var workflowWords = words{
	{`^the workflow is set to let an offer wait for (\S+)$`, (*scenario).letsOffersWait},
	{`^the workflow lets an offer wait for (\S+)$`, (*scenario).offersWait},
}

// letsOffersWait is a When.
func (s *scenario) letsOffersWait(span string) error {
	if s.centre == nil {
		return errNoCentre
	}
	wait, err := parseSpan(span)
	if err != nil {
		return err
	}
	if wait%time.Second != 0 {
		return fmt.Errorf("an offer waits for whole seconds, not for %s", span)
	}
	_, err = s.client().TaskrouterV1.UpdateWorkflow(s.workspace(), s.centre.WorkflowSid,
		(&taskrouter.UpdateWorkflowParams{}).SetTaskReservationTimeout(int(wait/time.Second)))
	return s.tried(err)
}

func (s *scenario) offersWait(span string) error {
	wanted, err := parseSpan(span)
	if err != nil {
		return err
	}
	found, err := s.offerWait()
	if err != nil {
		return err
	}
	if found != wanted {
		return s.mismatch("the workflow lets an offer wait for", found.String(), wanted.String())
	}
	return nil
}

// offerWait is how long the centre's workflow says that an offer waits.
func (s *scenario) offerWait() (time.Duration, error) {
	if s.centre == nil {
		return 0, errNoCentre
	}
	found, err := s.client().TaskrouterV1.FetchWorkflow(s.workspace(), s.centre.WorkflowSid)
	if err != nil {
		return 0, fmt.Errorf("fetch the workflow: %w", err)
	}
	return time.Duration(found.TaskReservationTimeout) * time.Second, nil
}
