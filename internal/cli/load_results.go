package cli

import (
	"fmt"
	"io"
	"path/filepath"
)

// hitsFile is the file that takes every hit while a load goes on.
type hitsFile struct {
	folder runFolder
	draft  *draft // nil where none is begun
}

// Begin opens the file anew.
func (h *hitsFile) Begin() (io.Writer, error) {
	h.drop()
	begun, err := newDraft(filepath.Join(h.folder.path(), resultsFile))
	if err != nil {
		return nil, hinted{fmt.Errorf("make %s: %w", resultsFile, err), "make room, or choose another folder with --out"}
	}
	h.draft = begun
	return begun, nil
}

// Keep gives the file its name.
func (h *hitsFile) Keep() error {
	whole := h.draft
	h.draft = nil
	const readable = 0o644
	if err := whole.keep(readable, nil); err != nil {
		return fmt.Errorf("write %s: %w", resultsFile, err)
	}
	return nil
}

// drop removes a file that is not kept.
func (h *hitsFile) drop() {
	if h.draft != nil {
		h.draft.discard()
		h.draft = nil
	}
}
