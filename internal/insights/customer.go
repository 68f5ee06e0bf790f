package insights

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// keyDirection is the task attribute that says who began a contact.
const keyDirection = "direction"

// customerID generates the id of the conversation's customer from the first key
// that says who that is. Of the tasks the first one that has the key is asked.
func (c *conversation) customerID() string {
	c.until = c.closedBy(c.tasks)
	for _, tasks := range c.asked() {
		for _, key := range c.book.CustomerKeys {
			for _, t := range tasks {
				if value, ok := c.says(t, key); ok {
					return c.generate(key, value)
				}
			}
		}
	}
	return ""
}

// says gives what a task says under a key, and false where it says nothing.
func (c *conversation) says(t *trace, key string) (string, bool) {
	switch key {
	case rulebook.CustomerByConversation:
		return c.id, c.id != ""
	case rulebook.CustomerByEnd:
		return c.end(t.known.root)
	case rulebook.CustomerByExternalID:
		return c.externalID(t)
	}
	return c.member(t.known, key)
}

// end gives the end of the contact at which the customer is. A direction that
// is not known does not say which one that is.
func (c *conversation) end(root map[string]any) (string, bool) {
	direction, isText := root[keyDirection].(string)
	if !isText && root[keyDirection] != nil {
		return "", false
	}
	end := c.book.CustomerEnd(direction)
	if end == "" {
		return "", false
	}
	return c.filled(root[end], root, end)
}

// member gives what is loaded under a key such as customers.phone.
func (c *conversation) member(of known, path string) (string, bool) {
	object, key, _ := strings.Cut(path, ".")
	members, _ := of.root[object].(map[string]any)
	return c.filled(of.data[object][key], members, key)
}

// filled gives a value that says who the customer is: a text that is not empty.
// A key that holds anything else is as good as none.
func (c *conversation) filled(loaded any, written map[string]any, key string) (string, bool) {
	if text, _ := loaded.(string); text != "" {
		return text, true
	}
	value, there := written[key]
	switch value.(type) {
	case nil:
		return "", there && c.book.Breaks(rulebook.NullNamesCustomer)
	case string:
		return "", c.book.Breaks(rulebook.EmptyTextNamesCustomer)
	}
	return fmt.Sprint(value), c.book.Breaks(rulebook.AnyKindNamesCustomer)
}

// externalID gives a task's external id as it stood when the conversation's
// first segment ended, or as it stands while none has.
func (c *conversation) externalID(t *trace) (string, bool) {
	until := c.until
	if c.book.Breaks(rulebook.TasksHaveTheirOwnFirstSegment) {
		until = c.closedBy([]*trace{t})
	}
	if c.book.Breaks(rulebook.ExternalIDHasToPrecedeTheEnd) {
		until--
	}
	id, ok := c.member(t.knownAt(until), rulebook.CustomerByExternalID)
	if ok && c.book.Breaks(rulebook.LatestExternalIDCounts) {
		return c.member(t.known, rulebook.CustomerByExternalID)
	}
	if c.book.Breaks(rulebook.ExternalIDIgnoredOn(t.channel)) {
		return "", false
	}
	if c.book.Breaks(rulebook.ExternalIDsStayOnTheirChannel) {
		id = t.channel + " " + id
	}
	return id, ok
}

// closedBy gives the last event at which an external id of the tasks was in
// time: the one that ended their first segment, of whatever kind.
func (c *conversation) closedBy(tasks []*trace) uint64 {
	var ends []uint64
	for _, t := range tasks {
		for _, s := range t.stretches {
			if s.Outcome != "" && (s.Kind != KindQueue || !c.book.Breaks(rulebook.QueueIsNoFirstSegment)) {
				ends = append(ends, s.endSeq)
			}
		}
	}
	slices.Sort(ends)
	switch n := c.book.ExternalIDSegment; {
	case n == 0:
		return tasks[0].stretches[0].seq
	case n <= len(ends):
		return ends[n-1]
	}
	return math.MaxUint64
}

// generate makes a customer's id of the value that names them. Which key it
// stood under makes no difference: so an external id finds the customer of an
// earlier conversation by that one's phone number, address or id.
func (c *conversation) generate(key, value string) string {
	named := c.phoneNumber(beginning(value, c.book.DataTextUnit, c.book.DataTextLongest))
	if c.book.Breaks(rulebook.CustomersIgnoreCase) {
		named = strings.ToLower(named)
	}
	if slices.Contains(c.book.CustomerKeysApart, key) {
		named = key + " " + named
	}
	sum := sha256.Sum256([]byte(named))
	return hex.EncodeToString(sum[:16])
}
