package cli

import (
	"errors"
	"os"
	"path/filepath"
)

// A draft is a file on its way: until it is whole it stands beside its place under
// another name. Whoever watches the folder reads no half of it, and on a full disk
// the file that was there stays.
type draft struct {
	*os.File
	path string
}

// newDraft begins the file of a path; for the time being its owner alone may read it.
func newDraft(path string) (*draft, error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-")
	if err != nil {
		return nil, err
	}
	return &draft{file, path}, nil
}

// keep puts the draft into its place, for those whom mode lets read it. written is
// how the writing went: after an error of it, or of keep itself, the draft is gone
// and the place is as it was.
func (d *draft) keep(mode os.FileMode, written error) error {
	err := errors.Join(written, d.Chmod(mode), d.Close())
	if err == nil {
		err = os.Rename(d.Name(), d.path)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(d.Name()))
	}
	return err
}

// discard removes what was not kept.
func (d *draft) discard() {
	_ = d.Close()
	_ = os.Remove(d.Name()) // where it was kept the name is nobody's any more
}
