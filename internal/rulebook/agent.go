package rulebook

import (
	"slices"
	"strings"
)

// ObjectAgent stands for the attributes of a worker, whose keys lie in no object.
const ObjectAgent = "agent"

// The ways to break what is known of agents for which no value stands.
const (
	// FirstQueueStandsForTeam counts an agent without a team for the queue of
	// their first reservation instead of their last. Breaks TD-21.
	FirstQueueStandsForTeam Switch = "an agent's first queue stands in for the team"
	// AgentsReadOnce reads an agent's attributes at the first change of activity
	// and at none after it. Breaks TD-24.
	AgentsReadOnce Switch = "an agent's attributes are read once"
	// AgentsReadTogether reads everybody's attributes when one agent changes
	// activity. Breaks TD-24.
	AgentsReadTogether Switch = "one agent's change of activity is everybody's"
	// AgentTextsUncut loads an agent's texts at full length. Breaks TD-19.
	AgentTextsUncut Switch = "an agent's texts are not cut"
	// WorkerAttributesUnchecked takes any text for a worker's attributes. Breaks
	// TD-25.
	WorkerAttributesUnchecked Switch = "a worker's attributes are not checked"
	// WorkerUpdateReachesAll sets the attributes of every worker of the
	// workspace with those of one. Breaks TD-25.
	WorkerUpdateReachesAll Switch = "an update of one worker's attributes reaches all"
	// LoginOnlyFills lets a login through single sign-on add what the worker
	// lacks, and overwrite nothing. Breaks TD-26.
	LoginOnlyFills Switch = "a login adds attributes and overwrites none"
	// LoginReplaces lets a login leave a worker with nothing but what the
	// identity provider says. Breaks TD-26.
	LoginReplaces Switch = "a login replaces the attributes as a whole"
	// FirstLoginOnly lets the identity provider win at an agent's first login
	// and at none after it. Breaks TD-26.
	FirstLoginOnly Switch = "only the first login overwrites"
	// ProviderNeedsNoLogin overwrites a worker's attributes as soon as the
	// identity provider's are set. Breaks TD-26.
	ProviderNeedsNoLogin Switch = "what the identity provider says needs no login"
)

// ReadsAgent tells whether Insights reads a worker's attributes at the event.
func (b *Book) ReadsAgent(event string) bool { return slices.Contains(b.AgentReadingEvents, event) }

// agentKeys is what the page's example of worker attributes holds, without
// numbers, in its order.
func agentKeys() []DataKey {
	var keys []DataKey
	for name := range strings.FieldsSeq(`agent_id full_name department_id department_name department_name_in_hierarchy
		email location manager phone role state team_id team_name team_name_in_hierarchy`) {
		keys = append(keys, DataKey{Rule: "TD-23", Object: ObjectAgent, Name: name, Kind: DataText})
	}
	return keys
}

func agentSeries() []DataKey {
	return []DataKey{
		{Rule: "TD-23", Object: ObjectAgent, Name: "agent_attribute", Kind: DataText, Last: 3},
		{Rule: "TD-23", Object: ObjectAgent, Name: "agent_label", Kind: DataText, Last: 3},
	}
}

// checkAgents refuses values about agents that the stand-in could not act on.
func (b *Book) checkAgents() error {
	for _, key := range slices.Concat(b.AgentKeys, b.AgentSeries) {
		if err := key.check(ObjectAgent); err != nil {
			return err
		}
	}
	return onlyKnown("agent_reading_events", b.AgentReadingEvents, []string{
		"worker.created", "worker.attributes.update", "worker.activity.update", "agent.logged-in",
	})
}
