package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/load"
	"github.com/flexrig/flexrig/load/compare"
	"github.com/flexrig/flexrig/load/live"
	"github.com/flexrig/flexrig/load/pacing"
	"github.com/flexrig/flexrig/reports"
)

// Run sends the load, prints the report and writes the files.
func (l *loadRun) Run(ctx context.Context, streams Streams) (status int, err error) {
	collectAt(shortRun)
	seed, err := seedOr(l.Seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	plan, err := l.plan(seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	standard, status, err := l.standard()
	if err != nil {
		return status, err
	}
	made, err := l.workload(baseOf(l.Target))
	if err != nil {
		return reports.ExitNotRun, err
	}
	plan.Workload = made.make
	witness, err := l.witness(ctx, made, &plan)
	if err != nil {
		return reports.ExitNotRun, err
	}
	defer witness()
	at, name, leave, err := l.place(ctx, l.Target, "load", made.own, plan)
	if err != nil {
		return reports.ExitNotRun, err
	}
	defer func() {
		if left := leave(); left != nil {
			status, err = max(status, reports.ExitNotRun), errors.Join(err, left)
		}
	}()
	return l.send(ctx, streams, plan, at, name, standard)
}

// standard is the baseline that the run is held against: one that is not there is
// found out before anything is sent.
func (l *loadRun) standard() (saved *standard, status int, err error) {
	floor, err := parseFloor(l.Floor)
	if err != nil {
		return nil, reports.ExitNotRun, hinted{fmt.Errorf("load: %w", err), "say a share, as --floor 5%"}
	}
	if l.Baseline == "" {
		return nil, reports.ExitHeld, nil
	}
	baseline, status, err := readSaved(l.Baseline)
	return &standard{baseline: baseline, floor: floor, name: l.Baseline}, status, err
}

// A standard is what a run is held against.
type standard struct {
	baseline compare.Baseline
	floor    float64
	name     string
}

// witness reaches the stand-in behind a service, where one is named.
func (l *loadRun) witness(ctx context.Context, made madeWorkload, plan *load.Plan) (done func(), err error) {
	if l.AuditAt == "" {
		return func() {}, nil
	}
	if !made.own {
		return nil, hinted{errors.New("load: --audit-at is for a load on a service of your own"), "leave it out: what is sent to the API is read back through the API; or name a file of targets of your service with --workload"}
	}
	auditor, err := target.OpenAudit(ctx, l.AuditAt, os.Getenv("TWILIO_ACCOUNT_SID"))
	if err != nil {
		return nil, hinted{fmt.Errorf("load: %w", err), "--audit-at is the management door of the stand-in that the service uses, as http://127.0.0.1:4012"}
	}
	plan.Witness = auditor
	return auditor.Close, nil
}

// send runs the load in a folder of its own.
func (l *loadRun) send(ctx context.Context, streams Streams, plan load.Plan, at load.Place, name string, held *standard) (int, error) {
	folder, err := newRunFolder(l.Out, "load", clock.Wall{}.Now(), plan.Seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	watch, done, err := l.watchers(streams)
	if err != nil {
		return reports.ExitNotRun, errors.Join(err, folder.discard())
	}
	hits := &hitsFile{folder: folder}
	record, sent := sendIn(ctx, plan, at, hits, watch)
	done()
	hits.drop()
	if record.Version == 0 {
		return reports.ExitNotRun, errors.Join(fmt.Errorf("load: %w", sent), folder.discard())
	}
	record.Run.ID, record.Run.Command, record.Run.Target = folder.id, commandLine(), name
	record.Run.Versions, record.Run.Machine = versions(), machine()
	return l.finish(streams, folder, record, sent, held)
}

// sendIn sends one load, or those of a search, and keeps the hits.
func sendIn(ctx context.Context, plan load.Plan, at load.Place, hits *hitsFile, watch load.Watchers) (reports.Load, error) {
	if plan.Profile == pacing.FindMax {
		return load.FindMax(ctx, plan, at, hits, watch)
	}
	into, err := hits.Begin()
	if err != nil {
		return reports.Load{}, err
	}
	record, err := load.Run(ctx, plan, at, into, watch)
	if record.Version == 0 {
		return record, err
	}
	return record, errors.Join(err, hits.Keep())
}

// watchers show the load while it goes on.
func (l *loadRun) watchers(streams Streams) (load.Watchers, func(), error) {
	line := live.Line{On: progress(streams, l.Quiet)}
	if l.Prometheus == "" {
		return load.Watchers{Stage: line.Stage, Sent: line.Sent}, line.On.Finish, nil
	}
	exporter := live.NewExporter()
	door, err := exporter.Serve(l.Prometheus)
	if err != nil {
		return load.Watchers{}, nil, hinted{fmt.Errorf("load: --prometheus: %w", err), "name an address that is free, as 127.0.0.1:9090"}
	}
	fmt.Fprintf(streams.Err, "metrics at %s\n", door.URL)
	sent := func(so reports.Load) {
		line.Sent(so)
		exporter.Observe(so)
	}
	return load.Watchers{Stage: line.Stage, Sent: sent, Histograms: true}, func() {
		line.On.Finish()
		_ = door.Close() // a scrape that was cut short says so to whoever scrapes
	}, nil
}

// finish prints the report, writes the files, and holds the run against what it is
// to be held against.
func (l *loadRun) finish(streams Streams, folder runFolder, record reports.Load, sent error, held *standard) (int, error) {
	status, err := publishLoad(streams, folder, reports.RedactLoad(record), held)
	if sent != nil {
		return reports.ExitNotRun, errors.Join(err, hinted{fmt.Errorf("load: %w", sent), "the report above is complete; make room or choose another folder with --out"})
	}
	if err == nil && l.Save != "" {
		err = saveBaseline(streams, l.Save, record)
		if err != nil {
			status = max(status, reports.ExitNotRun)
		}
	}
	return status, err
}
