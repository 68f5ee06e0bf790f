package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// hitsFile is the file that takes every hit while a load goes on, under another
// name until it is whole.
type hitsFile struct {
	folder runFolder
	draft  *os.File
}

// Begin opens the file anew.
func (h *hitsFile) Begin() (io.Writer, error) {
	if err := h.drop(); err != nil {
		return nil, err
	}
	draft, err := os.CreateTemp(h.folder.path(), "."+resultsFile+"-")
	if err != nil {
		return nil, hinted{fmt.Errorf("make %s: %w", resultsFile, err), "make room, or choose another folder with --out"}
	}
	h.draft = draft
	return draft, nil
}

// Keep gives the file its name.
func (h *hitsFile) Keep() error {
	draft := h.draft
	h.draft = nil
	if err := errors.Join(draft.Chmod(0o644), draft.Close()); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", resultsFile, err), os.Remove(draft.Name()))
	}
	return os.Rename(draft.Name(), filepath.Join(h.folder.path(), resultsFile))
}

// drop removes a file that is not kept.
func (h *hitsFile) drop() error {
	if h.draft == nil {
		return nil
	}
	draft := h.draft
	h.draft = nil
	return errors.Join(draft.Close(), os.Remove(draft.Name()))
}
