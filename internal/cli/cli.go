package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/flexrig/flexrig/load/workload"
	"github.com/flexrig/flexrig/reports"
)

// Streams are what a command reads and writes. Colour and progress depend on
// whether a stream is a terminal, which the caller knows.
type Streams struct {
	Out, Err       io.Writer
	OutTTY, ErrTTY bool
	// ErrWidth gives the columns of the terminal that Err is, 0 where nobody knows;
	// it may be nil.
	ErrWidth func() int
}

// A command is what a line of the grammar does. The status is the process's;
// an error means that the run could not happen.
type command interface {
	Run(ctx context.Context, streams Streams) (status int, err error)
}

// envPrefix begins the names of the flags' twins in the environment.
const envPrefix = "FLEXRIG"

// Main carries out a command line and gives the exit status. It writes errors
// itself, and it never exits.
func Main(args []string, streams Streams) (status int) {
	ctx, stop := interruptible()
	defer stop()
	chosen, done, err := parse(args, streams)
	if done {
		return reports.ExitHeld
	}
	if err != nil {
		complain(streams.Err, err)
		return reports.ExitNotRun
	}
	status, err = chosen.Run(ctx, streams)
	if err != nil {
		complain(streams.Err, err)
		return max(status, reports.ExitNotRun)
	}
	return status
}

// interruptible gives a context that ends with the first Ctrl-C, SIGTERM or SIGHUP. A
// second one is no longer caught and ends the process at once.
func interruptible() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// parse reads a command line. done tells that kong has answered it by itself,
// with help or the version.
func parse(args []string, streams Streams) (chosen command, done bool, err error) {
	forgetEmpty()
	parser, err := kong.New(grammarOf(args),
		kong.Name("flexrig"),
		kong.Description("A rig on which a Twilio Flex integration is proved before it goes live.\n\n"+
			"Exit status: 0 held, 1 broken, 2 the run could not happen, 3 nothing to compare with.\n"+
			"Every flag has a twin in the environment, such as FLEXRIG_SEED for --seed."),
		kong.DefaultEnvars(envPrefix),
		kong.Writers(streams.Out, streams.Err),
		kong.Exit(func(int) { done = true }),
		kong.Vars{"version": version(), "workloads": strings.Join(workload.Names(), ", "), "profiles": strings.Join(profiles(), ", ")},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true}),
	)
	if err != nil {
		return nil, false, fmt.Errorf("read the command line: %w", err)
	}
	parsed, err := parser.Parse(args)
	if done {
		return nil, true, nil
	}
	if err == nil {
		err = emptyFlag(parsed)
	}
	if err != nil {
		return nil, false, withHint(err)
	}
	for node := parsed.Selected(); node != nil; node = node.Parent {
		if cmd, ok := node.Target.Addr().Interface().(command); ok {
			return cmd, false, nil
		}
	}
	return nil, false, hinted{errors.New("no command is given"), "run: flexrig --help"}
}

// forgetEmpty makes a flag's twin in the environment that is set to nothing the
// same as one that is not set, as build servers set them.
func forgetEmpty() {
	for _, setting := range os.Environ() {
		name, value, _ := strings.Cut(setting, "=")
		if value == "" && strings.HasPrefix(name, envPrefix+"_") {
			os.Unsetenv(name)
		}
	}
}

// emptyFlag refuses a flag that was given with nothing in it, as --rules
// "$UNSET" is: it would select everything, and everything would look checked.
func emptyFlag(parsed *kong.Context) error {
	for _, step := range parsed.Path {
		if step.Flag == nil || step.Resolved {
			continue
		}
		switch value := step.Flag.Target.Interface().(type) {
		case string:
			if strings.TrimSpace(value) == "" {
				return isEmpty(step.Flag)
			}
		case []string:
			if strings.TrimSpace(strings.Join(value, "")) == "" {
				return isEmpty(step.Flag)
			}
		}
	}
	return nil
}

func isEmpty(flag *kong.Flag) error {
	return hinted{fmt.Errorf("--%s is empty", flag.Name), "give it a value, or leave it out"}
}

// withHint tells where a command line that could not be read goes on, where
// nobody has told yet.
func withHint(err error) error {
	var told hinted
	if errors.As(err, &told) {
		return err
	}
	var wrong *kong.ParseError
	if errors.As(err, &wrong) && wrong.Context != nil {
		return hinted{err, "run: " + commandOf(wrong.Context.Path) + " --help"}
	}
	return hinted{err, "run: flexrig --help"}
}

// commandOf is the command that a line has come to, as it is typed.
func commandOf(path []*kong.Path) string {
	words := []string{"flexrig"}
	for _, step := range path {
		if step.Command != nil {
			words = append(words, step.Command.Name)
		}
	}
	return strings.Join(words, " ")
}

// hinted is an error with what to do about it.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// complain writes an error: a line that says what is wrong, and one that says
// what to do where somebody knows.
func complain(w io.Writer, err error) {
	fmt.Fprintf(w, "flexrig: %s\n", strings.TrimSpace(err.Error()))
	var h hinted
	if errors.As(err, &h) {
		fmt.Fprintf(w, "         %s\n", h.hint)
	}
}
