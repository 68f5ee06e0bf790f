package rulebook

import "slices"

// customDataMutants break the rules on which custom data is loaded, and how.
func customDataMutants() []mutantGroup {
	return []mutantGroup{
		{"TD-14", []mutation{
			{"there is an eleventh attribute", series("conversation_attribute", 11)},
			{"there is no tenth attribute", series("conversation_attribute", 9)},
			{"there is an eleventh label", series("conversation_label", 11)},
			{"there is no tenth label", series("conversation_label", 9)},
			{"there is an eleventh measure", series("conversation_measure", 11)},
			{"there is no tenth measure", series("conversation_measure", 9)},
			{"a measure is a text", key("conversation_measure", func(k *DataKey) { k.Kind = DataText })},
			{"an attribute is a number", key("conversation_attribute", func(k *DataKey) { k.Kind = DataNumber })},
		}},
		{"TD-15", []mutation{
			{"what nobody knows is loaded", func(b *Book) { b.DataUnknownKeys = true }},
		}},
		{"TD-17", []mutation{
			{"a campaign is obligatory", func(b *Book) { b.DataObligatory = []string{"conversations.campaign"} }},
			{"a customer's name is obligatory", func(b *Book) { b.DataObligatory = []string{"customers.name"} }},
		}},
		{"TD-18", keyMutants()},
		{"TD-19", []mutation{
			{"a text is cut a character early", func(b *Book) { b.DataTextLongest = 127 }},
			{"a text is cut a character late", func(b *Book) { b.DataTextLongest = 129 }},
			{"bytes are counted", func(b *Book) { b.DataTextUnit = UnitByte }},
			{"UTF-16 units are counted", func(b *Book) { b.DataTextUnit = UnitUTF16 }},
		}},
		{"TD-20", []mutation{
			{"1900 is loaded", func(b *Book) { b.DataYearFirst = 1900 }},
			{"1901 is not loaded", func(b *Book) { b.DataYearFirst = 1902 }},
			{"2049 is not loaded", func(b *Book) { b.DataYearLast = 2048 }},
			{"2050 is loaded", func(b *Book) { b.DataYearLast = 2050 }},
		}},
		{"TD-21", []mutation{
			{"a team's name needs no id", independent("handling_team_name")},
			{"a team's name with its hierarchy needs no id", independent("handling_team_name_in_hierarchy")},
			{"a team's name needs the department's id", needing("handling_team_name", "handling_department_id")},
			{"no queue stands in for a team", func(b *Book) { b.QueueStandsForTeam = false }},
		}},
		{"TD-22", []mutation{
			{"a department's name needs no id", independent("handling_department_name")},
			{"a department's name with its hierarchy needs no id", independent("handling_department_name_in_hierarchy")},
			{"a department's name needs the team's id", needing("handling_department_name", "handling_team_id")},
		}},
	}
}

// keyMutants take each documented key away, and make each one's kind another.
func keyMutants() []mutation {
	var all []mutation
	for _, k := range dataKeys() {
		other := DataNumber
		if k.Kind != DataText {
			other = DataText
		}
		path := k.Object + "." + k.Name
		all = append(all,
			mutation{path + " is not known", func(b *Book) {
				b.DataKeys = slices.DeleteFunc(b.DataKeys, func(o DataKey) bool { return o == k })
			}},
			mutation{path + " is a " + string(other), func(b *Book) {
				b.DataKeys[slices.Index(b.DataKeys, k)].Kind = other
			}})
	}
	for _, name := range []string{"customer_attribute", "customer_label"} {
		all = append(all,
			mutation{"there is a fourth " + name, series(name, 4)},
			mutation{"there is no third " + name, series(name, 2)})
	}
	return all
}

// key changes one numbered series.
func key(name string, change func(*DataKey)) func(*Book) {
	return func(b *Book) {
		change(&b.DataSeries[slices.IndexFunc(b.DataSeries, func(k DataKey) bool { return k.Name == name })])
	}
}

// series makes a numbered series end with another number.
func series(name string, last int) func(*Book) { return key(name, func(k *DataKey) { k.Last = last }) }

// independent makes a key count without the one that it needs.
func independent(name string) func(*Book) {
	return func(b *Book) {
		b.DataDependent = slices.DeleteFunc(b.DataDependent, func(d DependentKey) bool { return d.Name == name })
	}
}

// needing makes a key count beside another one than it needs.
func needing(name, other string) func(*Book) {
	return func(b *Book) {
		b.DataDependent[slices.IndexFunc(b.DataDependent, func(d DependentKey) bool { return d.Name == name })].Needs = other
	}
}
