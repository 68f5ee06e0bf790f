package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	"github.com/flexrig/flexrig/internal/server"
)

// loadState makes the accounts that an earlier serve has left in a file. A file
// that is not there yet is the first start. Where it could not be saved again is
// found out now: at the end all would be lost.
func loadState(ctx context.Context, running *server.Server, path string) error {
	probe, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-")
	if err != nil {
		return hinted{fmt.Errorf("serve: --state: %w", err), "name a file in a folder that can be written to"}
	}
	if err := errors.Join(probe.Close(), os.Remove(probe.Name())); err != nil {
		return fmt.Errorf("serve: --state: %w", err)
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("serve: --state: %w", err)
	}
	status, answer, err := running.Manage(ctx, http.MethodPut, "/v1/state", text)
	if err == nil && status != http.StatusOK {
		err = errors.New(saidBy(answer))
	}
	if err != nil {
		return hinted{fmt.Errorf("serve: --state %s: %w", path, err), "name another file, or move this one away to begin anew"}
	}
	return nil
}

// saveState writes all accounts to a file, which is replaced when the new one is
// whole: on a full disk the old one stays. The file holds the accounts' tokens, so
// that its owner alone may read it.
func saveState(ctx context.Context, running *server.Server, path string) (err error) {
	_, text, err := running.Manage(ctx, http.MethodGet, "/v1/state", nil)
	if err != nil {
		return fmt.Errorf("serve: save state: %w", err)
	}
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-") // mode 0600
	if err != nil {
		return fmt.Errorf("serve: save state: %w", err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
			err = hinted{fmt.Errorf("serve: save state to %s: %w", path, err), "make room; the file of the last time is still there"}
		}
	}()
	_, err = file.Write(text)
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
