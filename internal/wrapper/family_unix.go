//go:build unix

package wrapper

import (
	"errors"
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// newFamily is a group of its own where nobody sits at a terminal. At one, a
// command in another group could not read what is typed, and would not be there
// for Ctrl-Z and fg.
func newFamily() family {
	if terminal, err := os.OpenFile("/dev/tty", os.O_RDWR|unix.O_NOCTTY, 0); err == nil {
		return &atTerminal{terminal: terminal}
	}
	return ownGroup{}
}

// ownGroup is a command that leads a process group.
type ownGroup struct{}

func (ownGroup) join(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

func (ownGroup) signal(leader *os.Process, received syscall.Signal) {
	_ = syscall.Kill(-leader.Pid, received) // all may have ended already
}

// end lets nothing stay behind, also after a command that ended by itself: the
// stand-in that it was started against goes away.
func (ownGroup) end(leader *os.Process) {
	group := -leader.Pid
	if syscall.Kill(group, syscall.SIGTERM) != nil {
		return
	}
	if outlasted(func() bool { return peopled(group) }) {
		_ = syscall.Kill(group, syscall.SIGKILL)
	}
}

// peopled tells whether a process group has members. Those that have ended and that
// this process inherited, as the first process of a container does, are let go.
func peopled(group int) bool {
	for {
		pid, err := syscall.Wait4(group, nil, syscall.WNOHANG, nil)
		if err == nil && pid > 0 || errors.Is(err, syscall.EINTR) {
			continue
		}
		return syscall.Kill(group, 0) == nil
	}
}

// atTerminal is a command in this process's own group, to which the terminal
// sends Ctrl-C and Ctrl-\ by itself. Others may be in it too: in `flexrig exec …
// | tee log` the group is not to be signalled.
type atTerminal struct {
	terminal  *os.File
	signalled []*os.Process
}

func (*atTerminal) join(*exec.Cmd) {}

func (t *atTerminal) signal(leader *os.Process, received syscall.Signal) {
	if (received == syscall.SIGINT || received == syscall.SIGQUIT) && t.inForeground() {
		return
	}
	// Parents first: a shell whose command ends before it would go on to the next one.
	now := append([]*os.Process{leader}, descendants(leader.Pid)...)
	for _, each := range now {
		_ = each.Signal(received) // it may have ended already
	}
	// Those of an earlier signal may have lost their parents to it, and be nobody's
	// descendants any more.
	t.signalled = append(t.signalled, now...)
}

// inForeground tells whether the terminal's keys reach this process's group, and
// with it the command.
func (t *atTerminal) inForeground() bool {
	group, err := unix.IoctlGetInt(int(t.terminal.Fd()), unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}

// end waits for those to which a signal was passed on. Without one a terminal's
// user finds in the background what the command has left there.
func (t *atTerminal) end(*os.Process) {
	_ = t.terminal.Close() // nothing was written to it
	left := func() bool {
		for _, each := range t.signalled {
			if each.Signal(syscall.Signal(0)) == nil {
				return true
			}
		}
		return false
	}
	if !outlasted(left) {
		return
	}
	for _, each := range t.signalled {
		_ = each.Kill() // it may have ended already
	}
}
