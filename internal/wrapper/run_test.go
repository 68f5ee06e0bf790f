//go:build linux

package wrapper_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/flexrig/flexrig/internal/wrapper"
)

// wrapping makes the test binary a wrapper of the command in its arguments.
const wrapping = "WRAPPER_TEST_WRAPS"

func TestMain(m *testing.M) {
	if os.Getenv(wrapping) == "" {
		os.Exit(m.Run())
	}
	child := exec.Command(os.Args[1], os.Args[2:]...)
	child.Stdin, child.Stdout, child.Stderr = os.Stdin, os.Stdout, os.Stderr
	status, err := wrapper.Run(child)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = 2
	}
	os.Exit(status)
}

func wrapped(t *testing.T, script string) *exec.Cmd {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), binary, "sh", "-c", script)
	cmd.Env = append(os.Environ(), wrapping+"=1")
	return cmd
}

// grandchild is a script whose shell waits for another one, which prints its number
// and, when it is ended, what ended it.
func grandchild(also string) string {
	return `sh -c 'for s in INT TERM HUP; do trap "echo got $s; exit 0" $s; done; echo $$; while :; do sleep 0.05; done'; ` + also
}

func readPID(t *testing.T, lines *bufio.Scanner) int {
	t.Helper()
	if !lines.Scan() {
		t.Fatalf("the grandchild has not said its number: %v", lines.Err())
	}
	pid, err := strconv.Atoi(strings.TrimSpace(lines.Text()))
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

func gone(pid int) bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || strings.Contains(string(text), ") Z ")
}

func TestASignalToTheWrapperAloneReachesGrandchildren(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name     string
		sent     syscall.Signal
		says     string
		terminal bool
	}{
		{"SIGTERM without a terminal", syscall.SIGTERM, "got TERM", false},
		{"SIGINT without a terminal", syscall.SIGINT, "got INT", false},
		{"SIGHUP without a terminal", syscall.SIGHUP, "got HUP", false},
		{"SIGTERM at a terminal", syscall.SIGTERM, "got TERM", true},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			cmd := wrapped(t, grandchild("true"))
			out := started(t, cmd, row.terminal)
			pid := readPID(t, out)
			if err := cmd.Process.Signal(row.sent); err != nil {
				t.Fatal(err)
			}
			if !out.Scan() || strings.TrimSpace(out.Text()) != row.says {
				t.Errorf("the grandchild has said %q, want %q", out.Text(), row.says)
			}
			_ = cmd.Wait() // its status is looked at below
			if got, want := cmd.ProcessState.ExitCode(), 128+int(row.sent); got != want {
				t.Errorf("status %d, want %d", got, want)
			}
			if !gone(pid) {
				t.Errorf("the grandchild %d is left behind", pid)
			}
		})
	}
}

// started starts a wrapper in a session of its own, with a terminal or without one.
// At the terminal its standard input is a file: what counts is the terminal itself.
func started(t *testing.T, cmd *exec.Cmd, terminal bool) *bufio.Scanner {
	t.Helper()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if !terminal {
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return bufio.NewScanner(out)
	}
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = master.Close() })
	cmd.Stdout = slave // on standard error shells say which of their commands were ended
	cmd.SysProcAttr.Setctty, cmd.SysProcAttr.Ctty = true, 1
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = slave.Close()
	return bufio.NewScanner(master)
}

func TestWhatIgnoresSIGTERMIsKilledAfterTheGrace(t *testing.T) {
	t.Parallel()
	cmd := wrapped(t, `sh -c 'trap "" TERM; echo $$; while :; do sleep 0.05; done' & sleep 0.3; exit 7`)
	out := started(t, cmd, false)
	pid := readPID(t, out)
	_ = cmd.Wait() // its status is looked at below
	if got := cmd.ProcessState.ExitCode(); got != 7 {
		t.Errorf("status %d, want the command's 7", got)
	}
	for deadline := time.Now().Add(2 * time.Second); !gone(pid); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("process %d is left behind", pid)
		}
	}
}

// Ctrl-C is typed once and reaches the command once: npm and others take a second
// SIGINT for impatience.
func TestCtrlCAtATerminalReachesTheCommandOnce(t *testing.T) {
	t.Parallel()
	cmd := wrapped(t, `n=0; trap 'n=$((n+1))' INT; echo $$; for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.05; done; echo count $n`)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1}
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer master.Close()
	cmd.Stdout = slave
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = slave.Close()
	out := bufio.NewScanner(master)
	readPID(t, out)
	if _, err := master.WriteString("\x03"); err != nil {
		t.Fatal(err)
	}
	if !out.Scan() || !strings.HasSuffix(strings.TrimSpace(out.Text()), "count 1") {
		t.Errorf("the command has said %q, want that it had one SIGINT", out.Text())
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}
