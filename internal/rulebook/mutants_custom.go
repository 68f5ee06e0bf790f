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
			{"a label is a number", key("conversation_label", func(k *DataKey) { k.Kind = DataNumber })},
			{"the numbers begin with 0", func(b *Book) {
				for _, sort := range []string{"attribute", "label", "measure"} {
					for _, k := range b.DataSeries {
						if k.Name == "conversation_"+sort {
							b.DataKeys = append(b.DataKeys, DataKey{Rule: k.Rule, Object: k.Object, Name: k.Name + "_0", Kind: k.Kind})
						}
					}
				}
			}},
			{"the numbers end at a gap", broken(SeriesEndAtAGap)},
			{"the numbers may be padded", broken(NumbersMayBePadded)},
		}},
		{"TD-15", []mutation{
			{"what nobody knows is loaded", func(b *Book) { b.DataUnknownKeys = true }},
			{"what nobody knows is reported", broken(UnknownKeysAreReported)},
			{"what nobody knows is refused by the API", broken(UnknownKeysAreRefused)},
			{"what nobody knows is not kept by the API either", broken(UnknownKeysAreDropped)},
			{"upper and lower case do not count", broken(KeyCaseIsIgnored)},
			{"a known key is found in an object of one's own", broken(NestedKeysAreFound)},
		}},
		{"TD-17", []mutation{
			{"a campaign is obligatory", func(b *Book) { b.DataObligatory = []string{"conversations.campaign"} }},
			{"a customer's name is obligatory", func(b *Book) { b.DataObligatory = []string{"customers.name"} }},
			{"null is an empty text", coerced(CoerceNullToText)},
		}},
		{"TD-18", append(
			keyMutants(),
			mutation{"a text is loaded as a number", coerced(CoerceTextToNumber)},
			mutation{"a number is loaded as a text", coerced(CoerceNumberToText)},
		)},
		{"TD-19", []mutation{
			{"a text is cut a character early", func(b *Book) { b.DataTextLongest = 127 }},
			{"a text is cut a character late", func(b *Book) { b.DataTextLongest = 129 }},
			{"a text that is too long is dropped", broken(LongTextsAreDropped)},
			{"a text that is too long loses its beginning", broken(LongTextsLoseTheirBeginning)},
			{"a cut is not reported", broken(CutsAreNotReported)},
			{"a conversation's case is not cut", uncut("conversations.case")},
			{"an attribute of one's own is not cut", uncut("conversations.conversation_attribute_10")},
			{"a label of one's own is not cut", uncut("conversations.conversation_label_1")},
			{"a customer's name is not cut", uncut("customers.name")},
			{"a customer's label is not cut", uncut("customers.customer_label_1")},
			{"an address is not cut", uncut("customers.customer_link")},
			{"bytes are counted", func(b *Book) { b.DataTextUnit = UnitByte }},
			{"UTF-16 units are counted", func(b *Book) { b.DataTextUnit = UnitUTF16 }},
		}},
		{"TD-20", []mutation{
			{"1900 is loaded", func(b *Book) { b.DataYearFirst = 1900 }},
			{"1901 is not loaded", func(b *Book) { b.DataYearFirst = 1902 }},
			{"2049 is not loaded", func(b *Book) { b.DataYearLast = 2048 }},
			{"2050 is loaded", func(b *Book) { b.DataYearLast = 2050 }},
			{"a date's year is that of its instant", broken(DatesCountInUTC)},
		}},
		{"TD-21", []mutation{
			{"a team's name needs no id", independent("handling_team_name")},
			{"a team's name with its hierarchy needs no id", independent("handling_team_name_in_hierarchy")},
			{"a team's name needs the department's id", needing("handling_team_name", "handling_department_id")},
			{"an empty id is a team's", broken(EmptyIDsCount)},
			{"no queue stands in for a team", func(b *Book) { b.QueueStandsForTeam = false }},
		}},
		{"TD-22", []mutation{
			{"a department's name needs no id", independent("handling_department_name")},
			{"a department's name with its hierarchy needs no id", independent("handling_department_name_in_hierarchy")},
			{"an empty id is a department's", broken(EmptyIDsCount)},
			{"a department's name needs the team's id", needing("handling_department_name", "handling_team_id")},
		}},
	}
}

func coerced(how string) func(*Book) { return func(b *Book) { b.DataCoercions = []string{how} } }

func uncut(key string) func(*Book) { return func(b *Book) { b.DataUncut = []string{key} } }

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
