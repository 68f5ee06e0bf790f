package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/internal/server"
	"github.com/flexrig/flexrig/internal/wrapper"
	"github.com/flexrig/flexrig/reports"
)

// execute runs somebody's command against the stand-in.
type execute struct {
	Grade       string   `placeholder:"FILE" help:"Write the report card there as well: JUnit XML where it ends in .xml, else JSON."`
	FailOn      string   `enum:"error,warning" default:"error" help:"The severity from which a finding makes the exit status 1: error or warning."`
	Faults      string   `placeholder:"FILE" help:"Faults that the command's requests meet, JSON or YAML as the door's /v1/faults takes them."`
	Seed        int64    `default:"0" placeholder:"N" help:"Repeats sids and credentials; 0 picks one."`
	Passthrough bool     `help:"Let the proxy reach hosts that are not the platform's."`
	Command     []string `arg:"" passthrough:"partial" help:"The command and its arguments, behind --."`
}

// Help is shown under the command's flags.
func (execute) Help() string {
	return "Example: flexrig exec -- npm test\n\n" +
		"Its report card goes to stderr. The exit status is the command's where that is not 0 (128 and the\n" +
		"signal's number where one ended it), else 1 where the card has a finding at --fail-on, else 0.\n\n" +
		"A signal that it gets is passed on to all that the command has started. Away from a terminal, what\n" +
		"outlives the command is ended with it.\n\n" +
		"The command finds its account in TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, an API key of it in\n" +
		"TWILIO_API_KEY and TWILIO_API_SECRET, the API without a proxy in FLEXRIG_API and the management\n" +
		"door in FLEXRIG_DOOR."
}

// Run starts the stand-in, runs the command and says what was asked.
func (e *execute) Run(ctx context.Context, streams Streams) (int, error) {
	words := e.Command
	if len(words) > 0 && words[0] == "--" {
		words = words[1:]
	}
	if len(words) == 0 {
		return reports.ExitNotRun, hinted{errors.New("exec: no command is given"), "run: flexrig exec -- COMMAND ARGUMENTS…"}
	}
	path, err := exec.LookPath(words[0])
	if err != nil {
		return reports.ExitNotRun, hinted{fmt.Errorf("exec: the command cannot be run: %w", err), "say a command that is on the PATH, or its path"}
	}
	// The signal that ends ctx is for the command, and the stand-in outlives it.
	return e.against(context.WithoutCancel(ctx), streams, path, words)
}

func (e *execute) against(ctx context.Context, streams Streams, path string, words []string) (status int, err error) {
	var file *cardFile
	if e.Grade != "" {
		if file, err = newCardFile(e.Grade); err != nil {
			return reports.ExitNotRun, err
		}
		defer file.discard()
	}
	folder, err := os.MkdirTemp("", "flexrig-")
	if err != nil {
		return reports.ExitNotRun, fmt.Errorf("exec: make a folder for the certificate: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	running, who, settings, err := e.start(ctx, folder)
	if err != nil {
		return reports.ExitNotRun, fmt.Errorf("exec: %w", err)
	}
	defer running.Close() // nothing of it can fail
	child := exec.Command(path, words[1:]...)
	child.Args[0] = words[0]
	child.Stdin, child.Stdout, child.Stderr = os.Stdin, streams.Out, streams.Err
	child.Env = childEnv(os.Environ(), settings)
	status, err = wrapper.Run(child)
	if err != nil {
		return reports.ExitNotRun, fmt.Errorf("exec: %w", err)
	}
	return e.judge(ctx, streams, running, who, file, status)
}

// judge prints and writes the report card, and makes one exit status of it and of
// the command's.
func (e *execute) judge(ctx context.Context, streams Streams, running *server.Server, who credentials, file *cardFile, status int) (int, error) {
	card, err := cardOf(ctx, running, who)
	if err != nil {
		return reports.ExitNotRun, fmt.Errorf("exec: %w", err)
	}
	err = printCard(streams, card, running.Conduct())
	if file != nil {
		err = errors.Join(err, file.write(card))
	}
	if status == 0 && card.Fails(reports.Severity(e.FailOn)) {
		status = reports.ExitBroken
	}
	return status, err
}

// start serves one account on random ports, with a CA whose key is in memory alone.
func (e *execute) start(ctx context.Context, folder string) (*server.Server, credentials, []string, error) {
	seed, err := seedOr(e.Seed)
	if err != nil {
		return nil, credentials{}, nil, err
	}
	authority, err := server.NewAuthority(clock.Wall{}.Now())
	if err != nil {
		return nil, credentials{}, nil, err
	}
	certificate := filepath.Join(folder, "ca.pem")
	if err := os.WriteFile(certificate, authority.PEM(), 0o644); err != nil {
		return nil, credentials{}, nil, err
	}
	standIn, err := server.NewStandIn(seed, nil, 0)
	if err != nil {
		return nil, credentials{}, nil, err
	}
	const anywhere = "127.0.0.1:0"
	running, err := server.Start(server.Config{
		Listen: anywhere, Proxy: anywhere, Manage: anywhere, Passthrough: e.Passthrough, Authority: authority, StandIn: standIn,
	})
	if err != nil {
		return nil, credentials{}, nil, err
	}
	who := credentialsOf(seed)
	if err := e.furnish(ctx, running, who); err != nil {
		return nil, credentials{}, nil, errors.Join(err, running.Close())
	}
	whole, err := e.trusted(authority, certificate)
	if err != nil {
		return nil, credentials{}, nil, errors.Join(err, running.Close())
	}
	settings := clientSettings(running.ProxyURL(), certificate, whole, os.Getenv("NO_PROXY"))
	return running, who, slices.Concat(settings, who.settings(),
		[]string{"FLEXRIG_API=" + running.URL(), "FLEXRIG_DOOR=" + running.ManageURL()}), nil
}

// furnish opens the account and arms its faults.
func (e *execute) furnish(ctx context.Context, running *server.Server, who credentials) error {
	if err := open(ctx, running, who); err != nil || e.Faults == "" {
		return err
	}
	faults, err := readSettings("faults", e.Faults)
	if err != nil {
		return err
	}
	if err := tell(ctx, running, http.MethodPost, "/v1/faults", who.sid, faults); err != nil {
		return fmt.Errorf("--faults %s: %w", e.Faults, err)
	}
	return nil
}

// trusted is the file for clients whose setting replaces the system's roots: the
// certificate alone, or with those roots where the command may reach other hosts.
func (e *execute) trusted(authority *server.Authority, certificate string) (string, error) {
	if !e.Passthrough {
		return certificate, nil
	}
	return server.Bundle(filepath.Dir(certificate), authority)
}

// notForTheChild are variables that would lead a client elsewhere, to another
// region's host.
var notForTheChild = []string{"TWILIO_EDGE", "TWILIO_REGION"}

// childEnv is an environment with settings in place of those of the same name.
func childEnv(environ, settings []string) []string {
	replaced := slices.Clone(notForTheChild)
	for _, setting := range settings {
		name, _, _ := strings.Cut(setting, "=")
		replaced = append(replaced, name)
	}
	kept := slices.DeleteFunc(slices.Clone(environ), func(setting string) bool {
		name, _, _ := strings.Cut(setting, "=")
		return slices.Contains(replaced, name)
	})
	return append(kept, settings...)
}
