package steps

import (
	"fmt"
	"strconv"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// trialWords are requests that are repeated until one succeeds, and what became
// of each. Here a failed request is what is looked at: no Then complains of it.
var trialWords = words{
	{`^an integration (writes the task's attributes|writes the attributes at the version that it read|creates a task|completes the task)$`, (*scenario).integrationTriesOnce},
	{`^an integration (writes the task's attributes|writes the attributes at the version that it read|creates a task|completes the task), trying up to (\d) times$`, (*scenario).integrationTries},
	{`^attempt (\d) (succeeds|fails with [45]\d\d|has no answer|has half an answer)$`, (*scenario).attemptEnded},
	{`^the attributes of (before|attempt \d) stand, (no|one|two) versions? later$`, (*scenario).attributesStand},
	{`^(no|one|two) tasks? (?:is|are) created$`, (*scenario).tasksCreated},
}

// A trial is a request that an integration sends until it succeeds. Every
// attempt carries its number, so that what the account holds afterwards tells
// which of them were carried out.
type trial struct {
	endings []string        // of each attempt, in order
	tasks   map[string]bool // the sids that were there before

	// Of the task that is updated, before the first attempt; nil where the
	// trial creates tasks.
	before *taskrouter.TaskrouterV1Task
	etag   string
}

func (s *scenario) integrationTriesOnce(deed string) error { return s.integrationTries(deed, "1") }

// integrationTries repeats the request at once: a virtual platform needs no
// patience, and how long to wait is no rule of the documents.
func (s *scenario) integrationTries(deed, most string) error {
	times, err := strconv.Atoi(most)
	if err != nil {
		return err
	}
	if s.trial, err = s.newTrial(); err != nil {
		return err
	}
	for n := 1; n <= times; n++ {
		err := s.attempt(deed, n)
		s.trial.endings = append(s.trial.endings, ending(err))
		if err == nil {
			break
		}
	}
	return s.ctx.Err()
}

// newTrial notes how things stand before the first attempt.
func (s *scenario) newTrial() (*trial, error) {
	sids, err := s.taskSids()
	if err != nil {
		return nil, err
	}
	tr := &trial{tasks: map[string]bool{}}
	for _, sid := range sids {
		tr.tasks[sid] = true
	}
	if s.task != nil {
		tr.before, tr.etag, err = s.versionOf(s.task)
	}
	return tr, err
}

func (s *scenario) attempt(deed string, n int) error {
	attributes := attributesOf(n)
	api := s.client().TaskrouterV1
	switch deed {
	case "creates a task":
		_, err := api.CreateTask(s.workspace(), (&taskrouter.CreateTaskParams{}).
			SetWorkflowSid(s.centre.WorkflowSid).SetTaskChannel("voice").SetAttributes(attributes))
		return err
	case "completes the task":
		_, err := api.UpdateTask(s.workspace(), s.task.Sid, (&taskrouter.UpdateTaskParams{}).
			SetAssignmentStatus("completed").SetReason("attempt "+strconv.Itoa(n)))
		return err
	}
	params := (&taskrouter.UpdateTaskParams{}).SetAttributes(attributes)
	if deed == "writes the attributes at the version that it read" {
		params.SetIfMatch(s.trial.etag)
	}
	_, err := api.UpdateTask(s.workspace(), s.task.Sid, params)
	return err
}

func attributesOf(n int) string { return fmt.Sprintf(`{"attempt":%d}`, n) }

func (s *scenario) attemptEnded(number, wanted string) error {
	n, err := strconv.Atoi(number)
	if err != nil {
		return err
	}
	if s.trial == nil {
		return fmt.Errorf("no integration has tried anything before this step")
	}
	found := "was not made"
	if n >= 1 && n <= len(s.trial.endings) {
		found = s.trial.endings[n-1]
	}
	if found != wanted {
		return s.mismatch("attempt %d", found, wanted, n)
	}
	if n < len(s.trial.endings) && wanted == "succeeds" {
		return s.mismatch("after attempt %d there were", fmt.Sprintf("%d more", len(s.trial.endings)-n), "none", n)
	}
	return nil
}

// attributesStand compares the attributes, and by how many versions the task is
// ahead of where it was: each update that was carried out is one.
func (s *scenario) attributesStand(of, versions string) error {
	found, etag, err := s.versionOf(s.task)
	if err != nil {
		return err
	}
	wanted := text(s.trial.before.Attributes)
	if of != "before" {
		var n int
		if _, err := fmt.Sscanf(of, "attempt %d", &n); err != nil {
			return fmt.Errorf("attempt %q: %w", of, err)
		}
		wanted = attributesOf(n)
	}
	if text(found.Attributes) != wanted {
		return s.mismatch("the attributes of task %q are", text(found.Attributes), wanted, s.task.Name)
	}
	return s.versionsLater(etag, counts[versions])
}

func (s *scenario) versionsLater(etag string, wanted int) error {
	was, err := version(s.trial.etag)
	if err != nil {
		return err
	}
	is, err := version(etag)
	if err != nil {
		return err
	}
	if is-was != wanted {
		return s.mismatch("task %q is", fmt.Sprintf("%d versions later", is-was), strconv.Itoa(wanted), s.task.Name)
	}
	return nil
}

// version reads an ETag, which is a number in quotes or without (Twilio docs,
// Mutation and conflict resolution).
func version(etag string) (int, error) {
	number := etag
	if unquoted, err := strconv.Unquote(etag); err == nil {
		number = unquoted
	}
	n, err := strconv.Atoi(number)
	if err != nil {
		return 0, fmt.Errorf("the ETag %q is no version number: %w", etag, err)
	}
	return n, nil
}

func (s *scenario) versionOf(t *task) (*taskrouter.TaskrouterV1Task, string, error) {
	found, err := s.client().TaskrouterV1.FetchTaskWithMetadata(s.workspace(), t.Sid)
	if err != nil {
		return nil, "", fmt.Errorf("fetch task %q: %w", t.Name, err)
	}
	resource := found.GetResource()
	return &resource, found.GetHeaders().Get("ETag"), nil
}

// tasksCreated counts the tasks that were not there before.
func (s *scenario) tasksCreated(number string) error {
	if s.trial == nil {
		return fmt.Errorf("no integration has tried anything before this step")
	}
	sids, err := s.taskSids()
	if err != nil {
		return err
	}
	created := 0
	for _, sid := range sids {
		if !s.trial.tasks[sid] {
			created++
		}
	}
	if wanted := counts[number]; created != wanted {
		return s.mismatch("the number of new tasks is", strconv.Itoa(created), strconv.Itoa(wanted))
	}
	return nil
}

// taskSids lists the tasks of the workspace.
func (s *scenario) taskSids() ([]string, error) {
	if s.centre == nil {
		return nil, errNoCentre
	}
	all, err := s.client().TaskrouterV1.ListTask(s.workspace(), &taskrouter.ListTaskParams{})
	if err != nil {
		return nil, fmt.Errorf("list tasks: %w", err)
	}
	var sids []string
	for _, t := range all {
		sids = append(sids, text(t.Sid))
	}
	return sids, nil
}
