package taskrouter

// Variables gives an expression the value of an attribute. The path is what
// the expression names, split at its dots and brackets: routing.levels[0] asks
// for "routing", "levels", "0". It is not to be changed or kept. The value is
// what encoding/json makes of JSON (or an int); ok is false when there is no
// such attribute.
type Variables func(path []string) (value any, ok bool)

// TaskScope reads attributes of a task, named with or without "task." in front:
// the scope of a workflow's filters and of EvaluateTaskAttributes.
func TaskScope(task Variables) Variables { return scopeOf("task", task) }

// WorkerScope reads attributes of a worker, named with or without "worker." in
// front: the scope of TargetWorkers and TargetWorkersExpression.
func WorkerScope(worker Variables) Variables { return scopeOf("worker", worker) }

// TargetScope reads "task." attributes from the task and "worker." attributes
// from the worker: the scope of a workflow target's expression, in which every
// attribute must carry its prefix (Twilio docs, Using TaskRouter Expressions).
// One without is missing.
func TargetScope(task, worker Variables) Variables {
	return func(path []string) (any, bool) {
		if len(path) < 2 {
			return nil, false
		}
		switch path[0] {
		case "task":
			return task.value(path[1:])
		case "worker":
			return worker.value(path[1:])
		}
		return nil, false
	}
}

func scopeOf(prefix string, inner Variables) Variables {
	return func(path []string) (any, bool) {
		if len(path) > 1 && path[0] == prefix {
			path = path[1:]
		}
		return inner.value(path)
	}
}

// value is a call that nil Variables survive: they have no attribute.
func (v Variables) value(path []string) (any, bool) {
	if v == nil {
		return nil, false
	}
	return v(path)
}
