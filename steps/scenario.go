package steps

import (
	"context"
	"errors"
	"fmt"

	"github.com/twilio/twilio-go"
	"github.com/twilio/twilio-go/client"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/fixtures"
	"github.com/flexrig/flexrig/internal/guard"
	"github.com/flexrig/flexrig/internal/target"
)

// A scenario is the state of one running example. Every example has its own,
// on an account of its own, so that no example can see another.
//
// Rules of this package's words:
//   - A Given builds; whatever refuses it fails the example.
//   - A When asks once, hands what it was told to tried, and never fails
//     because it was refused: the Thens judge the answer.
//   - A Then fetches through the API, or through the account's management door
//     what no API shows, and compares. What differs is a mismatch.
type scenario struct {
	ctx     context.Context // ends with the example or with the run
	example features.Example
	account *target.Account
	centre  *fixtures.Centre // nil until a step has built one

	tasks map[string]*task // by the example's own names: "call", "chat", "chat 2"
	task  *task            // the one that "the task" means
	chat  *chat            // the one that "the chat" and "the channel" mean

	custom custom // the custom chat channel, and what leads from it to a task

	middle *middle // what stands between a custom chat and Flex; nil until a step has started it

	recording string // the address of the platform's own recording, once looked up
	web       web    // the example's own part of the internet

	target   target.Target    // where a second account comes from
	other    *target.Account  // the second account; nil until a step needs one
	findings *[]guard.Finding // of the rig's last check; nil where it has made none
	denied   denial           // what a request without authorization was told
	aim      aim              // how the rig took the account for a real one

	// answer is what the last When was told: nil where the request was accepted.
	answer error
	// judged is set once a Then has looked at the answer.
	judged bool

	trial    *trial        // what an integration has tried, and how it went
	memories []memory      // what "nothing has changed" compares
	kind     features.Kind // what the step that is running is for
}

// client speaks to the account through twilio-go.
func (s *scenario) client() *twilio.RestClient { return s.account.Client() }

// workspace is the sid of the centre's workspace.
func (s *scenario) workspace() string { return s.centre.WorkspaceSid }

// tried takes what a When was told. A refusal is kept for the Thens to judge;
// an error that is no answer to the request fails the step. In a Given, where
// the same words build, a refusal fails as well.
func (s *scenario) tried(err error) error {
	s.answer, s.judged = nil, false
	if err == nil {
		return nil
	}
	if _, refused := refusal(err); !refused || s.kind == features.Given {
		return err
	}
	s.answer = err
	return nil
}

// unjudged is the mismatch of a refusal that no Then has looked at.
func (s *scenario) unjudged() error {
	if s.answer == nil || s.judged {
		return nil
	}
	return s.mismatch("the request was", told(s.answer), "accepted")
}

// refusal finds the platform's own answer in an error: a 4xx in Twilio's form.
// A 5xx is no refusal: the request may be a good one, and nobody knows what
// became of it.
func refusal(err error) (*client.TwilioRestError, bool) {
	var answer *client.TwilioRestError
	if errors.As(err, &answer) && answer.Status >= 400 && answer.Status < 500 {
		return answer, true
	}
	return nil, false
}

// named gives the task that an example calls by name, and the current one for
// the empty name.
func (s *scenario) named(name string) (*task, error) {
	if name == "" {
		if s.task == nil {
			return nil, fmt.Errorf("no task has been created before this step")
		}
		return s.task, nil
	}
	if t, ok := s.tasks[name]; ok {
		return t, nil
	}
	return nil, fmt.Errorf("no task %q has been created before this step", name)
}

// holds makes a task the current one and gives it its name: what it is, with a
// number from the second on.
func (s *scenario) holds(what, sid string) *task {
	name := what
	for n := 2; s.tasks[name] != nil; n++ {
		name = fmt.Sprintf("%s %d", what, n)
	}
	s.task = &task{Name: name, Sid: sid}
	s.tasks[name] = s.task
	return s.task
}
