package sim

import (
	"slices"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A TaskFilter narrows and orders a list of tasks.
type TaskFilter struct {
	Statuses                              []string
	Priority                              *int
	WorkflowSid, WorkflowName             *string
	TaskQueueSid, TaskQueueName           *string
	EvaluateTaskAttributes, RoutingTarget *string
	Ordering                              *string // "Priority:desc,DateCreated:asc"; by age where it is nil
}

// The two orders by age. A page of them costs what it shows, and what is created
// or deleted between two pages makes the walk neither lose nor repeat a task.
const (
	oldestFirst = "DateCreated:asc"
	newestFirst = "DateCreated:desc"
)

// Tasks lists a workspace's tasks, oldest first unless told otherwise. An order
// that is not by age has to sort all that the filter lets through.
func (a *Account) Tasks(ws string, filter TaskFilter, page Page) (Listed[TaskView], error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return Listed[TaskView]{}, err
	}
	keep, err := filter.test(w)
	if err != nil {
		return Listed[TaskView]{}, err
	}
	order, err := taskOrder(filter.Ordering)
	if err != nil {
		return Listed[TaskView]{}, err
	}
	show := func(row *taskRow) TaskView { return w.taskView(row, a.now) }
	if order != nil {
		return mapped(w.sorted(filter, keep, order, page), show), nil
	}
	rows := w.tasks.after(page.After, filter.Statuses)
	if filter.Ordering != nil && *filter.Ordering == newestFirst {
		rows = w.tasks.before(page.After, filter.Statuses)
	}
	return mapped(cut(page, func(yield func(uint64, *taskRow) bool) {
		for seq, row := range rows {
			if keep(row) && !a.omits(row) && !yield(seq, row) {
				return
			}
		}
	}), show), nil
}

// sorted pages through an order that is not by age; a page begins at a position,
// not at a task.
func (w *workspace) sorted(filter TaskFilter, keep func(*taskRow) bool, order func(a, b *taskRow) int, page Page) Listed[*taskRow] {
	var found []*taskRow
	for _, row := range w.tasks.after(0, filter.Statuses) {
		if keep(row) {
			found = append(found, row)
		}
	}
	slices.SortStableFunc(found, order)
	return cut(page, func(yield func(uint64, *taskRow) bool) {
		for i, row := range found {
			if seq := uint64(i + 1); seq > page.After && !yield(seq, row) {
				return
			}
		}
	})
}

// test makes one test of all that the filter asks for.
func (f TaskFilter) test(w *workspace) (func(*taskRow) bool, error) {
	for _, status := range f.Statuses {
		if !slices.Contains(taskrouter.TaskStatuses(), taskrouter.TaskStatus(status)) {
			return nil, rulebook.Invalid(rulebook.CodeInvalid, "Value '%s' provided for AssignmentStatus is no assignment status", status)
		}
	}
	selects, err := optionalExpression("EvaluateTaskAttributes", f.EvaluateTaskAttributes)
	if err != nil {
		return nil, err
	}
	return func(row *taskRow) bool {
		t := row.task
		return (len(f.Statuses) == 0 || slices.Contains(f.Statuses, string(t.Status))) &&
			(f.Priority == nil || *f.Priority == t.Priority) &&
			is(f.WorkflowSid, t.WorkflowSid) && is(f.TaskQueueSid, t.QueueSid) && is(f.RoutingTarget, t.RoutingTarget) &&
			f.named(w, row) &&
			(selects == nil || selects.Matches(taskrouter.TaskScope(t.Attributes.Variables())))
	}, nil
}

func (f TaskFilter) named(w *workspace, row *taskRow) bool {
	if f.WorkflowName == nil && f.TaskQueueName == nil {
		return true
	}
	view := w.taskView(row, row.task.Created)
	return is(f.WorkflowName, view.WorkflowName) && is(f.TaskQueueName, view.QueueName)
}

var taskOrders = map[string]func(a, b *taskRow) int{
	"DateCreated":      func(a, b *taskRow) int { return a.task.Created.Compare(b.task.Created) },
	"VirtualStartTime": func(a, b *taskRow) int { return a.task.VirtualStart.Compare(b.task.VirtualStart) },
	"Priority":         func(a, b *taskRow) int { return a.task.Priority - b.task.Priority },
}

// taskOrder reads an Ordering; nil is an order by age. DateCreated and
// VirtualStartTime together are refused, as the platform does.
func taskOrder(text *string) (func(a, b *taskRow) int, error) {
	if text == nil || *text == "" || *text == oldestFirst || *text == newestFirst {
		return nil, nil
	}
	if strings.Contains(*text, "DateCreated") && strings.Contains(*text, "VirtualStartTime") {
		return nil, rulebook.Invalid(rulebook.CodeInvalid, "Ordering by both DateCreated and VirtualStartTime is not supported")
	}
	var keys []func(a, b *taskRow) int
	for part := range strings.SplitSeq(*text, ",") {
		field, direction, _ := strings.Cut(strings.TrimSpace(part), ":")
		key, known := taskOrders[field]
		if !known || (direction != "asc" && direction != "desc" && direction != "") {
			return nil, rulebook.Invalid(rulebook.CodeInvalid, "Value '%s' provided for Ordering is not DateCreated, Priority or VirtualStartTime with :asc or :desc", part)
		}
		if direction == "desc" {
			keys = append(keys, func(a, b *taskRow) int { return key(b, a) })
		} else {
			keys = append(keys, key)
		}
	}
	return func(a, b *taskRow) int {
		for _, key := range keys {
			if order := key(a, b); order != 0 {
				return order
			}
		}
		return 0
	}, nil
}
