package workload

import (
	"bytes"
	_ "embed"
	"fmt"
	"sync"

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
}

type taskUpdateSettings struct {
	Tasks int `yaml:"tasks"`
}

type contendedUpdateSettings struct {
	Tasks    int `yaml:"tasks"`
	Writers  int `yaml:"writers"`
	Attempts int `yaml:"attempts"`
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
	}
	return nil
}
