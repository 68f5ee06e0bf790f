package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"syscall"
	"time"
)

// starts is how often a binary is started. Each has the machine to itself, on any
// core.
const starts = 15

// A startup is what one start of a binary's serve has shown.
type startup struct {
	took     time.Duration // from exec until it says that it is listening
	resident int64         // bytes, some time after
}

// startups starts a binary's serve several times, with a CA that is there already,
// as it is on all starts but a machine's first.
func startups(ctx context.Context, binary, folder string) ([]startup, error) {
	var all []startup
	for round := range starts + 1 {
		one, err := startOnce(ctx, binary, folder)
		if err != nil {
			return nil, fmt.Errorf("start %s: %w", binary, err)
		}
		if round > 0 { // the first one makes the CA
			all = append(all, one)
		}
	}
	return all, nil
}

func startOnce(ctx context.Context, binary, folder string) (one startup, err error) {
	const anyPort = "127.0.0.1:0"
	serve := exec.CommandContext(ctx, binary, "serve", "--listen", anyPort, "--proxy", anyPort, "--manage", anyPort, "--ca", folder)
	out, err := serve.StdoutPipe()
	if err != nil {
		return one, err
	}
	began := time.Now()
	if err := serve.Start(); err != nil {
		return one, err
	}
	defer func() {
		_ = serve.Process.Signal(syscall.SIGTERM) // it may have ended already
		err = errors.Join(err, serve.Wait())
	}()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() != "listening" {
			continue
		}
		one.took = time.Since(began)
		const settled = 200 * time.Millisecond
		time.Sleep(settled)
		one.resident = resident(serve.Process.Pid)
		return one, nil
	}
	return one, errors.New("it ended without listening")
}
