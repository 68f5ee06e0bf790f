package rulebook

import "slices"

// agentMutants break the rules on what is known of agents.
func agentMutants() []mutantGroup {
	return []mutantGroup{
		{"TD-19", []mutation{
			{"an agent's texts are not cut", broken(AgentTextsUncut)},
		}},
		{"TD-21", []mutation{
			{"the name of an agent's team needs no id", independent("team_name")},
			{"the name of an agent's team with its hierarchy needs no id", independent("team_name_in_hierarchy")},
			{"the name of an agent's team needs the department's id", needing("team_name", "department_id")},
			{"no queue stands in for an agent's team", func(b *Book) { b.QueueStandsForAgentsTeam = false }},
			{"an agent's first queue stands in for the team", broken(FirstQueueStandsForTeam)},
		}},
		{"TD-22", []mutation{
			{"the name of an agent's department needs no id", independent("department_name")},
			{"the name of an agent's department with its hierarchy needs no id", independent("department_name_in_hierarchy")},
			{"the name of an agent's department needs the team's id", needing("department_name", "team_id")},
		}},
		{"TD-23", append(agentKeyMutants(),
			mutation{"unknown attributes of an agent are loaded", func(b *Book) { b.DataUnknownKeys = true }})},
		{"TD-24", []mutation{
			{"an agent need not log in", func(b *Book) { b.AgentsLogIn = false }},
			{"a change of activity reads nothing", func(b *Book) { b.AgentReadingEvents = without(b.AgentReadingEvents, "worker.activity.update") }},
			{"a login alone is enough", func(b *Book) { b.AgentReadingEvents = with(b.AgentReadingEvents, "agent.logged-in") }},
			{"only the first change of activity counts", broken(AgentsReadOnce)},
			{"somebody else's change of activity counts", broken(AgentsReadTogether)},
			{"new attributes are read at once", func(b *Book) { b.AgentReadingEvents = with(b.AgentReadingEvents, "worker.attributes.update") }},
		}},
		{"TD-25", []mutation{
			{"an update merges the worker's attributes", func(b *Book) { b.MergeAttributes = true }},
			{"attributes that are no JSON are taken", broken(WorkerAttributesUnchecked)},
			{"an update reaches the other workers", broken(WorkerUpdateReachesAll)},
			{"a worker's attributes may have one character less", func(b *Book) { b.AttributesCharacters-- }},
			{"a worker's attributes may have one character more", func(b *Book) { b.AttributesCharacters++ }},
		}},
		{"TD-26", []mutation{
			{"a login overwrites nothing", func(b *Book) { b.LoginOverwrites = false }},
			{"a login adds what the worker lacks and no more", broken(LoginOnlyFills)},
			{"a login replaces all that the worker had", broken(LoginReplaces)},
			{"only the first login overwrites", broken(FirstLoginOnly)},
			{"what the identity provider says counts before the login", broken(ProviderNeedsNoLogin)},
		}},
	}
}

// agentKeyMutants take each documented key of an agent away, and make each one's
// kind another.
func agentKeyMutants() []mutation {
	var all []mutation
	for _, k := range agentKeys() {
		all = append(all,
			mutation{k.Name + " is not known", func(b *Book) {
				b.AgentKeys = slices.DeleteFunc(b.AgentKeys, func(o DataKey) bool { return o == k })
			}},
			mutation{k.Name + " is a number", func(b *Book) {
				b.AgentKeys[slices.Index(b.AgentKeys, k)].Kind = DataNumber
			}})
	}
	for i, k := range agentSeries() {
		all = append(all,
			mutation{"there is a fourth " + k.Name, func(b *Book) { b.AgentSeries[i].Last = 4 }},
			mutation{"there is no third " + k.Name, func(b *Book) { b.AgentSeries[i].Last = 2 }},
			mutation{"an " + k.Name + " is a number", func(b *Book) { b.AgentSeries[i].Kind = DataNumber }})
	}
	return all
}
