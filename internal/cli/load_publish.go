package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/flexrig/flexrig/load/compare"
	"github.com/flexrig/flexrig/reports"
)

// publishLoad prints what a load has shown, with the comparison above it where it
// is held against a baseline: the run's own line stays the last one.
func publishLoad(streams Streams, folder runFolder, record reports.Load, held *standard) (int, error) {
	options := reports.TerminalOptions{Color: colour(streams)}
	files := loadFiles(record)
	status := record.ExitStatus()
	if held != nil {
		compared, found, err := held.against(record)
		if err != nil {
			return reports.ExitNotRun, errors.Join(err, folder.write(files...))
		}
		if err := reports.ComparisonText(streams.Out, compared, options); err != nil {
			return reports.ExitNotRun, errors.Join(fmt.Errorf("print the comparison: %w", err), folder.write(files...))
		}
		fmt.Fprintln(streams.Out)
		files = append(
			files,
			rendering{"compare.json", func(w io.Writer) error { return reports.ComparisonJSON(w, compared) }},
			rendering{"compare.html", func(w io.Writer) error { return reports.ComparisonHTML(w, compared) }},
		)
		status = worse(status, found)
	}
	wrote := folder.write(files...)
	if wrote == nil {
		fmt.Fprintf(streams.Err, "wrote %s %s\n", folder.listed(files...), resultsFile)
	}
	if err := printed(reports.LoadText(streams.Out, record, options)); err != nil {
		return reports.ExitNotRun, errors.Join(err, wrote)
	}
	if wrote != nil {
		return reports.ExitNotRun, hinted{wrote, "the report above is complete; make room or choose another folder with --out"}
	}
	return status, nil
}

// against compares a run with the standard.
func (s *standard) against(record reports.Load) (reports.Comparison, int, error) {
	run, err := compare.FromRun(record)
	if err != nil {
		return reports.Comparison{}, 0, hinted{fmt.Errorf("load: the run cannot be compared: %w", err), "run it again, as the baseline was run"}
	}
	compared, err := compare.Against(s.baseline, run, s.floor, nil)
	if err != nil {
		return reports.Comparison{}, 0, hinted{fmt.Errorf("load: %w", err), "run the load as the baseline was run, or save a new one with --save"}
	}
	compared.A.Name, compared.B.Name = s.name, "this run"
	compared.ID, compared.Command, compared.Seed = record.Run.ID, record.Run.Command, record.Run.Seed
	return compared, compared.ExitStatus(), nil
}

// worse is the status of a run that is judged twice: what could not happen comes
// first, then what is broken, then what cannot be told.
func worse(a, b int) int {
	for _, status := range []int{reports.ExitNotRun, reports.ExitBroken, reports.ExitCannotTell} {
		if a == status || b == status {
			return status
		}
	}
	return reports.ExitHeld
}

// saveBaseline writes a run's baseline. Nobody loses the one that is there to a full
// disk.
func saveBaseline(streams Streams, path string, record reports.Load) error {
	baseline, err := compare.NewBaseline(record)
	if err != nil {
		return hinted{fmt.Errorf("load: %w", err), "a baseline is a valid run in which all held; " + path + " is as it was"}
	}
	file, err := newDraft(path)
	if err != nil {
		return hinted{fmt.Errorf("load: save the baseline: %w", err), "name a file in a folder that can be written to"}
	}
	const readable = 0o644 // it belongs in git
	if err := file.keep(readable, baseline.Write(file)); err != nil {
		return hinted{fmt.Errorf("load: save the baseline: %w", err), path + " is as it was"}
	}
	fmt.Fprintf(streams.Err, "saved %s\n", path)
	return nil
}
