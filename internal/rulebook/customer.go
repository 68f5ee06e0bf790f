package rulebook

import (
	"fmt"
	"slices"
	"strings"
)

// Changes to a task, of which some begin a new segment.
const (
	ChangeAgent      = "agent"
	ChangeChannel    = "channel"
	ChangeQueue      = "queue"
	ChangePriority   = "priority"
	ChangeAttributes = "attributes"
)

// What says who the customer of a conversation is: a key of the attributes'
// objects, the end of the contact that is not the contact centre's, or, where
// nothing else does, the conversation's own id.
const (
	CustomerByExternalID   = ObjectCustomers + ".external_id"
	CustomerByPhone        = ObjectCustomers + ".phone"
	CustomerByEmail        = ObjectCustomers + ".email"
	CustomerByEnd          = "from/to"
	CustomerByConversation = ObjectConversations + ".conversation_id"
)

// A CustomerEnd says which of the task attributes from and to is the customer,
// by the task attribute direction (Twilio docs, Add Additional TaskRouter Data,
// "depending on direction").
type CustomerEnd struct {
	Direction string `yaml:"direction"` // inbound, outbound, or "" for a task that gives none
	Attribute string `yaml:"attribute"` // from or to
}

// customerKeys is the page's order of priority.
func customerKeys() []string {
	return []string{CustomerByExternalID, CustomerByPhone, CustomerByEmail, CustomerByEnd, CustomerByConversation}
}

// customerEnds takes a contact without a direction for an inbound one, which the
// page leaves open.
func customerEnds() []CustomerEnd {
	return []CustomerEnd{{"inbound", "from"}, {"outbound", "to"}, {"", "from"}}
}

// BeginsSegment tells whether a new segment begins with a change.
func (b *Book) BeginsSegment(change string) bool { return slices.Contains(b.SegmentChanges, change) }

// CustomerEnd gives the attribute that is the customer's for a direction, and
// "" where the direction does not say which end that is.
func (b *Book) CustomerEnd(direction string) string {
	for _, end := range b.CustomerEnds {
		if end.Direction == direction {
			return end.Attribute
		}
	}
	return ""
}

// checkCustomers refuses values about conversations and customers that the
// stand-in could not act on.
func (b *Book) checkCustomers() error {
	changes := []string{ChangeAgent, ChangeChannel, ChangeQueue, ChangePriority, ChangeAttributes}
	if err := onlyKnown("segment_changes", b.SegmentChanges, changes); err != nil {
		return err
	}
	if err := onlyKnown("customer_keys", b.CustomerKeys, customerKeys()); err != nil {
		return err
	}
	if err := onlyKnown("customer_keys_apart", b.CustomerKeysApart, customerKeys()); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, end := range b.CustomerEnds {
		if seen[end.Direction] {
			return fmt.Errorf("customer_ends: two rows for the direction %q", end.Direction)
		}
		seen[end.Direction] = true
		if err := onlyKnown("customer_ends, direction "+end.Direction, []string{end.Attribute}, []string{"from", "to"}); err != nil {
			return err
		}
	}
	if b.ExternalIDSegment < 0 {
		return fmt.Errorf("external_id_segment is %d; it is 0 at least", b.ExternalIDSegment)
	}
	if i := strings.IndexAny(b.PhoneSeparators, "+0123456789"); i >= 0 {
		return fmt.Errorf("phone_separators holds %q, which makes a phone number another one", b.PhoneSeparators[i])
	}
	return nil
}
