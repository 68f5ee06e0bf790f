package workload

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flexrig/flexrig/load/attack"
)

// makers make each workload from the settings.
var makers = map[string]func(settings) attack.Workload{
	"task-update":            newTaskUpdate,
	"contended-update":       func(s settings) attack.Workload { return newContendedUpdate(s, true) },
	"contended-update-blind": func(s settings) attack.Workload { return newContendedUpdate(s, false) },
	"media-window":           newMediaWindow,
	"task-lifecycle":         newTaskLifecycle,
	"channel-close":          newChannelClose,
}

// Names lists the workloads by the alphabet.
func Names() []string { return slices.Sorted(maps.Keys(makers)) }

// Named makes the workload of that name, for one run. A name that there is none
// of is an error that lists those there are.
func Named(name string) (attack.Workload, error) {
	s, err := readSettings()
	if err != nil {
		return nil, err
	}
	found, known := makers[name]
	if !known {
		return nil, fmt.Errorf("there is no workload %q; take one of %s, or a file of targets", name, strings.Join(Names(), ", "))
	}
	return found(s), nil
}
