//go:build !race

// The race detector slows a load down until its generator falls behind, and such a
// load is invalid, as it should be: make test plays these scripts after the others,
// alone and without it.

package cli_test

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestLoad plays the scripts about load. It is not parallel, and plays one after
// the other: a load that shares its cores with other tests measures those.
func TestLoad(t *testing.T) {
	params := scripts(t)
	params.Dir = filepath.Join("testdata", "load")
	testscript.RunT(inTurn{t}, params)
}

// inTurn is a test whose scripts wait for each other.
type inTurn struct{ *testing.T }

func (inTurn) Parallel()     {}
func (inTurn) Verbose() bool { return testing.Verbose() }
func (t inTurn) Run(name string, script func(testscript.T)) {
	t.T.Run(name, func(t *testing.T) { script(inTurn{t}) })
}
