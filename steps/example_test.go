package steps_test

import (
	"context"
	"fmt"
	"io"

	"github.com/cucumber/godog"
	"github.com/twilio/twilio-go"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/steps"
)

// linkTicket is what our integration does.
func linkTicket(api *twilio.RestClient, workspace, task, ticket string) error {
	attributes := fmt.Sprintf(`{"conversations":{"media":[{"type":"Referenced","title":%q,"url":"https://tickets.example/%s"}]}}`, ticket, ticket)
	_, err := api.TaskrouterV1.UpdateTask(workspace, task, (&taskrouter.UpdateTaskParams{}).SetAttributes(attributes))
	return err
}

// linksTicket lets the integration work on the scenario's own account and task.
func linksTicket(ctx context.Context, ticket string) error {
	account, err := steps.AccountOf(ctx)
	if err != nil {
		return err
	}
	centre, err := steps.CentreOf(ctx)
	if err != nil {
		return err
	}
	task, err := steps.TaskOf(ctx)
	if err != nil {
		return err
	}
	return linkTicket(account.Client(), centre.WorkspaceSid, task, ticket)
}

func cannotLinkTicket(ctx context.Context, ticket string) error {
	if err := linksTicket(ctx, ticket); err == nil {
		return fmt.Errorf("ticket %s was linked", ticket)
	}
	return nil
}

// showsTicket reads what Flex Insights shows.
func showsTicket(ctx context.Context, ticket string) error {
	account, err := steps.AccountOf(ctx)
	if err != nil {
		return err
	}
	shown, err := account.Insights(ctx)
	if err != nil {
		return err
	}
	for _, segment := range shown.Segments {
		for _, link := range segment.Media {
			if segment.Agent == "Ada" && link.Title == ticket {
				return nil
			}
		}
	}
	return fmt.Errorf("no segment of Ada's shows ticket %s", ticket)
}

// A suite of one's own: its steps beside those of this package, in one scenario
// on one account. The feature is testdata/tickets.feature.
func ExampleInitialize() {
	suite := godog.TestSuite{
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			steps.Initialize(sc)
			sc.When(`^our integration links the ticket "([^"]+)" to the call$`, linksTicket)
			sc.Then(`^our integration cannot link the ticket "([^"]+)" to the call$`, cannotLinkTicket)
			sc.Then(`^our report shows the ticket "([^"]+)" with Ada's call$`, showsTicket)
		},
		Options: &godog.Options{Paths: []string{"testdata/tickets.feature"}, Strict: true, Format: "progress", Output: io.Discard},
	}
	fmt.Println("exit status", suite.Run())
	// Output:
	// exit status 0
}
