package workload

import (
	"bytes"
	_ "embed"
	"fmt"
	"sync"
	"time"

	"github.com/goccy/go-yaml"
)

//go:embed workloads.yaml
var settingsFile []byte

// settings are what workloads.yaml says.
type settings struct {
	Payloads    []payload `yaml:"payloads"`
	Attachments []payload `yaml:"attachments"`

	TaskUpdate      taskUpdateSettings      `yaml:"task-update"`
	ContendedUpdate contendedUpdateSettings `yaml:"contended-update"`
	MediaWindow     mediaWindowSettings     `yaml:"media-window"`
	TaskLifecycle   taskLifecycleSettings   `yaml:"task-lifecycle"`
	ChannelClose    channelCloseSettings    `yaml:"channel-close"`
}

type taskUpdateSettings struct {
	Tasks int `yaml:"tasks"`
}

type contendedUpdateSettings struct {
	Tasks    int `yaml:"tasks"`
	Writers  int `yaml:"writers"`
	Attempts int `yaml:"attempts"`
}

type mediaWindowSettings struct {
	Window time.Duration `yaml:"window"`
	Behind int           `yaml:"behind"`
	Offers int           `yaml:"offers"`
}

type taskLifecycleSettings struct {
	Offers int `yaml:"offers"`
}

type channelCloseSettings struct {
	Offers int       `yaml:"offers"`
	Rows   []closing `yaml:"rows"`
}

// readSettings reads the embedded file once.
var readSettings = sync.OnceValues(func() (settings, error) { return parseSettings(settingsFile) })

func parseSettings(text []byte) (settings, error) {
	var s settings
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(&s); err != nil {
		return s, fmt.Errorf("workloads.yaml: %w", err)
	}
	if err := s.check(); err != nil {
		return s, fmt.Errorf("workloads.yaml: %w", err)
	}
	for _, payloads := range [][]payload{s.Payloads, s.Attachments} {
		for i := range payloads {
			if err := payloads[i].compile(); err != nil {
				return s, fmt.Errorf("workloads.yaml: payload %q: %w", payloads[i].Name, err)
			}
		}
	}
	return s, nil
}

// check finds what no workload could be run with.
func (s settings) check() error {
	contended := s.ContendedUpdate
	switch {
	case len(s.Payloads) == 0 || len(s.Attachments) == 0:
		return fmt.Errorf("there are no payloads or no attachments to send")
	case s.TaskUpdate.Tasks < 1 || contended.Tasks < 1:
		return fmt.Errorf("a workload has no tasks; give 1 or more")
	case contended.Writers < 2:
		return fmt.Errorf("contended-update has %d writers a task; give 2 or more", contended.Writers)
	case contended.Attempts < 1 || contended.Attempts > writesPerHit:
		return fmt.Errorf("contended-update has %d attempts; give 1 to %d", contended.Attempts, writesPerHit)
	case s.MediaWindow.Behind < 1 || s.MediaWindow.Behind%2 == 0:
		return fmt.Errorf("media-window is %d hits behind; give an odd number, since even hits complete tasks", s.MediaWindow.Behind)
	case s.MediaWindow.Window < time.Second:
		return fmt.Errorf("media-window lasts %s; give a second or more", s.MediaWindow.Window)
	case min(s.MediaWindow.Offers, s.TaskLifecycle.Offers, s.ChannelClose.Offers) < 1:
		return fmt.Errorf("a workload never looks for an offer; give 1 or more")
	case len(s.ChannelClose.Rows) == 0:
		return fmt.Errorf("channel-close has no rows")
	}
	return nil
}
