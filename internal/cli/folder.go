package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/flexrig/flexrig/reports"
)

// A runFolder is where one run leaves its files. It is made before the run, so
// that a folder that cannot be written to is found out first.
type runFolder struct {
	base string // reports/out
	id   string // 20260105T090000Z-verify-1a2b
}

// A rendering is one file of a run and what writes it.
type rendering struct {
	file  string
	write func(io.Writer) error
}

// renderings are the files of a verification.
func renderings(record reports.Record) []rendering {
	of := func(file string, write func(io.Writer, reports.Record) error) rendering {
		return rendering{file, func(w io.Writer) error { return write(w, record) }}
	}
	return []rendering{
		of("verdict.json", reports.Verdict),
		of("junit.xml", reports.JUnit),
		of("cucumber.json", reports.Cucumber),
		of("report.html", reports.HTML),
		of("exchanges.jsonl", reports.Exchanges),
	}
}

func newRunFolder(base, command string, now time.Time, seed int64) (runFolder, error) {
	stamp := now.UTC().Format("20060102T150405.000Z")
	folder := runFolder{base: base, id: fmt.Sprintf("%s-%s-%x", strings.Replace(stamp, ".", "", 1), command, seed)}
	if err := os.MkdirAll(base, 0o755); err != nil {
		return folder, hinted{fmt.Errorf("make the report folder: %w", err), "choose another folder with --out"}
	}
	err := os.Mkdir(folder.path(), 0o755)
	for n, id := 2, folder.id; errors.Is(err, os.ErrExist); n++ {
		folder.id = fmt.Sprintf("%s-%d", id, n)
		err = os.Mkdir(folder.path(), 0o755)
	}
	if err != nil {
		return folder, hinted{fmt.Errorf("make the run's folder: %w", err), "choose another folder with --out"}
	}
	return folder, nil
}

func (f runFolder) path() string { return filepath.Join(f.base, f.id) }

// discard removes the folder of a run that did not happen; it is empty then.
func (f runFolder) discard() error { return os.Remove(f.path()) }

// listed names the files for people.
func (f runFolder) listed(files ...rendering) string {
	var names []string
	for _, r := range files {
		names = append(names, r.file)
	}
	return f.path() + ": " + strings.Join(names, " ")
}

// write renders every file, and points latest to the run where all could be
// written. One file that fails does not keep the others from being written.
func (f runFolder) write(files ...rendering) error {
	failed := make([]error, len(files))
	var all sync.WaitGroup
	for i, r := range files {
		all.Go(func() {
			if err := f.render(r); err != nil {
				failed[i] = fmt.Errorf("write %s: %w", filepath.Join(f.path(), r.file), err)
			}
		})
	}
	all.Wait()
	if err := errors.Join(failed...); err != nil {
		return err // latest keeps pointing to a run that is whole
	}
	if err := f.point(); err != nil {
		return fmt.Errorf("point %s to the run: %w", filepath.Join(f.base, "latest"), err)
	}
	return nil
}

// render writes one file.
func (f runFolder) render(r rendering) error {
	file, err := newDraft(filepath.Join(f.path(), r.file))
	if err != nil {
		return err
	}
	return file.keep(0o644, r.write(file))
}

// point makes latest a link to the run, in one step.
func (f runFolder) point() error {
	link := filepath.Join(f.base, ".latest-"+f.id)
	if err := os.Symlink(f.id, link); err != nil {
		return err
	}
	if err := os.Rename(link, filepath.Join(f.base, "latest")); err != nil {
		return errors.Join(err, os.Remove(link))
	}
	return nil
}
