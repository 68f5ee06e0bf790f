package steps

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/cucumber/godog"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/fixtures"
)

// guestSuite plays a feature as somebody else's suite would.
func guestSuite(t *testing.T, feature string, own func(*godog.ScenarioContext)) (status int, output string) {
	t.Helper()
	var text bytes.Buffer
	status = godog.TestSuite{
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			Initialize(sc, fixtures.Strict())
			if own != nil {
				own(sc)
			}
		},
		Options: &godog.Options{
			Format: "pretty", Output: &text, NoColors: true, Strict: true, Concurrency: 4,
			FeatureContents: []godog.Feature{{Name: "own.feature", Contents: []byte(feature)}},
		},
	}.Run()
	return status, text.String()
}

func TestAGuestsScenarioFailsAsOursDo(t *testing.T) {
	for _, row := range []struct {
		name, steps string
		says        string // empty where the scenario holds
	}{
		{"what holds", `Given the contact centre "one queue, one agent"
			And a call that "Ada" has accepted
			When the task is completed
			Then the task is completed`, ""},
		{"a mismatch", `Given the contact centre "one queue, one agent"
			And a call that "Ada" has accepted
			Then the task is completed`, `task "call" is assigned, want completed`},
		{"a refusal that nobody looks at", `Given the contact centre "one queue, one agent"
			And a call waiting in the queue
			When the task is completed`, "the request was"},
		{"a fault that does not happen", `Given the contact centre "one queue, one agent"
			And a call that "Ada" has accepted
			And the next update of the task times out`, "happened 0 of 1 times"},
		{"an unknown step", `Given the moon is full`, "undefined"},
	} {
		t.Run(row.name, func(t *testing.T) {
			status, output := guestSuite(t, "Feature: own\n  Scenario: one\n    "+row.steps+"\n", nil)
			if held := status == 0; held != (row.says == "") || !strings.Contains(output, row.says) {
				t.Errorf("status %d, want %q in\n%s", status, row.says, output)
			}
		})
	}
}

func TestAGuestsTaskIsTheOneThatOurWordsMean(t *testing.T) {
	status, output := guestSuite(t, `Feature: own
  Scenario: a task of our own
    Given the contact centre "one queue, one agent"
    And a task of our own
    Then the task is reserved
    And it is the task that we have made
`, func(sc *godog.ScenarioContext) {
		var made string
		sc.Given(`^a task of our own$`, func(ctx context.Context) error {
			account, err := AccountOf(ctx)
			centre, none := CentreOf(ctx)
			if err := errors.Join(err, none); err != nil {
				return err
			}
			task, err := account.Client().TaskrouterV1.CreateTask(centre.WorkspaceSid,
				(&taskrouter.CreateTaskParams{}).SetWorkflowSid(centre.WorkflowSid))
			if err != nil {
				return err
			}
			made = *task.Sid
			return SetTask(ctx, "call", made)
		})
		sc.Then(`^it is the task that we have made$`, func(ctx context.Context) error {
			if sid, err := TaskOf(ctx); err != nil || sid != made {
				return errors.Join(err, errors.New("it is "+sid+", want "+made))
			}
			return nil
		})
	})
	if status != 0 {
		t.Errorf("status %d\n%s", status, output)
	}
}

func TestEveryGuestHasAnAccountToThemselves(t *testing.T) {
	found := make(chan string, 2)
	status, output := guestSuite(t, `Feature: own
  Scenario: one
    Given an account
  Scenario: two
    Given an account
`, func(sc *godog.ScenarioContext) {
		sc.Given(`^an account$`, func(ctx context.Context) error {
			account, err := AccountOf(ctx)
			if err != nil {
				return err
			}
			if again := fixtures.In(ctx); again == nil || again.SID != account.SID {
				return errors.New("fixtures.In gives another account")
			}
			found <- account.SID
			return nil
		})
	})
	if status != 0 {
		t.Fatalf("status %d\n%s", status, output)
	}
	if one, two := <-found, <-found; one == two {
		t.Errorf("both scenarios are on account %s", one)
	}
}

func TestOutsideOfAScenarioThereIsNothingToFind(t *testing.T) {
	t.Parallel()
	_, noAccount := AccountOf(t.Context())
	_, noCentre := CentreOf(t.Context())
	_, noTask := TaskOf(t.Context())
	for _, err := range []error{noAccount, noCentre, noTask, SetTask(t.Context(), "call", "WT1")} {
		if err == nil || !strings.Contains(err.Error(), "steps.Initialize") {
			t.Errorf("got %v, want what to do", err)
		}
	}
}
