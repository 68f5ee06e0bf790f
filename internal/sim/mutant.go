// What mutants make of the rules. With a book that breaks nothing each function
// here gives back what it was given.

package sim

import (
	"encoding/json"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// missingTask gives the refusal of a request about a task that is not there as
// it is; mutants make another one of it.
func (a *Account) missingTask(err error) error {
	switch {
	case a.book.Breaks(rulebook.MissingTasksAreInvalid):
		return rulebook.Invalid(rulebook.CodeInvalid, "%v", err)
	case a.book.Breaks(rulebook.MissingTasksHaveAnotherCode):
		return &rulebook.Refusal{Kind: rulebook.KindNotFound, Code: rulebook.CodeInvalid, Message: err.Error()}
	}
	return err
}

// hides tells whether a task that its retention has outlived is kept out of
// sight: none is, since sweep has forgotten it, unless a mutant lists it still.
func (a *Account) hides(row *taskRow) bool {
	return a.book.Breaks(rulebook.DeletedTasksAreListed) && row.task.Gone(a.now, a.book)
}

// omits tells the same of a list.
func (a *Account) omits(row *taskRow) bool {
	return a.book.Breaks(rulebook.DeletedTasksAreFetched) && row.task.Gone(a.now, a.book)
}

// withUnknownData gives attributes as they are: the API keeps custom data that
// Insights ignores. Mutants refuse or drop it.
func (a *Account) withUnknownData(attributes taskrouter.Attributes) (taskrouter.Attributes, error) {
	refuses, drops := a.book.Breaks(rulebook.UnknownKeysAreRefused), a.book.Breaks(rulebook.UnknownKeysAreDropped)
	if !refuses && !drops {
		return attributes, nil
	}
	members := attributes.Decode()
	for _, object := range []string{rulebook.ObjectConversations, rulebook.ObjectCustomers} {
		data, _ := members[object].(map[string]any)
		for key := range data {
			if _, known := a.book.DataKey(object, key); known || key == "media" || key == "segment_link" {
				continue
			}
			if refuses {
				return "", rulebook.Invalid(rulebook.CodeInvalid, "Unknown attribute %s.%s", object, key)
			}
			delete(data, key)
		}
	}
	text, err := json.Marshal(members)
	return taskrouter.Attributes(text), err
}

// refusedUpdate gives a refusal as it is: it changes nothing. Mutants act on it,
// count it, or do not say what it is about.
func (a *Account) refusedUpdate(i *interaction, err error) error {
	switch {
	case a.book.Breaks(rulebook.RefusedUpdatesAct):
		a.endWork(i)
	case a.book.Breaks(rulebook.RefusedUpdatesCount):
		i.channel.LastActivity = a.now
	case a.book.Breaks(rulebook.RefusalsNameNothing):
		return rulebook.Invalid(rulebook.CodeFlexValidation, "Invalid request")
	}
	return err
}

// endWork completes every task of a channel that an agent has.
func (a *Account) endWork(i *interaction) {
	for _, work := range i.works {
		if w, task, err := a.task(work.workspace, work.task); err == nil {
			a.complete(w, task, "")
		}
	}
}

// withChannel finds the interaction of a channel, or gives another one.
func (a *Account) withChannel(sid string, otherwise *interaction) *interaction {
	if i, ok := a.interactions.find(func(i *interaction) bool { return i.channel.Sid == sid }); ok {
		return i
	}
	return otherwise
}
