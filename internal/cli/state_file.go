package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
)

// A door is asked as the management door of a running server is; the answer is
// its status and its body.
type door interface {
	Manage(ctx context.Context, method, path string, body []byte) (status int, answer []byte, err error)
}

// askState asks the door about the state of all accounts. A refusal is an error
// with the door's own words.
func askState(ctx context.Context, running door, method string, body []byte) ([]byte, error) {
	status, answer, err := running.Manage(ctx, method, "/v1/state", body)
	if err == nil && status != http.StatusOK {
		err = errors.New(saidBy(answer))
	}
	return answer, err
}

// loadState makes the accounts that an earlier serve has left in a file. A file
// that is not there yet is the first start. Where it could not be saved again is
// found out now: at the end all would be lost.
func loadState(ctx context.Context, running door, path string) error {
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
	if _, err := askState(ctx, running, http.MethodPut, text); err != nil {
		return hinted{fmt.Errorf("serve: --state %s: %w", path, err), "name another file, or move this one away to begin anew"}
	}
	return nil
}

// saveState writes all accounts to a file. The file holds the accounts' tokens, so
// that its owner alone may read it.
func saveState(ctx context.Context, running door, path string) error {
	text, err := askState(ctx, running, http.MethodGet, nil)
	if err != nil {
		return fmt.Errorf("serve: save state to %s: %w", path, err)
	}
	file, err := newDraft(path)
	if err != nil {
		return hinted{fmt.Errorf("serve: save state: %w", err), "let --state name a file in a folder that can be written to"}
	}
	_, err = file.Write(text)
	if err := file.keep(0o600, errors.Join(err, file.Sync())); err != nil {
		return hinted{fmt.Errorf("serve: save state to %s: %w", path, err), "make room; the file of the last time is still there"}
	}
	return nil
}
