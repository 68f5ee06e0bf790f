package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/load"
	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/pacing"
	"github.com/flexrig/flexrig/load/workload"
)

// loadAim is what a load is made of and how it gets to its target; one load and
// the comparison of two have it both.
type loadAim struct {
	Workload    string        `default:"task-update" placeholder:"NAME|FILE" help:"What is sent: ${workloads}, or a file in vegeta's JSON target format."`
	Rate        string        `default:"500/s" help:"Hits a second, at the profile's peak; 30/m is half a hit a second. A search begins there."`
	Manage      string        `placeholder:"URL|off" help:"Management door of a server; it is found by itself where the server tells of one. Off sends to the account of TWILIO_ACCOUNT_SID."`
	Workers     int           `default:"64" placeholder:"N" help:"Hits that may be under way at once. When all of them wait, the next ones are late, and their latency says so."`
	Connections int           `default:"0" placeholder:"N" help:"Connections to the target; 0 is one a worker."`
	Timeout     time.Duration `default:"10s" help:"How long a request may take."`
	Allow       []string      `placeholder:"CLASS" help:"Errors that are expected and do not count as such, by status or by their whole class: 412, '429 20429'."`
	Seed        int64         `default:"0" placeholder:"N" help:"Repeats every request of a load, to the byte; 0 picks one, which the report names."`
	Quiet       bool          `help:"Show no progress."`
}

// mostWorkers keeps a run from opening more connections than a process may.
const mostWorkers = 4096

// plan reads the flags. Whatever is wrong with them is told before anything is sent.
// A shared load's rate is several machines': whoever knows how many looks at it.
func (a *loadAim) plan(profile string, length time.Duration, seed int64, shared bool) (load.Plan, error) {
	rate, err := pacing.ParseRate(a.Rate)
	if err != nil {
		return load.Plan{}, hinted{fmt.Errorf("load: --rate: %w", err), "write it as 500/s, or 30/m"}
	}
	if profile != pacing.FindMax && !slices.Contains(pacing.Profiles(), profile) {
		return load.Plan{}, hinted{fmt.Errorf("load: there is no profile %q", profile), "choose one of " + strings.Join(profiles(), " ")}
	}
	switch {
	case a.Workers < 1 || a.Workers > mostWorkers:
		return load.Plan{}, hinted{fmt.Errorf("load: --workers is %d", a.Workers), fmt.Sprintf("use 1 to %d", mostWorkers)}
	case a.Connections < 0:
		return load.Plan{}, hinted{fmt.Errorf("load: --connections is %d", a.Connections), "use 1 or more, or 0 for one a worker"}
	case a.Timeout <= 0:
		return load.Plan{}, hinted{fmt.Errorf("load: --timeout is %s", a.Timeout), "use more than 0, as 10s"}
	case length <= 0:
		return load.Plan{}, hinted{fmt.Errorf("load: --duration is %s", length), "use more than 0, as 30s"}
	}
	if err := sendable(rate, 1); err != nil && !shared {
		return load.Plan{}, err
	}
	connections := a.Connections
	if connections == 0 {
		connections = a.Workers
	}
	return load.Plan{
		Profile: profile, Rate: rate, Duration: length, Workers: a.Workers, Connections: connections,
		Timeout: a.Timeout, Seed: seed, Expected: a.Allow,
	}, nil
}

// sendable refuses a rate that no machine reaches: its hits would be late for hours.
func sendable(rate float64, machines int) error {
	if rate/float64(machines) <= load.MostRate {
		return nil
	}
	return hinted{
		fmt.Errorf("load: --rate %.10g/s is more than %d can send, which is %d/s each", rate, machines, load.MostRate),
		"use a lower one, or send it in more shards",
	}
}

func profiles() []string { return append(pacing.Profiles(), pacing.FindMax) }

// A made workload is one that the command line names, and where it may go.
type madeWorkload struct {
	make func() (attack.Workload, error)
	own  bool // to a service of one's own, not to the API
}

// targetLine is what a line of a file of targets looks like.
const targetLine = `a line is one target, as {"method":"POST","url":"…","body":"…in base64…"}`

// workload finds the workload that is named, or reads its file. base is the
// target's address, nil for the mock.
func (a *loadAim) workload(base *url.URL) (madeWorkload, error) {
	if slices.Contains(workload.Names(), a.Workload) {
		return madeWorkload{make: func() (attack.Workload, error) { return workload.Named(a.Workload) }}, nil
	}
	text, err := os.ReadFile(a.Workload)
	if err != nil {
		return madeWorkload{}, hinted{
			fmt.Errorf("load: there is no workload %q, and no such file of targets: %w", a.Workload, err),
			"choose one of " + strings.Join(workload.Names(), " ") + ", or name a file in vegeta's JSON target format",
		}
	}
	from := func(base *url.URL) func() (attack.Workload, error) {
		return func() (attack.Workload, error) { return workload.FromTargets(bytes.NewReader(text), base) }
	}
	if _, err := from(nil)(); err == nil {
		return madeWorkload{make: from(nil)}, nil
	} else if base == nil {
		return madeWorkload{}, hinted{fmt.Errorf("load: %s: %w", a.Workload, err), targetLine + "; urls of the platform go to the mock; for a service of your own, name it with --target"}
	}
	if _, err := from(base)(); err != nil {
		return madeWorkload{}, hinted{fmt.Errorf("load: %s: %w", a.Workload, err), targetLine + "; urls are the platform's, or below --target " + base.String()}
	}
	return madeWorkload{make: from(base), own: true}, nil
}

// place opens what a load is sent to. The name is that of its accounts.
func (a *loadAim) place(ctx context.Context, spec, name string, own bool, plan load.Plan) (load.Place, string, func() error, error) {
	if own {
		service, err := target.NewService(ctx, spec, plan.Connections)
		if err != nil {
			return nil, "", nil, fmt.Errorf("load: %w", err)
		}
		return load.OnService(service), spec, func() error { service.Close(); return nil }, nil
	}
	if spec == "live" {
		return nil, "", nil, hinted{errors.New("load: a real account is no target for load"), "use mock, or the address of a served stand-in"}
	}
	aim, err := target.Parse(ctx, spec, target.Config{
		Mock:   target.MockConfig{Seed: plan.Seed},
		Served: target.ServedConfig{Manage: a.Manage, Seed: plan.Seed, Shared: sharedAccount(0)},
	})
	if err != nil {
		return nil, "", nil, fmt.Errorf("load: %w", err)
	}
	return load.OnTarget(aim, name), aim.Name(), aim.Close, nil
}

// baseOf is the address in a target's name, nil where it is none.
func baseOf(spec string) *url.URL {
	if !strings.HasPrefix(spec, "http://") && !strings.HasPrefix(spec, "https://") {
		return nil
	}
	base, err := url.Parse(spec)
	if err != nil {
		return nil // whoever opens it says what is wrong
	}
	return base
}
