package sim

import (
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// taskAttributes reads the attributes that a request gives a task which has
// others, in the form in which the platform gives them back. What becomes of a
// text that is no JSON object is the book's to say: it is refused.
func (a *Account) taskAttributes(text string, before taskrouter.Attributes) (taskrouter.Attributes, error) {
	attributes, err := taskrouter.ParseAttributes(text, a.book.AttributesCharacters)
	switch {
	case err == nil:
		return a.withUnknownData(attributes.In(a.book.AttributesForm))
	case len(text) > a.book.AttributesCharacters: // too long, which is another matter
		return before, err
	case a.book.AttributesUnreadable == rulebook.UnreadableIgnored:
		return before, nil
	case a.book.AttributesUnreadable == rulebook.UnreadableKept:
		return taskrouter.Attributes(text), nil
	}
	return before, err
}

// clearUnreadable takes a task's attributes away for an update that could not be
// read, where the book says so.
func (a *Account) clearUnreadable(w *workspace, row *taskRow, change TaskChange) {
	if change.Attributes == nil || a.book.AttributesUnreadable != rulebook.UnreadableCleared {
		return
	}
	if _, err := taskrouter.ParseAttributes(*change.Attributes, 0); err != nil {
		w.tasks.put(row, row.task.WithAttributes("{}", a.now))
	}
}
