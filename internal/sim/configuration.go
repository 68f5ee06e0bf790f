package sim

import (
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// Configuration is the account's Flex configuration, as far as rules read it.
type Configuration struct {
	CallRecording    bool // calls are recorded, and Insights refers to the recording
	Created, Updated time.Time
}

// Configuration is the account's Flex configuration.
func (a *Account) Configuration() Configuration {
	defer a.enter()()
	return a.configuration
}

// UpdateConfiguration turns call recording on or off; nil leaves it. Calls that
// have been accepted already stay as they are.
func (a *Account) UpdateConfiguration(callRecording *bool) Configuration {
	defer a.enter()()
	keep(&a.configuration.CallRecording, callRecording)
	a.configuration.Updated = a.now
	a.note("configuration.updated", "", a.sid, "call recording "+onOff(a.configuration.CallRecording))
	if a.configuration.CallRecording && a.book.Breaks(rulebook.CallsAreRecordedMidway) {
		a.recordHeldCalls()
	}
	return a.configuration
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
