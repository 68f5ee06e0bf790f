package wrapper

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"github.com/flexrig/flexrig/internal/clock"
)

// What outlives the command has so long to end by itself, and is looked at so often.
const (
	graceForTheRest = 3 * time.Second
	lookEvery       = 20 * time.Millisecond
)

// A family is a command with all that it has started. Signals are for all of it:
// of `sh -c 'npm test'` the shell alone would be ended, and npm stay behind.
type family interface {
	// join says how the command is to be started.
	join(command *exec.Cmd)
	// signal passes a signal on that this process has received.
	signal(leader *os.Process, received syscall.Signal)
	// end waits for those that outlive the command, and then kills them.
	end(leader *os.Process)
}

// Run runs a command that has not been started to its end and passes the signals
// that come meanwhile on to all of its family. The status is the one that a shell
// tells: the command's own, or 128 and the number of the signal that ended it. An
// error means that the command could not be run. Signals of the whole process are
// caught meanwhile: run one command at a time.
func Run(command *exec.Cmd) (status int, err error) {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	defer signal.Stop(signals)
	relatives := newFamily()
	relatives.join(command)
	if err := command.Start(); err != nil {
		return 0, err
	}
	defer relatives.end(command.Process)
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	for {
		select {
		case received := <-signals:
			relatives.signal(command.Process, received.(syscall.Signal)) // os/signal gives no other
		case err := <-ended:
			return statusOf(command, err)
		}
	}
}

// outlasted waits until nobody is left, and tells whether somebody still is when
// the grace is over.
func outlasted(left func() bool) bool {
	for waited := time.Duration(0); left(); waited += lookEvery {
		if waited >= graceForTheRest {
			return true
		}
		clock.Wall{}.Sleep(lookEvery)
	}
	return false
}

// statusOf is a command's exit status as a shell tells it.
func statusOf(command *exec.Cmd, err error) (int, error) {
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		return 0, err
	}
	if wait, ok := command.ProcessState.Sys().(syscall.WaitStatus); ok && wait.Signaled() {
		const bySignal = 128
		return bySignal + int(wait.Signal()), nil
	}
	return command.ProcessState.ExitCode(), nil
}
