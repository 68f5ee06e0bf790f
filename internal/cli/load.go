package cli

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/flexrig/flexrig/load"
	"github.com/flexrig/flexrig/load/pacing"
	"github.com/flexrig/flexrig/load/threshold"
)

// loads are the commands about load: one run, which needs no word of its own, and
// the comparison of two.
type loads struct {
	Run     loadRun     `cmd:"" default:"withargs" help:"Send one load (the default)."`
	Compare loadCompare `cmd:"" help:"Set two targets, or two saved runs, against each other."`
}

// Help is shown by flexrig load --help, which is about both commands: the flags of
// a run are those of load run, which need not be said.
func (loads) Help() string {
	return "A run needs no word of its own: flexrig load --rate 2000/s is flexrig load run\n" +
		"--rate 2000/s. All flags of a run: flexrig load run --help\n\n" +
		loadRun{}.Help()
}

// loadRun sends one load.
type loadRun struct {
	Target string `default:"mock" help:"Where the load goes: mock, the stand-in in this process; a served stand-in's base URL; or, with a file of targets, your own service's."`
	loadAim
	Duration   time.Duration `default:"0s" placeholder:"30s" help:"How long hits are due; of find-max, each trial, 5s where it is not given."`
	Profile    string        `default:"constant" help:"Shape of the load: ${profiles}."`
	Threshold  []string      `sep:"none" placeholder:"EXPR" help:"What the run has to reach, again for more: 'p99<50ms', 'rate>=480/s', 'errors<0.1%', 'lost==0', 'complete.p99<20ms'."`
	Grace      time.Duration `default:"10s" help:"A threshold that is missed after this time ends the run; below 0 none does."`
	AuditMost  int           `default:"50000" placeholder:"N" help:"Tasks or channels that the audit reads back at most; 0 for all."`
	AuditAt    string        `placeholder:"URL" help:"Management door of the stand-in behind your own service, to count there what arrived."`
	Shard      string        `placeholder:"I/N" help:"Send the I-th of N shares; /N takes I from JOB_COMPLETION_INDEX."`
	Save       string        `placeholder:"FILE" help:"Save the run as a baseline, where it is valid and nothing is broken."`
	Baseline   string        `placeholder:"FILE" help:"Compare the run with a baseline."`
	Floor      string        `default:"10%" help:"The smallest difference to a baseline that counts."`
	Prometheus string        `placeholder:"ADDR" help:"Serve the figures while the load runs, at /metrics."`
	Out        string        `default:"reports/out" help:"Folder in which the run's own folder is made, and latest is pointed to it."`
}

// Help is shown under the command's flags.
func (loadRun) Help() string {
	return "Examples:\n" +
		"  flexrig load\n" +
		"  flexrig load --rate 2000/s --duration 1m --threshold 'p99<50ms' --threshold 'lost==0'\n" +
		"  flexrig load --target http://127.0.0.1:4010 --profile find-max --threshold 'p99<20ms'\n" +
		"  flexrig load --workload targets.json --target http://127.0.0.1:8080 --audit-at http://127.0.0.1:4012\n\n" +
		"Writes load.json, junit.xml, report.html, and results.bin for vegeta report and\n" +
		"vegeta plot. A real account is refused."
}

// plan is what the flags ask for. Whatever is wrong with them is told at once.
func (l *loadRun) plan(seed int64) (load.Plan, error) {
	plan, err := l.loadAim.plan(l.Profile, l.length(), seed, l.Shard != "")
	if err != nil {
		return plan, err
	}
	if plan.Thresholds, err = threshold.ParseAll(l.Threshold); err != nil {
		return plan, hinted{fmt.Errorf("load: %w", err), "thresholds are written as 'p99<50ms', 'rate>=480/s', 'errors<0.1%' or 'lost==0'"}
	}
	if plan.Shard, err = shardOf(l.Shard); err != nil {
		return plan, err
	}
	if err := sendable(plan.Rate, max(plan.Shard.Of, 1)); err != nil {
		return plan, err
	}
	plan.Grace, plan.ReadAtMost = l.Grace, l.AuditMost
	if l.AuditMost < 0 {
		return plan, hinted{fmt.Errorf("load: --audit-most is %d", l.AuditMost), "use 1 or more, or 0 to read everything back"}
	}
	if plan.Shard.Of > 0 && l.Profile == pacing.FindMax {
		return plan, hinted{errors.New("load: find-max cannot be shared: no shard knows what the others reach"), "leave --shard out, or choose another profile"}
	}
	return plan, nil
}

// length is how long hits are due: trials of a search are shorter.
func (l *loadRun) length() time.Duration {
	switch {
	case l.Duration != 0:
		return l.Duration
	case l.Profile == pacing.FindMax:
		return 5 * time.Second
	}
	return 30 * time.Second
}

// shardOf reads --shard. A Kubernetes Job counts its pods from 0.
func shardOf(flag string) (load.Shard, error) {
	if flag == "" {
		return load.Shard{}, nil
	}
	of, open := strings.CutPrefix(flag, "/")
	if open {
		index, err := strconv.Atoi(os.Getenv("JOB_COMPLETION_INDEX"))
		if err != nil {
			return load.Shard{}, hinted{fmt.Errorf("load: --shard %s takes its place from JOB_COMPLETION_INDEX, which is %q", flag, os.Getenv("JOB_COMPLETION_INDEX")), "run it in a Job with completionMode Indexed, or name the place: --shard 2/8"}
		}
		flag = fmt.Sprintf("%d/%s", index+1, of)
	}
	shard, err := load.ParseShard(flag)
	switch {
	case err != nil && open:
		return shard, hinted{
			fmt.Errorf("load: --shard /%s with JOB_COMPLETION_INDEX %q is no shard", of, os.Getenv("JOB_COMPLETION_INDEX")),
			"the index counts from 0 and stays below the number of shards: give the Job as many completions",
		}
	case err != nil:
		return shard, hinted{fmt.Errorf("load: --shard: %w", err), "the first of two is 1/2, the second 2/2"}
	}
	return shard, nil
}
