package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/flexrig/flexrig/load/compare"
	"github.com/flexrig/flexrig/reports"
)

// readSaved reads a saved run: a baseline, a load.json, or the folder of a run.
// The status is what the process should end with where it cannot be read: there
// is nothing to compare with where it is not there.
func readSaved(name string) (compare.Baseline, int, error) {
	path := name
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		path = filepath.Join(name, "load.json")
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return compare.Baseline{}, reports.ExitCannotTell, hinted{
			fmt.Errorf("no baseline: %s is not there", path), "make one with: flexrig load --save " + path + "; a target is mock, or an address as http://127.0.0.1:4010",
		}
	}
	if err != nil {
		return compare.Baseline{}, reports.ExitNotRun, hinted{fmt.Errorf("read the saved run: %w", err), "name a file that can be read"}
	}
	defer file.Close() // it was only read
	saved, err := compare.Read(file)
	if err != nil {
		return compare.Baseline{}, reports.ExitNotRun, hinted{fmt.Errorf("%s: %w", path, err), "name a baseline, a load.json, or the folder of a run of flexrig load; one of another version has to be saved again"}
	}
	return saved, reports.ExitHeld, nil
}

// parseFloor reads a share above 0 and under 1: 10%, or 0.1.
func parseFloor(text string) (float64, error) {
	number, inPercent := strings.CutSuffix(strings.TrimSpace(text), "%")
	floor, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return 0, fmt.Errorf("floor %q is no share", text)
	}
	if inPercent {
		floor /= 100
	}
	if !(floor > 0 && floor < 1) {
		return 0, fmt.Errorf("floor %q is not between 0%% and 100%%", text)
	}
	return floor, nil
}
