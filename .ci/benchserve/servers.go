package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/flexrig/flexrig/internal/wire"
)

const (
	accountSid = "AC00000000000000000000000000000001"
	token      = "benchmark"
	specFile   = "internal/wire/testdata/oai/twilio_taskrouter_v1.json"
)

// bare answers every request with the same task.
func bare() *subject {
	return &subject{name: "bare net/http", command: own("bare"), ready: "/", paths: func(context.Context, *subject) ([]string, error) {
		return []string{"/v1/Workspaces/WS00000000000000000000000000000001/Tasks/WT00000000000000000000000000000001"}, nil
	}}
}

// own is this program as one of its servers.
func own(args ...string) func(address string) []string {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	return func(address string) []string { return append(append([]string{self}, args...), address) }
}

func serveBare() error {
	task := `{"account_sid":"` + accountSid + `","attributes":` + strconv.Quote(attributes("0")) + `,"sid":"WT00000000000000000000000000000001","rest":"` +
		strings.Repeat("x", 1000) + `"}`
	return http.ListenAndServe(os.Args[2], http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(task)))
		_, _ = io.WriteString(w, task)
	}))
}

// standIn is the stand-in with a number of tasks that wait: the handlers, or a
// binary's serve.
func standIn(name string, as role, binary string, held int, flags ...string) *subject {
	s := &subject{name: name, role: as, ready: "/.well-known/flexrig", held: held, paths: fill}
	s.command = own(append([]string{"stand-in"}, flags...)...)
	if binary != "" {
		s.command = func(address string) []string {
			return append([]string{
				binary, "serve", "--listen", address, "--proxy", freeAddress(), "--manage", freeAddress(),
				"--account", accountSid + ":" + token,
			}, flags...)
		}
	}
	return s
}

func serveStandIn(args []string) error {
	flags := flag.NewFlagSet("stand-in", flag.ContinueOnError)
	journal := flags.Int("journal", 0, "requests that are kept")
	if err := flags.Parse(args); err != nil {
		return err
	}
	s := wire.New(wire.Options{Seed: 1, Journal: *journal})
	open, err := http.NewRequest(http.MethodPost, "http://door/v1/accounts",
		strings.NewReader(`{"sid":"`+accountSid+`","token":"`+token+`","seed":1,"clock":"following"}`))
	if err != nil {
		return err
	}
	opened := &discard{header: http.Header{}}
	open.Header.Set("Content-Type", "application/json")
	s.Door().ServeHTTP(opened, open)
	if opened.status != http.StatusCreated {
		return fmt.Errorf("open account: status %d", opened.status)
	}
	return http.ListenAndServe(flags.Arg(0), s.API())
}

// discard takes an answer of which only the status counts.
type discard struct {
	header http.Header
	status int
}

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) WriteHeader(status int)      { d.status = status }
func (d *discard) Write(p []byte) (int, error) { return len(p), nil }

// prism installs Prism and aims it at Twilio's description of TaskRouter.
func prism(ctx context.Context, temp string) (*subject, error) {
	install := exec.CommandContext(ctx, "npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", temp, "@stoplight/prism-cli@5")
	if out, err := install.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("install Prism: %w: %s; leave it out with -prism=false", err, out)
	}
	spec, err := filepath.Abs(specFile)
	if err != nil {
		return nil, err
	}
	s := bare()
	s.name, s.role = "Prism", other
	s.command = func(address string) []string {
		host, port, _ := net.SplitHostPort(address)
		return []string{
			"node", filepath.Join(temp, "node_modules/@stoplight/prism-cli/dist/index.js"), "mock", "-v", "error", "-h", host, "-p", port, spec,
		}
	}
	return s, nil
}

// freeAddress is a loopback address at which nobody listens.
func freeAddress() string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "127.0.0.1:0"
	}
	defer listener.Close()
	return listener.Addr().String()
}
