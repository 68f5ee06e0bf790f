package target

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/h2non/gock"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// onCreate is a fault on creating a task in a workspace.
func onCreate(ws string, kind FaultKind) Fault {
	return Fault{Method: "POST", Host: "taskrouter.twilio.com", Path: "/v1/Workspaces/" + ws + "/Tasks", Kind: kind}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout() && errors.Is(err, context.DeadlineExceeded)
}

func TestAFaultIsWhatTwilioGoSeesAndWhetherTheRequestWasProcessed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		fault     Fault
		is        func(error) bool
		processed int
	}{
		{"status", Fault{Kind: FaultStatus, Status: 429}, func(err error) bool { return status(err) == 429 }, 0},
		{"timeout", Fault{Kind: FaultTimeout}, isTimeout, 0},
		{"reset", Fault{Kind: FaultReset}, func(err error) bool { return errors.Is(err, syscall.ECONNRESET) }, 0},
		{"committed", Fault{Kind: FaultCommitted, Status: 500}, func(err error) bool { return status(err) == 500 }, 1},
		{"cut", Fault{Kind: FaultCut}, func(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			mock, fake := fakeMock(t)
			account := open(t, mock)
			fault := onCreate("WS1", c.fault.Kind)
			fault.Status, fault.Times = c.fault.Status, 2
			if err := account.Arm(fault); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			for i := range 2 {
				if err := create(account, "WS1"); !c.is(err) {
					t.Errorf("request %d: got error %v, which is not what a %s looks like", i+1, err, c.name)
				}
			}
			if err := create(account, "WS1"); err != nil {
				t.Errorf("third request: got error %v, want the fault to be over", err)
			}
			if got, want := fake.processed(account.SID), 2*c.processed+1; got != want {
				t.Errorf("got %d of 3 requests processed, want %d", got, want)
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %s, want nothing to be waited for", took)
			}
			if err := account.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
}

func TestTheAnswerOfAFaultHasTwiliosForm(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		fault Fault
		body  string
	}{
		{
			"a code and a message of its own",
			Fault{Kind: FaultStatus, Status: 400, Code: 20001, Message: "Cannot complete task"},
			`{"code":20001,"message":"Cannot complete task","more_info":"https://www.twilio.com/docs/errors/20001","status":400}`,
		},
		{
			"neither",
			Fault{Kind: FaultStatus, Status: 429},
			`{"code":20429,"message":"Too Many Requests","more_info":"https://www.twilio.com/docs/errors/20429","status":429}`,
		},
		{
			"over a processed request",
			Fault{Kind: FaultCommitted, Status: 503},
			`{"code":20503,"message":"Service Unavailable","more_info":"https://www.twilio.com/docs/errors/20503","status":503}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			mock, _ := fakeMock(t)
			account := open(t, mock)
			c.fault.Method, c.fault.Host, c.fault.Path = "POST", "taskrouter.twilio.com", "/v1/Workspaces/WS1/Tasks"
			if err := account.Arm(c.fault); err != nil {
				t.Fatal(err)
			}
			if got := status(create(account, "WS1")); got != c.fault.Status {
				t.Errorf("got status %d, want %d", got, c.fault.Status)
			}
			seen := account.Exchanges()[0]
			if seen.ResponseBody != c.body {
				t.Errorf("got body %s, want %s", seen.ResponseBody, c.body)
			}
			want := http.Header{"Content-Type": {"application/json"}, "Content-Length": {fmt.Sprint(len(c.body))}}
			if fmt.Sprint(seen.ResponseHeader) != fmt.Sprint(want) {
				t.Errorf("got headers %v, want %v", seen.ResponseHeader, want)
			}
		})
	}
}

func TestAFaultMeetsNoOtherRequest(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	account, other := open(t, mock), open(t, mock)
	twin := open(t, mockOf(newFake(), 7, nil)) // the same credentials on another target
	if twin.SID != account.SID {
		t.Fatalf("got account %s on the other target, want %s", twin.SID, account.SID)
	}
	fault := onCreate("WS1", FaultReset)
	if err := account.Arm(fault); err != nil {
		t.Fatal(err)
	}
	stranger := account.As("AC0", "secret")
	_, unauthorized := stranger.TaskrouterV1.CreateTask("WS1", &taskrouter.CreateTaskParams{})
	_, updated := account.Client().TaskrouterV1.UpdateTask("WS1", "WT1", &taskrouter.UpdateTaskParams{})
	for name, got := range map[string]error{
		"another account's":              create(other, "WS1"),
		"another target's":               create(twin, "WS1"),
		"on a longer path":               updated,
		"on a path that it would match":  create(account, "WS1x"),
		"of another method, on the path": fetch(account, "WS1", "WT1"),
	} {
		if got != nil {
			t.Errorf("a request %s got %v, want no fault", name, got)
		}
	}
	if got := status(unauthorized); got != 401 {
		t.Errorf("a request with other credentials got %v, want status 401", unauthorized)
	}
	if err := create(account, "WS1"); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("the request itself got %v, want the fault to have waited for it", err)
	}
}

func TestAPathIsNoPattern(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	account := open(t, mock)
	fault := onCreate("WS.", FaultReset)
	if err := account.Arm(fault); err != nil {
		t.Fatal(err)
	}
	if err := create(account, "WS1"); err != nil {
		t.Errorf("a fault on workspace WS. met WS1: %v", err)
	}
	wantError(t, account.Close(), "happened 0 of 1 times")
}

func TestFaultsOnOnePathHappenInTheOrderOfArming(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	account := open(t, mock)
	for _, s := range []int{429, 503} {
		fault := onCreate("WS1", FaultStatus)
		fault.Status = s
		if err := account.Arm(fault); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range []int{429, 503, 0} {
		if got := status(create(account, "WS1")); got != want {
			t.Errorf("request %d: got status %d, want %d", i+1, got, want)
		}
	}
}

func TestClosingTellsOfFaultsThatDidNotHappen(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	account := open(t, mock)
	never, twice := onCreate("WS1", FaultTimeout), onCreate("WS2", FaultStatus)
	twice.Times, twice.Status = 2, 429
	for _, fault := range []Fault{never, twice} {
		if err := account.Arm(fault); err != nil {
			t.Fatal(err)
		}
	}
	if got := status(create(account, "WS2")); got != 429 {
		t.Errorf("got status %d, want 429", got)
	}
	err := account.Close()
	wantError(t, err,
		"fault timeout on POST https://taskrouter.twilio.com/v1/Workspaces/WS1/Tasks happened 0 of 1 times",
		"fault status 429 on POST https://taskrouter.twilio.com/v1/Workspaces/WS2/Tasks happened 1 of 2 times")
	if again := account.Close(); again == nil || again.Error() != err.Error() {
		t.Errorf("closed again: got %v, want the same error", again)
	}
	wantError(t, account.Arm(never), "account is closed")
	wantError(t, create(account, "WS1"), "account is closed", account.SID)
}

func TestARequestWhoseTimeIsOverUsesUpNoFault(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	account := open(t, mock)
	if err := account.Arm(onCreate("WS1", FaultReset)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://taskrouter.twilio.com/v1/Workspaces/WS1/Tasks", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(account.SID, account.Token)
	if _, err := account.transport.client().Do(req); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	if err := create(account, "WS1"); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("the next request got %v, want the fault", err)
	}
}

func TestADelayIsWaitedForUntilTheExampleEnds(t *testing.T) {
	t.Parallel()
	for _, kind := range []FaultKind{FaultStatus, FaultTimeout, FaultReset, FaultCommitted, FaultCut} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			mock, _ := fakeMock(t)
			ctx, cancel := context.WithCancel(t.Context())
			account, err := mock.Open(ctx, t.Name())
			if err != nil {
				t.Fatal(err)
			}
			short, long := onCreate("WS1", kind), onCreate("WS2", kind)
			short.Delay, long.Delay = 20*time.Millisecond, time.Hour
			short.Status, long.Status = 500, 500
			if err := errors.Join(account.Arm(short), account.Arm(long)); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			if err := create(account, "WS1"); err == nil {
				t.Error("got no error, want the fault")
			}
			if took := time.Since(began); took < short.Delay {
				t.Errorf("took %s, want at least %s", took, short.Delay)
			}
			time.AfterFunc(200*time.Millisecond, cancel)
			if err := create(account, "WS2"); !errors.Is(err, context.Canceled) {
				t.Errorf("got %v, want %v once the example has ended", err, context.Canceled)
			}
			if err := account.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
}

func TestAFaultThatCouldNotHappenIsRefused(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	account := open(t, mock)
	for _, c := range []struct {
		name  string
		spoil func(*Fault)
		says  string
	}{
		{"no kind", func(f *Fault) { f.Kind = "" }, `kind "" is not known`},
		{"no method", func(f *Fault) { f.Method = "" }, `method "" is no HTTP method`},
		{"method in lower case", func(f *Fault) { f.Method = "post" }, `method "post" is no HTTP method`},
		{"unknown host", func(f *Fault) { f.Host = "twilio.com" }, `host "twilio.com" is none of`},
		{"relative path", func(f *Fault) { f.Path = "v1/Workspaces" }, `path "v1/Workspaces" is no path`},
		{"query", func(f *Fault) { f.Path += "?PageSize=1" }, "has no query"},
		{"negative times", func(f *Fault) { f.Times = -1 }, "times is -1"},
		{"negative delay", func(f *Fault) { f.Delay = -1 }, "delay is -1ns"},
		{"no status", func(f *Fault) { f.Kind = FaultStatus }, "status is 0, want 400 to 599"},
		{"a status that is no failure", func(f *Fault) { f.Kind, f.Status = FaultCommitted, 200 }, "status is 200, want 400 to 599"},
		{"a cut where there is no body", func(f *Fault) { f.Kind, f.Method = FaultCut, "DELETE" }, "has no body"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			fault := onCreate("WS1", FaultReset)
			c.spoil(&fault)
			wantError(t, account.Arm(fault), c.says)
		})
	}
}

// Many accounts on two targets arm faults and send at once. What fails and what
// is processed must come out exactly for each.
func TestFaultsAreExactUnderConcurrency(t *testing.T) {
	t.Parallel()
	const senders, rounds = 64, 20
	mocks, fakes := [2]*Mock{}, [2]*fakeTwilio{}
	for i := range mocks {
		mocks[i], fakes[i] = fakeMock(t)
	}
	var all sync.WaitGroup
	for i := range senders {
		all.Go(func() {
			mock, fake := mocks[i%2], fakes[i%2]
			account, err := mock.Open(t.Context(), fmt.Sprintf("sender %d", i))
			if err != nil {
				t.Error(err)
				return
			}
			refused, committed := race(t, account, rounds)
			if refused != rounds || committed != rounds {
				t.Errorf("sender %d: got %d refused and %d committed, want %d of each", i, refused, committed, rounds)
			}
			if got := fake.processed(account.SID); got != 2*rounds {
				t.Errorf("sender %d: got %d processed, want %d", i, got, 2*rounds)
			}
			if err := account.Close(); err != nil {
				t.Errorf("sender %d: %v", i, err)
			}
		})
	}
	all.Wait()
	for _, left := range gock.GetAll() {
		if left.Request().URLStruct.Path == "^/v1/Workspaces/WSrace/Tasks$" {
			t.Errorf("a fault is left: %s %s", left.Request().Method, left.Request().URLStruct)
		}
	}
}

// race arms two faults and sends three requests at once, rounds times over.
func race(t *testing.T, account *Account, rounds int) (refused, committed int) {
	var mu sync.Mutex
	for range rounds {
		for _, fault := range []Fault{onCreate("WSrace", FaultStatus), onCreate("WSrace", FaultCommitted)} {
			fault.Status = map[FaultKind]int{FaultStatus: 429, FaultCommitted: 500}[fault.Kind]
			if err := account.Arm(fault); err != nil {
				t.Error(err)
			}
		}
		var sent sync.WaitGroup
		for range 3 {
			sent.Go(func() {
				err := create(account, "WSrace")
				mu.Lock()
				defer mu.Unlock()
				switch {
				case status(err) == 429:
					refused++
				case status(err) == 500:
					committed++
				case err != nil:
					t.Error(err)
				}
			})
		}
		sent.Wait()
	}
	return refused, committed
}
