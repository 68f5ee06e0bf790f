package steps

import (
	"errors"
	"fmt"
	"strings"

	core "github.com/twilio/twilio-go/rest/api/v2010"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/fixtures"
	"github.com/flexrig/flexrig/internal/target"
)

// admissionWords aim the rig at the example's account as if it were a real one,
// on which not everything may be tried.
var admissionWords = words{
	{`^the account is called "([^"]+)"$`, (*scenario).accountIsCalled},
	{`^an agent is at work in another workspace$`, (*scenario).workElsewhere},
	{`^the rig is aimed at the account while (the account|no account|another account|half an account) is named as the test account$`, (*scenario).rigIsAimed},
	{`^the rig admits the account$`, (*scenario).rigAdmits},
	{`^the rig refuses the account, saying "([^"]+)"$`, (*scenario).rigRefuses},
	{`^nothing has been written to the account$`, (*scenario).nothingWritten},
}

// An aim is one time that the rig took the account for a real one.
type aim struct {
	taken    bool
	refusal  error // nil where it was admitted
	requests int   // how many had been sent before
}

func (s *scenario) accountIsCalled(name string) error {
	if err := s.account.Own("give it a name"); err != nil {
		return err
	}
	_, err := s.client().Api.UpdateAccount(s.account.SID, (&core.UpdateAccountParams{}).SetFriendlyName(name))
	if err != nil {
		return s.tried(fmt.Errorf("call the account %q: %w", name, err))
	}
	return s.tried(nil)
}

// workElsewhere lets an agent of a second workspace accept a task there.
func (s *scenario) workElsewhere() error {
	centre, err := fixtures.Build(s.client(), s.centre.Name, s.account.Prefix()+"second ")
	if err != nil {
		return err
	}
	api := s.client().TaskrouterV1
	made, err := api.CreateTask(centre.WorkspaceSid, (&taskrouter.CreateTaskParams{}).SetWorkflowSid(centre.WorkflowSid))
	if err != nil {
		return fmt.Errorf("create a task in another workspace: %w", err)
	}
	offers, err := api.ListTaskReservation(centre.WorkspaceSid, text(made.Sid), nil)
	if err != nil {
		return fmt.Errorf("list the reservations of a task in another workspace: %w", err)
	}
	if len(offers) != 1 {
		return fmt.Errorf("the task in another workspace is offered to %d agents, want one", len(offers))
	}
	_, err = api.UpdateTaskReservation(centre.WorkspaceSid, text(made.Sid), text(offers[0].Sid),
		(&taskrouter.UpdateTaskReservationParams{}).SetReservationStatus("accepted"))
	return err
}

func (s *scenario) rigIsAimed(named string) error {
	if err := s.account.Own("look at all that goes on there"); err != nil {
		return err
	}
	sid := map[string]string{
		"the account": s.account.SID, "no account": "",
		"another account": "AC" + strings.Repeat("0", 32), "half an account": s.account.SID[:17],
	}[named]
	s.aim = aim{taken: true, requests: len(s.account.Exchanges())}
	err := s.account.Admit(s.ctx, sid)
	if err != nil && !errors.Is(err, target.ErrNotAdmitted) {
		return err
	}
	s.aim.refusal = err
	return s.tried(nil)
}

func (s *scenario) rigAdmits() error {
	if !s.aim.taken {
		return errNotAimed
	}
	if s.aim.refusal != nil {
		return s.mismatch("the rig has", s.aim.refusal.Error(), "admitted the account")
	}
	return nil
}

var errNotAimed = errors.New("the rig has not been aimed at the account before this step")

func (s *scenario) rigRefuses(part string) error {
	if !s.aim.taken {
		return errNotAimed
	}
	if s.aim.refusal == nil {
		return s.mismatch("the rig has", "admitted the account", "refused it")
	}
	if !strings.Contains(s.aim.refusal.Error(), part) {
		return s.mismatch("the rig has", s.aim.refusal.Error(), inQuotes(part)+" in it")
	}
	return nil
}

// nothingWritten looks at every request that was sent since the rig was aimed.
func (s *scenario) nothingWritten() error {
	if !s.aim.taken {
		return errNotAimed
	}
	for _, sent := range s.account.Exchanges()[s.aim.requests:] {
		if sent.Method != "GET" {
			return s.mismatch("the rig sent", sent.Method+" "+sent.URL, "reads alone")
		}
	}
	return nil
}
