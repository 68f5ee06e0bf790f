//go:build !unix

package wrapper

import (
	"os"
	"os/exec"
	"syscall"
)

// newFamily is the command alone: there are no process groups here.
func newFamily() family { return alone{} }

type alone struct{}

func (alone) join(*exec.Cmd) {}

// signal passes on nothing that the console sends to the command as well.
func (alone) signal(leader *os.Process, received syscall.Signal) {
	if received != syscall.SIGINT {
		_ = leader.Signal(received) // it may have ended already
	}
}

func (alone) end(*os.Process) {}
