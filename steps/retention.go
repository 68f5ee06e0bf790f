package steps

import (
	"fmt"
	"strconv"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// retentionWords look for a task that the platform may have deleted.
var retentionWords = words{
	{`^the task is fetched$`, (*scenario).taskIsFetched},
	{`^the task is (still|no longer) listed$`, (*scenario).taskIsListed},
}

// answerCodeWords judge an answer by its numbers.
var answerCodeWords = words{
	{`^the answer is (\d+) with the code (\d+)$`, (*scenario).answerIs},
}

func (s *scenario) taskIsFetched() error {
	_, _, err := s.fetchTask()
	return s.tried(err)
}

func (s *scenario) taskIsListed(how string) error {
	t, err := s.named("")
	if err != nil {
		return err
	}
	all, err := s.client().TaskrouterV1.ListTask(s.workspace(), &taskrouter.ListTaskParams{})
	if err != nil {
		return fmt.Errorf("list tasks: %w", err)
	}
	listed := false
	for _, one := range all {
		listed = listed || text(one.Sid) == t.Sid
	}
	if wanted := how == "still"; listed != wanted {
		return s.mismatch("task %q is", inList(listed), inList(wanted), t.Name)
	}
	return nil
}

func inList(listed bool) string {
	if listed {
		return "in the list of tasks"
	}
	return "not in the list of tasks"
}

func (s *scenario) answerIs(status, code string) error {
	wanted := fmt.Sprintf("status %s, code %s", status, code)
	answer, err := s.judgeRefusal("refused with " + wanted)
	if err != nil {
		return err
	}
	if found := fmt.Sprintf("status %d, code %d", answer.Status, answer.Code); found != wanted {
		return s.mismatch("the request was refused with", found, wanted)
	}
	return nil
}

// count reads a number of things.
func count(number string) (int, error) {
	n, err := strconv.Atoi(number)
	if err != nil {
		return 0, fmt.Errorf("%q is no number of things: %w", number, err)
	}
	return n, nil
}
