package workload

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/fixtures"
	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
)

const taskRouter = "https://taskrouter.twilio.com/v1/Workspaces/"

// A place is the contact centre that a workload's tasks are at. It has a
// workspace of its own, so that all tasks there are the load's.
type place struct {
	attack.Site
	centre *fixtures.Centre
	tasks  string // the address of all tasks: …/Tasks
}

// open builds the centre.
func (p *place) open(at attack.Site, centre string) error {
	made, err := fixtures.Build(at.Client, centre, at.Prefix)
	if err != nil {
		return err
	}
	p.Site, p.centre = at, made
	p.tasks = taskRouter + made.WorkspaceSid + "/Tasks"
	return nil
}

// taskURL is the address of one task.
func (p *place) taskURL(sid string) string { return p.tasks + "/" + sid }

// create makes a task before the load begins, and gives its sid.
func (p *place) create(attributes string) (string, error) {
	made, err := p.Client.TaskrouterV1.CreateTask(p.centre.WorkspaceSid, (&taskrouter.CreateTaskParams{}).
		SetWorkflowSid(p.centre.WorkflowSid).SetTaskChannel("chat").SetAttributes(attributes))
	switch {
	case err != nil:
		return "", fmt.Errorf("create a task: %w", err)
	case made.Sid == nil || *made.Sid == "":
		return "", fmt.Errorf("create a task: the answer holds no sid; the target is no TaskRouter that could be measured")
	}
	return *made.Sid, nil
}

// A reading is an answer outside of the load.
type reading struct {
	status  int
	body    []byte
	version int32     // of the ETag; [history.NoVersion] without
	date    time.Time // the target's, to the second; zero where it names none
}

// readAttempts is how often something is read that is refused for its rate, or
// not answered.
const readAttempts = 5

// read asks for an address. What is gone is an answer; any other refusal is an
// error, once it has been tried again without a change.
func (p *place) read(ctx context.Context, address string) (reading, error) {
	var failed error
	for range readAttempts {
		got, err := p.readOnce(ctx, address)
		switch {
		case ctx.Err() != nil:
			return got, context.Cause(ctx)
		case err != nil:
			failed = fmt.Errorf("read %s: %w", address, err)
			continue
		case got.status == http.StatusOK || got.status == http.StatusNotFound:
			return got, nil
		}
		failed = fmt.Errorf("read %s: answered with %d: %.200s", address, got.status, got.body)
		if got.status != http.StatusTooManyRequests && got.status < 500 {
			break
		}
	}
	return reading{}, failed
}

func (p *place) readOnce(ctx context.Context, address string) (reading, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return reading{}, err
	}
	res, err := p.Network.RoundTrip(req)
	if err != nil {
		return reading{}, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return reading{}, fmt.Errorf("the answer breaks off: %w", err)
	}
	date, _ := http.ParseTime(res.Header.Get("Date")) // zero for none
	return reading{res.StatusCode, body, versionOf(res.Header.Get("ETag")), date}, nil
}

// versionOf reads an ETag as TaskRouter writes it: a number in quotes.
func versionOf(tag string) int32 {
	version, err := strconv.ParseInt(strings.Trim(tag, `"`), 10, 32)
	if err != nil || version < 0 {
		return history.NoVersion
	}
	return int32(version)
}

// Unaudited is empty: tasks can be read back.
func (*place) Unaudited() string { return "" }
