package rulebook

import "slices"

// customerMutants break the rules on conversations, their segments and their
// customers.
func customerMutants() []mutantGroup {
	return []mutantGroup{
		{"TD-12", []mutation{
			{"a task that names no conversation belongs to none", func(b *Book) { b.TaskStandsForConversation = false }},
			{"conversation ids link nothing", func(b *Book) {
				b.DataKeys = slices.DeleteFunc(b.DataKeys, func(k DataKey) bool { return k.Name == "conversation_id" })
			}},
			{"an id that is no task's sid links nothing", broken(OnlyTaskSidsLink)},
			{"a third task begins a conversation anew", broken(ConversationsOfTwoTasks)},
			{"ids that differ in case are one", broken(ConversationIDsIgnoreCase)},
			{"ids are followed from task to task", broken(ConversationIDsAreFollowed)},
			{"an update after the end links the task", func(b *Book) { b.FinalEvents = with(b.FinalEvents, "task.updated") }},
		}},
		{"TD-13", []mutation{
			{"a new agent begins no segment", changes(without, ChangeAgent)},
			{"a new channel begins no segment", changes(without, ChangeChannel)},
			{"a new queue begins no segment", changes(without, ChangeQueue)},
			{"a new priority begins a segment", changes(with, ChangePriority)},
			{"new attributes begin a segment", changes(with, ChangeAttributes)},
			{"a task that waits does not change its segment with the channel", broken(WaitingKeepsItsChannel)},
			{"a task that an agent has does not change its segment with the channel", broken(HandlingKeepsItsChannel)},
			{"the segment before a new channel is not read again", broken(DividedSegmentsAreReadApart)},
			{"an update that names the channel begins a segment", broken(NamingTheChannelDivides)},
		}},
		{"TD-29", slices.Concat(keyOrderMutants(), []mutation{
			{"an inbound contact's customer is at its other end", end("inbound", "to")},
			{"an outbound contact's customer is at its other end", end("outbound", "from")},
			{"a contact without a direction is an outbound one", end("", "to")},
			{"the customer of an unknown direction is the caller", func(b *Book) {
				b.CustomerEnds = append(b.CustomerEnds, CustomerEnd{"sideways", "from"})
			}},
			{"an empty text names a customer", broken(EmptyTextNamesCustomer)},
			{"null names a customer", broken(NullNamesCustomer)},
			{"a value of any kind names a customer", broken(AnyKindNamesCustomer)},
			{"the first task alone names the customer", broken(FirstTaskAloneNamesCustomer)},
			{"of several tasks the last one names the customer", broken(LastTaskNamesCustomer)},
			{"any key of the first task goes before a better one of the next", broken(TasksGoBeforeKeys)},
		})},
		{"TD-30", []mutation{
			{"an external id counts until the second segment ends", externalIDUntil(2)},
			{"an external id counts whenever it comes", externalIDUntil(1000)},
			{"an external id has to be there when the conversation begins", externalIDUntil(0)},
			{"the wait in the queue is no first segment", broken(QueueIsNoFirstSegment)},
			{"each task has a first segment of its own", broken(TasksHaveTheirOwnFirstSegment)},
			{"an external id that comes with the end comes too late", broken(ExternalIDHasToPrecedeTheEnd)},
			{"an external id that came in time may change", broken(LatestExternalIDCounts)},
		}},
		{"TD-31", []mutation{
			{"external ids join nothing", keyless(CustomerByExternalID)},
			{"an external id is another on another channel", broken(ExternalIDsStayOnTheirChannel)},
			{"external ids of calls do not count", broken(ExternalIDIgnoredOn("voice"))},
			{"external ids of text messages do not count", broken(ExternalIDIgnoredOn("sms"))},
			{"external ids of chats do not count", broken(ExternalIDIgnoredOn("chat"))},
			{"external ids of emails do not count", broken(ExternalIDIgnoredOn("email"))},
			{"ids that differ in case are one", broken(CustomersIgnoreCase)},
		}},
		{"TD-32", slices.Concat([]mutation{
			{"an external id finds no phone number", apart(CustomerByPhone)},
			{"an external id finds no email address", apart(CustomerByEmail)},
			{"an external id finds no caller's number", apart(CustomerByEnd)},
			{"an external id finds no conversation id", apart(CustomerByConversation)},
			{"separators are taken out of whatever names a customer", broken(SeparatorsNeverCount)},
			{"a phone number has no fewest digits", broken(NumbersMayBeShort)},
			{"a phone number has no most digits", broken(NumbersMayBeLong)},
			{"email addresses that differ in case are one", broken(CustomersIgnoreCase)},
		}, separatorMutants())},
	}
}

// keyOrderMutants swap each two keys that follow one another, and take each one
// away.
func keyOrderMutants() []mutation {
	var all []mutation
	for i, key := range customerKeys() {
		all = append(all, mutation{key + " names no customer", keyless(key)})
		if i == 0 {
			continue
		}
		all = append(all, mutation{key + " goes before " + customerKeys()[i-1], func(b *Book) {
			b.CustomerKeys[i-1], b.CustomerKeys[i] = b.CustomerKeys[i], b.CustomerKeys[i-1]
		}})
	}
	return all
}

// separatorMutants take each separator of phone numbers away, and add one.
func separatorMutants() []mutation {
	all := []mutation{{"a slash separates a phone number", func(b *Book) { b.PhoneSeparators += "/" }}}
	for _, separator := range Documented().PhoneSeparators {
		all = append(all, mutation{"a phone number with " + string([]rune{'"', separator, '"'}) + " is another one", func(b *Book) {
			b.PhoneSeparators = string(slices.DeleteFunc([]rune(b.PhoneSeparators), func(r rune) bool { return r == separator }))
		}})
	}
	return all
}

func keyless(key string) func(*Book) {
	return func(b *Book) { b.CustomerKeys = without(b.CustomerKeys, key) }
}

func changes(change func([]string, string) []string, what string) func(*Book) {
	return func(b *Book) { b.SegmentChanges = change(b.SegmentChanges, what) }
}

// end puts the customer at another end of contacts of one direction.
func end(direction, attribute string) func(*Book) {
	return func(b *Book) {
		b.CustomerEnds[slices.IndexFunc(b.CustomerEnds, func(e CustomerEnd) bool { return e.Direction == direction })].Attribute = attribute
	}
}

func externalIDUntil(segment int) func(*Book) {
	return func(b *Book) { b.ExternalIDSegment = segment }
}

func apart(key string) func(*Book) {
	return func(b *Book) { b.CustomerKeysApart = with(b.CustomerKeysApart, key) }
}
