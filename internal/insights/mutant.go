// What mutants make of the rules. With a book that breaks nothing, none of it
// changes anything.

package insights

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// flat gives an object's members with those of its own objects among them.
func flat(members map[string]any) map[string]any {
	all := map[string]any{}
	for key, value := range members {
		if inner, ok := value.(map[string]any); ok {
			maps.Copy(all, flat(inner))
			continue
		}
		all[key] = value
	}
	return all
}

// follows tells whether a series' number has the one before it beside it.
func follows(known rulebook.DataKey, key string, members map[string]any) bool {
	number, err := strconv.Atoi(strings.TrimPrefix(key, known.Name+"_"))
	if known.Last == 0 || err != nil || number <= 1 {
		return true
	}
	_, ok := members[known.Name+"_"+strconv.Itoa(number-1)]
	return ok
}

// asked gives the tasks that are asked for a key together, in their order. They
// are all of them: a better key of a later task goes before a worse one of an
// earlier task.
func (c *conversation) asked() [][]*trace {
	switch {
	case c.book.Breaks(rulebook.FirstTaskAloneNamesCustomer):
		return [][]*trace{c.tasks[:1]}
	case c.book.Breaks(rulebook.LastTaskNamesCustomer):
		tasks := slices.Clone(c.tasks)
		slices.Reverse(tasks)
		return [][]*trace{tasks}
	case c.book.Breaks(rulebook.TasksGoBeforeKeys):
		return slices.Collect(slices.Chunk(c.tasks, 1))
	}
	return [][]*trace{c.tasks}
}
