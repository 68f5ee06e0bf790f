package cli

import (
	"os"

	"golang.org/x/term"
)

// Standard gives the process's own streams.
func Standard() Streams {
	return Streams{
		Out: os.Stdout, Err: os.Stderr,
		OutTTY: term.IsTerminal(int(os.Stdout.Fd())), ErrTTY: term.IsTerminal(int(os.Stderr.Fd())),
		ErrWidth: func() int {
			columns, _, err := term.GetSize(int(os.Stderr.Fd()))
			if err != nil {
				return 0
			}
			return columns
		},
	}
}

// colour tells whether to colour what goes to stdout: on a terminal, unless
// NO_COLOR says otherwise (no-color.org: set and not empty).
func colour(s Streams) bool { return s.OutTTY && os.Getenv("NO_COLOR") == "" }
