package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"
)

// options are the command line's.
type options struct {
	rounds  int
	seconds int
	held    int
	flexrig string
	prism   bool
}

func main() {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "bare":
			exit(serveBare())
		case "stand-in":
			exit(serveStandIn(os.Args[2:]))
		}
	}
	var o options
	flag.IntVar(&o.rounds, "rounds", 3, "how often everybody has a turn")
	flag.IntVar(&o.seconds, "seconds", 4, "how long a turn is")
	flag.IntVar(&o.held, "held", 1_000_000, "how many tasks the full stand-in holds; 0 leaves it out")
	flag.StringVar(&o.flexrig, "flexrig", "", "a flexrig `binary` whose serve is measured; without it the handlers are served by this program")
	flag.BoolVar(&o.prism, "prism", true, "measure Prism too; installs it into a temporary folder")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	exit(run(ctx, o))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchserve:", err)
		os.Exit(2)
	}
	os.Exit(0)
}

const few = 1_000

func run(ctx context.Context, o options) error {
	temp, err := os.MkdirTemp("", "benchserve")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	var started []startup
	if o.flexrig != "" { // before anything else runs
		if started, err = startups(ctx, o.flexrig, temp); err != nil {
			return err
		}
	}
	subjects := []*subject{
		bare(), standIn("stand-in", served, o.flexrig, few),
		standIn("stand-in, no journal", unjournaled, o.flexrig, few, "--journal=-1"),
	}
	if o.held > 0 {
		subjects = append(subjects, standIn(fmt.Sprintf("stand-in, %d held", o.held), full, o.flexrig, o.held))
	}
	if o.prism {
		prism, err := prism(ctx, temp)
		if err != nil {
			return err
		}
		subjects = append(subjects, prism)
	}
	if err := measure(ctx, o, temp, subjects); err != nil {
		return err
	}
	fmt.Printf("%s, %d turns of %d s, %d connections\n\n", time.Now().UTC().Format(time.DateOnly), o.rounds, o.seconds, connections)
	if err := report(os.Stdout, subjects); err != nil {
		return err
	}
	return reportGoals(os.Stdout, goals(subjects, started))
}

// measure starts every subject and gives them turns.
func measure(ctx context.Context, o options, temp string, subjects []*subject) error {
	for _, s := range subjects {
		defer s.stop()
		if err := s.start(ctx, temp); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	const warmUp = 2
	for round := range o.rounds + 1 {
		seconds := o.seconds
		if round == 0 {
			seconds = warmUp
		}
		for _, s := range subjects {
			one, err := s.turn(ctx, cmp.Or(seconds, 1))
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			if round > 0 {
				s.turns = append(s.turns, one)
			}
		}
	}
	return nil
}
