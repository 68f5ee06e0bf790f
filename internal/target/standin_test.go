package target

import (
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// newMock is a mock target with the stand-in itself, closed when the test ends.
func newMock(t testing.TB, config MockConfig) *Mock {
	t.Helper()
	mock, err := NewMock(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = mock.Close() })
	return mock
}

// centre makes a workspace with a task in a queue that has no worker.
func centre(t testing.TB, a *Account) (workspace, task string) {
	t.Helper()
	api := a.Client().TaskrouterV1
	ws, err := api.CreateWorkspace((&taskrouter.CreateWorkspaceParams{}).SetFriendlyName("Support"))
	if err != nil {
		t.Fatal(err)
	}
	queue, err := api.CreateTaskQueue(*ws.Sid, (&taskrouter.CreateTaskQueueParams{}).SetFriendlyName("Everyone"))
	if err != nil {
		t.Fatal(err)
	}
	flow, err := api.CreateWorkflow(*ws.Sid, (&taskrouter.CreateWorkflowParams{}).SetFriendlyName("Assign").
		SetConfiguration(`{"task_routing":{"default_filter":{"queue":"`+*queue.Sid+`"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	made, err := api.CreateTask(*ws.Sid, (&taskrouter.CreateTaskParams{}).SetWorkflowSid(*flow.Sid).SetAttributes(`{"language":"en"}`))
	if err != nil {
		t.Fatal(err)
	}
	return *ws.Sid, *made.Sid
}

func TestAStandInIsManagedWhileTwilioGoPlays(t *testing.T) {
	t.Parallel()
	account := open(t, newMock(t, MockConfig{Seed: 1, Strict: true}))
	ctx := t.Context()
	began, err := account.Now(ctx)
	if err != nil {
		t.Fatal(err)
	}
	ws, task := centre(t, account)
	ended := (&taskrouter.UpdateTaskParams{}).SetAssignmentStatus("canceled").SetReason("gave up")
	if _, err := account.Client().TaskrouterV1.UpdateTask(ws, task, ended); err != nil {
		t.Fatal(err)
	}
	if err := account.Advance(ctx, 90*time.Second); err != nil {
		t.Fatal(err)
	}
	if now, err := account.Now(ctx); err != nil || now.Sub(began) != 90*time.Second {
		t.Errorf("got %s and %v, want 90 s after %s", now, err, began)
	}
	if err := fetch(account, ws, task); err != nil {
		t.Errorf("after 90 s: got %v, want the canceled task still there", err)
	}
	if err := account.Advance(ctx, 31*time.Second); err != nil {
		t.Fatal(err)
	}
	if got := status(fetch(account, ws, task)); got != 404 {
		t.Errorf("after 121 s: got status %d, want 404", got)
	}
	shown, err := account.Insights(ctx)
	if err != nil || len(shown.Segments) == 0 || shown.Segments[0].TaskSid != task {
		t.Errorf("got Insights %+v and %v, want a segment of %s", shown, err, task)
	}
	lines, err := account.History(ctx, 100)
	if err != nil || !strings.Contains(strings.Join(lines, "\n"), "00:00:00 task.canceled "+task) {
		t.Errorf("got history %q and %v, want the task's end in it", lines, err)
	}
	if err := account.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}

func TestTheSameSeedGivesTheSameAnswers(t *testing.T) {
	t.Parallel()
	play := func() (answers []string) {
		account := open(t, newMock(t, MockConfig{Seed: 42}))
		centre(t, account)
		for _, exchange := range account.Exchanges() {
			answers = append(answers, exchange.ResponseBody)
		}
		return answers
	}
	if first, second := play(), play(); !reflect.DeepEqual(first, second) {
		t.Errorf("got\n%q\nand then\n%q", first, second)
	}
}

func TestFaultsBeforeTheStandInLeaveOneTruth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind    FaultKind
		applied bool
		is      func(error) bool
	}{
		{FaultStatus, false, func(err error) bool { return status(err) == 500 }},
		{FaultTimeout, false, isTimeout},
		{FaultReset, false, func(err error) bool { return errors.Is(err, syscall.ECONNRESET) }},
		{FaultCommitted, true, func(err error) bool { return status(err) == 500 }},
		{FaultCut, true, func(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }},
	} {
		t.Run(string(c.kind), func(t *testing.T) {
			t.Parallel()
			account := open(t, newMock(t, MockConfig{Seed: 1}))
			ws, task := centre(t, account)
			fault := Fault{
				Method: "POST", Host: "taskrouter.twilio.com", Path: "/v1/Workspaces/" + ws + "/Tasks/" + task,
				Kind: c.kind, Status: 500,
			}
			if err := account.Arm(fault); err != nil {
				t.Fatal(err)
			}
			changed := `{"language":"fr"}`
			_, err := account.Client().TaskrouterV1.UpdateTask(ws, task, (&taskrouter.UpdateTaskParams{}).SetAttributes(changed))
			if !c.is(err) {
				t.Errorf("got error %v, which is not what the fault looks like", err)
			}
			now, err := account.Client().TaskrouterV1.FetchTask(ws, task)
			if err != nil {
				t.Fatal(err)
			}
			if got := *now.Attributes == changed; got != c.applied {
				t.Errorf("got attributes %s, want the update applied: %v", *now.Attributes, c.applied)
			}
			if err := account.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
}

func TestARuleBookCorrectsTheMock(t *testing.T) {
	t.Parallel()
	mock := newMock(t, MockConfig{Rulebook: strings.NewReader("completed_task_retention: 3m\n")})
	corrections := mock.Corrections()
	if len(corrections) != 1 {
		t.Fatalf("got corrections %+v, want one", corrections)
	}
	if c := corrections[0]; c.Name != "completed_task_retention" || c.Documented == c.Used || c.Used != "3m" || len(c.Rules) == 0 {
		t.Errorf("got %+v, want completed_task_retention used as 3m", c)
	}
	account := open(t, mock)
	ws, task := centre(t, account)
	ended := (&taskrouter.UpdateTaskParams{}).SetAssignmentStatus("canceled")
	if _, err := account.Client().TaskrouterV1.UpdateTask(ws, task, ended); err != nil {
		t.Fatal(err)
	}
	if err := account.Advance(t.Context(), 2*time.Minute+time.Second); err != nil {
		t.Fatal(err)
	}
	if err := fetch(account, ws, task); err != nil {
		t.Errorf("got %v, want the task still there after two minutes", err)
	}
}

func TestARuleBookThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	got, err := Parse(t.Context(), "mock", Config{Mock: MockConfig{Rulebook: strings.NewReader("completed_task_retentoin: 3m\n")}})
	wantError(t, err, "target mock: read rule book", "completed_task_retentoin")
	if got != nil {
		t.Errorf("got target %v beside the error", got)
	}
}

func TestTheMockIsATargetByName(t *testing.T) {
	t.Parallel()
	got, err := Parse(t.Context(), "mock", Config{Mock: MockConfig{Seed: 3}})
	if err != nil {
		t.Fatal(err)
	}
	if got.Name() != "mock" {
		t.Errorf("got %q, want mock", got.Name())
	}
	account, err := got.Open(t.Context(), t.Name())
	if err != nil {
		t.Fatal(err)
	}
	if want := identify(3, t.Name(), 0).sid; account.SID != want {
		t.Errorf("got account %s, want %s", account.SID, want)
	}
	if err := got.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}

func TestStrictnessIsTheStandIns(t *testing.T) {
	t.Parallel()
	for strict, want := range map[bool]int{false: 201, true: 400} {
		account := open(t, newMock(t, MockConfig{Strict: strict}))
		body := strings.NewReader("FriendlyName=Support&FriendlyNmae=x")
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://taskrouter.twilio.com/v1/Workspaces", body)
		if err != nil {
			t.Fatal(err)
		}
		req.SetBasicAuth(account.SID, account.Token)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		res, err := account.transport.client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("strict %v: got status %d for an unknown parameter, want %d", strict, res.StatusCode, want)
		}
	}
}
