package target

import (
	"context"
	"errors"
	"fmt"

	"github.com/twilio/twilio-go"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/internal/guard"
)

// ErrNotAdmitted is why nothing is tried on an account, as against a request
// about it that failed.
var ErrNotAdmitted = errors.New("refused account")

// Admit refuses a real account on which nothing may be tried: one that nobody
// has named as a test account, one that is named and looks like production all
// the same. It comes before the first write, and all that it sends is reads. The
// error says what is wrong and what to do.
//
// named is the value of FLEXRIG_TEST_ACCOUNT.
func Admit(ctx context.Context, g guard.Guard, client *twilio.RestClient, sid, named string) error {
	if err := g.Named(sid, named); err != nil {
		return fmt.Errorf("%w: %w", ErrNotAdmitted, err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	account, err := client.Api.FetchAccount(sid)
	if err != nil {
		return fmt.Errorf("look at account %s before anything is tried on it: %w", sid, err)
	}
	name := ""
	if account.FriendlyName != nil {
		name = *account.FriendlyName
	}
	if err := g.Called(name); err != nil {
		return fmt.Errorf("%w: %w", ErrNotAdmitted, err)
	}
	return admitIdle(ctx, g, client)
}

// admitIdle refuses an account on which agents are at work.
func admitIdle(ctx context.Context, g guard.Guard, client *twilio.RestClient) error {
	workspaces, err := client.TaskrouterV1.ListWorkspace(nil)
	if err != nil {
		return fmt.Errorf("list the account's workspaces before anything is tried on it: %w", err)
	}
	if g.FirstWorkspaceOnly {
		workspaces = workspaces[:min(1, len(workspaces))]
	}
	for _, workspace := range workspaces {
		for _, status := range g.BusyStatuses {
			if err := ctx.Err(); err != nil {
				return err
			}
			found, err := client.TaskrouterV1.ListTask(*workspace.Sid,
				(&taskrouter.ListTaskParams{}).SetAssignmentStatus([]string{status}).SetLimit(1))
			if err != nil {
				return fmt.Errorf("list the tasks of workspace %s before anything is tried on it: %w", *workspace.Sid, err)
			}
			if err := g.Busy(*workspace.FriendlyName, len(found), status); err != nil {
				return fmt.Errorf("%w: %w", ErrNotAdmitted, err)
			}
		}
	}
	return nil
}

// Admit aims the rig at the account as if it were a real one.
func (a *Account) Admit(ctx context.Context, named string) error {
	return Admit(ctx, a.Guard(), a.Client(), a.SID, named)
}
