package cli

import (
	"os"

	"golang.org/x/term"
)

// inForeground tells whether somebody sits at this process's terminal.
func inForeground() bool { return term.IsTerminal(int(os.Stdin.Fd())) }
