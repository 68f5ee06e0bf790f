package taskrouter

import (
	"fmt"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A WorkflowConfig is a workflow's Configuration: filters that are tried from
// the top, and the target of the tasks that none of them matches (Twilio docs,
// Workflows Overview).
type WorkflowConfig struct {
	Filters []WorkflowFilter
	Default *WorkflowTarget // nil where the configuration has no default_filter
}

// A WorkflowFilter sends the tasks that its expression matches to its targets,
// one after the other.
type WorkflowFilter struct {
	Name       string // empty where the configuration gives none
	Expression Expression
	Targets    []WorkflowTarget // never empty
}

// A WorkflowTarget is one step of a task's routing.
type WorkflowTarget struct {
	QueueSid   string        // never empty: a target without a queue has the one before it
	Expression *Expression   // which workers of the queue, in TargetScope; nil for all
	Priority   *int          // the task's new priority; nil leaves the one it has
	Timeout    time.Duration // how long the task stays at this step; 0 for no limit
	SkipIf     *Expression   // over workers.available and the like; nil never skips
	OrderBy    string        // as given, such as "worker.english_level ASC"
	IsDefault  bool          // this is the default_filter's target

	// At most one of these is of use: the worker to ask, as given. It may name
	// an attribute of the task, such as "task.agent_sid".
	KnownWorkerSid  string
	KnownWorkerName string
}

// ParseWorkflowConfig reads a Configuration. Keys that it does not know are
// ignored. What it cannot follow is a *rulebook.Refusal that names the filter
// (by its name, else by its number from 1) and what is wrong with it.
func ParseWorkflowConfig(text string) (WorkflowConfig, error) {
	config, err := readWorkflowConfig(text)
	if err != nil {
		return WorkflowConfig{}, rulebook.Invalid(rulebook.CodeInvalid, "Invalid parameter Configuration: %v", err)
	}
	return config, nil
}

// Targets gives the steps that a task goes through: those of the first filter
// that matches, then the default one. matched is the filter's name, empty where
// none matched or it has none. The task's attributes may be named with "task."
// in front.
//
// The platform lets a task reach the default step only where nothing matched or
// every earlier step was skipped; one whose last step timed out is canceled
// (Twilio docs, Workflows Overview). IsDefault tells the caller which step that is.
func (c WorkflowConfig) Targets(task Variables) (targets []WorkflowTarget, matched string) {
	scope := TaskScope(task)
	for _, filter := range c.Filters {
		if filter.Expression.Matches(scope) {
			return c.endingInDefault(filter.Targets), filter.Name
		}
	}
	return c.endingInDefault(nil), ""
}

func (c WorkflowConfig) endingInDefault(targets []WorkflowTarget) []WorkflowTarget {
	steps := append(make([]WorkflowTarget, 0, len(targets)+1), targets...)
	if c.Default != nil {
		steps = append(steps, *c.Default)
	}
	return steps
}

// Queues lists the sids of all queues that the configuration names, each once,
// in the order of their first mention.
func (c WorkflowConfig) Queues() []string {
	var sids []string
	seen := map[string]bool{}
	note := func(target WorkflowTarget) {
		if !seen[target.QueueSid] {
			seen[target.QueueSid] = true
			sids = append(sids, target.QueueSid)
		}
	}
	for _, filter := range c.Filters {
		for _, target := range filter.Targets {
			note(target)
		}
	}
	if c.Default != nil {
		note(*c.Default)
	}
	return sids
}

// ReadsTask tells whether choosing a filter can depend on the task. It does not
// where each filter that is ever tried is constant: those after one that always
// matches never are. Expressions of targets are not looked at.
func (c WorkflowConfig) ReadsTask() bool {
	for _, filter := range c.Filters {
		always, isConstant := filter.Expression.Constant()
		if !isConstant {
			return true
		}
		if always {
			return false
		}
	}
	return false
}

func readWorkflowConfig(text string) (WorkflowConfig, error) {
	if problem := objectProblem(text); problem != "" {
		return WorkflowConfig{}, fmt.Errorf("invalid JSON: %s", problem)
	}
	// Decoded into maps: encoding/json would match the fields of a struct in
	// any case, the platform's keys have one.
	routing, err := configObject(Attributes(text).Decode()).object("task_routing")
	if err != nil {
		return WorkflowConfig{}, err
	}
	var config WorkflowConfig
	if config.Filters, err = routing.filters(); err != nil {
		return WorkflowConfig{}, err
	}
	if config.Default, err = routing.defaultTarget(); err != nil {
		return WorkflowConfig{}, err
	}
	if len(config.Filters) == 0 && config.Default == nil {
		return WorkflowConfig{}, fmt.Errorf("task_routing has neither filters nor a default_filter")
	}
	return config, nil
}
