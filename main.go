// Command flexrig proves a Twilio Flex integration on a rig before it goes
// live: it plays the documented rules of TaskRouter, Flex and Flex Insights
// against a target and says rule by rule what held. See README.md.
package main

import (
	"os"

	"github.com/flexrig/flexrig/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.Standard()))
}
