package taskrouter

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// A configObject is one object of the configuration. Its readers take a member
// that is null for one that is not there.
type configObject map[string]any

func (o configObject) filters() ([]WorkflowFilter, error) {
	objects, err := o.objects("filters")
	if err != nil {
		return nil, err
	}
	var filters []WorkflowFilter
	for i, object := range objects {
		label := strconv.Itoa(i + 1)
		name, err := object.text("filter_friendly_name", "friendly_name")
		if err != nil {
			return nil, fmt.Errorf("filter %s: %w", label, err)
		}
		if name != "" {
			label = strconv.Quote(name)
		}
		filter, err := object.filter(name)
		if err != nil {
			return nil, fmt.Errorf("filter %s: %w", label, err)
		}
		filters = append(filters, filter)
	}
	return filters, nil
}

func (o configObject) filter(name string) (WorkflowFilter, error) {
	expression, err := o.expression("expression")
	if err != nil {
		return WorkflowFilter{}, err
	}
	if expression == nil {
		return WorkflowFilter{}, fmt.Errorf("no expression")
	}
	targets, err := o.targets()
	if err != nil {
		return WorkflowFilter{}, err
	}
	return WorkflowFilter{Name: name, Expression: *expression, Targets: targets}, nil
}

// targets reads a filter's targets; each takes over the queue of the one before
// it where it names none itself.
func (o configObject) targets() ([]WorkflowTarget, error) {
	objects, err := o.objects("targets")
	if err != nil {
		return nil, err
	}
	if len(objects) == 0 {
		return nil, fmt.Errorf("no targets")
	}
	var targets []WorkflowTarget
	queue := ""
	for i, object := range objects {
		target, err := object.target(queue)
		if err != nil {
			return nil, fmt.Errorf("target %d: %w", i+1, err)
		}
		queue = target.QueueSid
		targets = append(targets, target)
	}
	return targets, nil
}

func (o configObject) defaultTarget() (*WorkflowTarget, error) {
	if o["default_filter"] == nil {
		return nil, nil
	}
	object, err := o.object("default_filter")
	if err != nil {
		return nil, err
	}
	target, err := object.target("")
	if err != nil {
		return nil, fmt.Errorf("default_filter: %w", err)
	}
	target.IsDefault = true
	return &target, nil
}

func (o configObject) target(inheritedQueue string) (target WorkflowTarget, err error) {
	// task_queue_sid is the key of older configurations.
	if target.QueueSid, err = o.text("queue", "task_queue_sid"); err != nil {
		return target, err
	}
	if target.QueueSid == "" {
		target.QueueSid = inheritedQueue
	}
	if target.QueueSid == "" {
		return target, fmt.Errorf("no queue")
	}
	if target.Priority, err = o.wholeNumber("priority"); err != nil {
		return target, err
	}
	seconds, err := o.wholeNumber("timeout")
	if err != nil {
		return target, err
	}
	if seconds != nil {
		target.Timeout = time.Duration(*seconds) * time.Second
	}
	return o.workerChoice(target)
}

// workerChoice reads what says which worker a target asks, and when none.
func (o configObject) workerChoice(target WorkflowTarget) (_ WorkflowTarget, err error) {
	if target.Expression, err = o.expression("expression"); err != nil {
		return target, err
	}
	if target.SkipIf, err = o.expression("skip_if"); err != nil {
		return target, err
	}
	if target.OrderBy, err = o.text("order_by"); err != nil {
		return target, err
	}
	if target.KnownWorkerSid, err = o.text("known_worker_sid"); err != nil {
		return target, err
	}
	target.KnownWorkerName, err = o.text("known_worker_friendly_name")
	return target, err
}

func (o configObject) object(key string) (configObject, error) {
	switch member := o[key].(type) {
	case map[string]any:
		return member, nil
	case nil:
		return nil, fmt.Errorf("no %s", key)
	}
	return nil, fmt.Errorf("%s is no object", key)
}

func (o configObject) objects(key string) ([]configObject, error) {
	if o[key] == nil {
		return nil, nil
	}
	members, ok := o[key].([]any)
	if !ok {
		return nil, fmt.Errorf("%s is no list", key)
	}
	var objects []configObject
	for i, member := range members {
		object, ok := member.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%s: entry %d is no object", key, i+1)
		}
		objects = append(objects, object)
	}
	return objects, nil
}

// text gives the first of the members that is there and not empty.
func (o configObject) text(keys ...string) (string, error) {
	for _, key := range keys {
		if o[key] == nil {
			continue
		}
		text, ok := o[key].(string)
		if !ok {
			return "", fmt.Errorf("%s is no string", key)
		}
		if text != "" {
			return text, nil
		}
	}
	return "", nil
}

// expression gives nil where there is none or an empty one.
func (o configObject) expression(key string) (*Expression, error) {
	source, err := o.text(key)
	if err != nil || strings.TrimSpace(source) == "" {
		return nil, err
	}
	expression, err := ParseExpression(source)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", key, err)
	}
	return &expression, nil
}

// wholeNumber gives a number from 0 to 2147483647, given as a JSON number or as
// a string, the way Twilio's own examples do it; nil where there is none.
func (o configObject) wholeNumber(key string) (*int, error) {
	var number float64
	switch member := o[key].(type) {
	case nil:
		return nil, nil
	case float64:
		number = member
	case string:
		if member = strings.TrimSpace(member); member == "" {
			return nil, nil
		}
		parsed, err := strconv.ParseInt(member, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%s is no whole number: %q", key, member)
		}
		number = float64(parsed)
	default:
		return nil, fmt.Errorf("%s is no number", key)
	}
	whole := int(number)
	if number < 0 || number > math.MaxInt32 || float64(whole) != number {
		return nil, fmt.Errorf("%s is no whole number from 0 to %d: %v", key, math.MaxInt32, o[key])
	}
	return &whole, nil
}
