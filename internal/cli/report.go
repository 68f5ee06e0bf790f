package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/load"
	"github.com/flexrig/flexrig/load/threshold"
	"github.com/flexrig/flexrig/reports"
)

// report renders a finished run again, or joins the shards of a load.
type report struct {
	Dirs  []string `arg:"" name:"dir" help:"Folder of a run; with --merge, those of a load's shards."`
	Merge bool     `env:"-" help:"Join the shards of one load to the run that a single machine would have made."`
	Out   string   `default:"reports/out" help:"Folder in which the folder of the joined run is made, and latest is pointed to it."`
}

// Help is shown under the command's flags.
func (report) Help() string {
	return "Examples:\n" +
		"  flexrig report reports/out/latest\n" +
		"  flexrig report --merge shards/1 shards/2 shards/3\n\n" +
		"The exit status is that of the run. Joined shards are judged anew: thresholds on\n" +
		"the whole, and a shard that is missing makes a run that proves nothing (2)."
}

// Run prints the report of one run, or joins several and prints that.
func (r *report) Run(_ context.Context, streams Streams) (int, error) {
	if r.Merge {
		return r.merge(streams)
	}
	if len(r.Dirs) > 1 {
		return reports.ExitNotRun, hinted{fmt.Errorf("report: %d folders are given", len(r.Dirs)), "name one, or join the shards of a load with --merge"}
	}
	return again(r.Dirs[0], streams)
}

const (
	loadFile    = "load.json"
	verdictFile = "verdict.json"
	resultsFile = "results.bin"
)

// again prints the report of a folder's run: a load's or a verification's.
func again(dir string, streams Streams) (int, error) {
	options := reports.TerminalOptions{Color: colour(streams)}
	record, err := readFile(filepath.Join(dir, loadFile), reports.ReadLoad)
	if err == nil {
		return record.ExitStatus(), printed(reports.LoadText(streams.Out, record, options))
	}
	if !errors.Is(err, os.ErrNotExist) {
		return reports.ExitNotRun, unreadable(err)
	}
	verdict, err := readFile(filepath.Join(dir, verdictFile), reports.ReadVerdict)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return reports.ExitNotRun, hinted{
			fmt.Errorf("report: %s holds neither %s nor %s", dir, loadFile, verdictFile), "name the folder of a run, such as reports/out/latest",
		}
	case err != nil:
		return reports.ExitNotRun, unreadable(err)
	}
	return verdict.ExitStatus(), printed(reports.Terminal(streams.Out, verdict, options))
}

func printed(err error) error {
	if err != nil {
		return fmt.Errorf("print the report: %w", err)
	}
	return nil
}

func unreadable(err error) error {
	var outside *fs.PathError
	if errors.As(err, &outside) {
		return hinted{fmt.Errorf("report: %w", err), "name the folder of a run, such as reports/out/latest, and see that it can be read"}
	}
	return hinted{fmt.Errorf("report: %w", err), "the file was changed, cut, or written by another version; run it again"}
}

// readFile reads a file as read does.
func readFile[T any](path string, read func(io.Reader) (T, error)) (T, error) {
	var none T
	file, err := os.Open(path)
	if err != nil {
		return none, err
	}
	defer file.Close() // it was only read
	got, err := read(file)
	if err != nil {
		return none, fmt.Errorf("%s: %w", path, err)
	}
	return got, nil
}

// merge joins shards, writes the run that they make, and prints it.
func (r *report) merge(streams Streams) (int, error) {
	record, err := r.joined()
	if err != nil {
		return reports.ExitNotRun, err
	}
	folder, err := newRunFolder(r.Out, "load", clock.Wall{}.Now(), record.Run.Seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	record.Run.ID, record.Run.Command = folder.id, commandLine()
	results, lacking := r.results()
	if lacking != nil {
		record.Run.Notes = append(record.Run.Notes, fmt.Sprintf("there is no joined %s: %v", resultsFile, lacking))
	}
	files := append(loadFiles(record), results...)
	wrote := folder.write(files...)
	if wrote == nil {
		fmt.Fprintf(streams.Err, "wrote %s\n", folder.listed(files...))
	}
	if err := printed(reports.LoadText(streams.Out, record, reports.TerminalOptions{Color: colour(streams)})); err != nil {
		return reports.ExitNotRun, errors.Join(err, wrote)
	}
	if wrote != nil {
		return reports.ExitNotRun, hinted{wrote, "the report above is complete; make room or choose another folder with --out"}
	}
	return record.ExitStatus(), nil
}

// loadFiles are the renderings of a load's record.
func loadFiles(record reports.Load) []rendering {
	of := func(file string, write func(io.Writer, reports.Load) error) rendering {
		return rendering{file, func(w io.Writer) error { return write(w, record) }}
	}
	return []rendering{
		of(loadFile, reports.LoadJSON),
		of("junit.xml", reports.LoadJUnit),
		of("report.html", reports.LoadHTML),
	}
}

// joined reads the shards and makes one record of them, judged anew.
func (r *report) joined() (reports.Load, error) {
	var shards []reports.Load
	for _, dir := range r.Dirs {
		shard, err := readFile(filepath.Join(dir, loadFile), reports.ReadLoad)
		if errors.Is(err, os.ErrNotExist) {
			return reports.Load{}, hinted{fmt.Errorf("report: %s holds no %s", dir, loadFile), "name the folders of a load's shards; leave one out that did not run, and it is reported missing"}
		}
		if err != nil {
			return reports.Load{}, unreadable(err)
		}
		shards = append(shards, shard)
	}
	var unread error
	record, err := reports.MergeLoads(shards, func(whole reports.Load) (judged []reports.LoadThreshold) {
		judged, unread = judgeAgain(whole)
		return judged
	})
	if err != nil {
		return reports.Load{}, hinted{fmt.Errorf("report: %w", err), "join the shards of one load, each once: same command line but for --shard"}
	}
	return record, unread
}

// judgeAgain holds a record to the thresholds that it names.
func judgeAgain(record reports.Load) ([]reports.LoadThreshold, error) {
	var judged []reports.LoadThreshold
	for _, t := range record.Thresholds {
		parsed, err := threshold.Parse(t.Expression)
		if err != nil {
			return nil, hinted{fmt.Errorf("report: threshold %q of a shard: %w", t.Expression, err), "join them with the version that ran them"}
		}
		judged = append(judged, parsed.Judge(record))
	}
	return judged, nil
}

// results is the file of all hits, or why there can be none.
func (r *report) results() ([]rendering, error) {
	var paths []string
	for _, dir := range r.Dirs {
		path := filepath.Join(dir, resultsFile)
		if _, err := os.Stat(path); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return []rendering{{resultsFile, func(w io.Writer) error { return mergeResultFiles(w, paths) }}}, nil
}

func mergeResultFiles(w io.Writer, paths []string) error {
	var streams []io.Reader
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close() // it was only read
		streams = append(streams, file)
	}
	return load.MergeResults(w, streams...)
}
