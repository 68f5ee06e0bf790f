package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// The cores: one for the servers, one for wrk.
const serverCore, clientCore = "0", "1"

// A role is what a subject is measured for.
type role int

const (
	reference   role = iota // what the others' rates are told by
	served                  // the stand-in as it comes
	unjournaled             // without a journal of requests
	full                    // with many tasks
	other                   // somebody else's server
)

// A subject is a server that is measured.
type subject struct {
	name    string
	role    role
	command func(address string) []string
	ready   string                                            // a path that answers once it can be used
	paths   func(context.Context, *subject) ([]string, error) // the tasks that are updated, made at need
	held    int

	address string
	process *exec.Cmd
	script  string
	turns   []turn
}

// A turn is what one run of wrk has shown.
type turn struct {
	rate     float64       // requests a second
	cpu      time.Duration // of the server, for one request
	p50, p99 time.Duration
	resident int64 // bytes, at its end
}

func (s *subject) start(ctx context.Context, temp string) error {
	s.address = freeAddress()
	words := append([]string{"-c", serverCore}, s.command(s.address)...)
	s.process = exec.CommandContext(ctx, "taskset", words...)
	s.process.Env = append(os.Environ(), "GOMAXPROCS=1")
	s.process.Stderr = os.Stderr
	if err := s.process.Start(); err != nil {
		return err
	}
	if err := s.wait(ctx); err != nil {
		return err
	}
	paths, err := s.paths(ctx, s)
	if err != nil {
		return err
	}
	s.script = filepath.Join(temp, fmt.Sprintf("%d.lua", s.process.Process.Pid))
	return os.WriteFile(s.script, []byte(updates(paths)), 0o600)
}

// wait gives a server a minute to answer at all.
func (s *subject) wait(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.address+s.ready, nil)
		if err != nil {
			return err
		}
		if answer, err := http.DefaultClient.Do(request); err == nil {
			return answer.Body.Close()
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("does not answer at %s: %w", s.address, ctx.Err())
		case <-time.After(time.Millisecond):
		}
	}
}

// stop ends the server as Ctrl-C would.
func (s *subject) stop() {
	if s.process != nil && s.process.Process != nil {
		_ = s.process.Process.Signal(syscall.SIGTERM) // it may have ended already
		_ = s.process.Wait()
	}
}

// turn updates tasks for some seconds.
func (s *subject) turn(ctx context.Context, seconds int) (turn, error) {
	before := cpuTime(s.process.Process.Pid)
	one, requests, err := drive(ctx, s, s.script, seconds)
	if err != nil {
		return one, err
	}
	one.cpu = (cpuTime(s.process.Process.Pid) - before) / time.Duration(requests)
	one.resident = resident(s.process.Process.Pid)
	return one, nil
}

// cpuTime is what a process has used, by Linux's count of hundredths of a second.
func cpuTime(pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	const user, system, tick = 11, 12, 10 * time.Millisecond // fields after the name
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	var ticks int64
	for _, field := range []int{user, system} {
		n, _ := strconv.ParseInt(fields[field], 10, 64)
		ticks += n
	}
	return time.Duration(ticks) * tick
}

// resident is how much memory a process holds, in bytes.
func resident(pid int) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	var kilobytes int64
	_, _ = fmt.Sscan(rest, &kilobytes)
	return kilobytes << 10
}
