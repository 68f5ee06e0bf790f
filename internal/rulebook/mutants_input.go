package rulebook

import (
	"slices"
	"time"
)

// inputMutants break the rules on when data is loaded, what is kept of it to
// the letter, and what HIPAA mode takes away.
func inputMutants() []mutantGroup {
	return []mutantGroup{
		{"TD-02", slices.Concat(recordMutants(), []mutation{
			{"the record is tidied up", broken(RecordTidied)},
			{"the record is cut like a value", broken(RecordCut)},
			{"the record lacks what is ignored", broken(RecordKnownOnly)},
			{"the record holds the latest reading alone", broken(RecordLatestOnly)},
		})},
		{"TD-27", []mutation{
			{"data is loaded every quarter of an hour", loadedEvery(15 * time.Minute)},
			{"data is loaded every 59 minutes", loadedEvery(59 * time.Minute)},
			{"data is loaded every other hour", loadedEvery(2 * time.Hour)},
			{"data is loaded every half hour", loadedEvery(30 * time.Minute)},
			{"data is loaded a millisecond before the hour", func(b *Book) { b.LoadOffset = Duration(time.Hour - time.Millisecond) }},
			{"data is loaded a millisecond after the hour", func(b *Book) { b.LoadOffset = Duration(time.Millisecond) }},
			{"reports wait for no load", broken(ReportsShowAtOnce)},
			{"a load brings what happens in its instant", broken(LoadTakesItsInstant)},
		}},
		{"TD-28", slices.Concat(personalMutants(), impersonalMutants(
			PersonalKey{ObjectCustomers, "category"}, PersonalKey{ObjectCustomers, "organization"},
			PersonalKey{ObjectCustomers, "market_segment"}, PersonalKey{ObjectCustomers, "acquisition_date"},
			PersonalKey{ObjectCustomers, "acquisition_cost"}, PersonalKey{ObjectCustomers, "business_value"},
			PersonalKey{ObjectConversations, "campaign"}, PersonalKey{ObjectConversations, "conversation_id"},
			PersonalKey{ObjectTask, "direction"}, PersonalKey{ObjectAgent, "team_id"}, PersonalKey{ObjectAgent, "location"},
		), []mutation{
			{"personal data is redacted without HIPAA mode", broken(RedactsAlways)},
			{"HIPAA mode redacts nothing", broken(RedactsNothing)},
			{"the record is not redacted", broken(RecordUnredacted)},
			{"HIPAA mode reaches back", broken(RedactsThePast)},
			{"HIPAA mode cannot be left", broken(HIPAAModeStays)},
		})},
	}
}

// recordMutants leave each kind of reading out of the record.
func recordMutants() []mutation {
	var all []mutation
	for _, kind := range Documented().RecordedReadings {
		all = append(all, mutation{"no record is kept of the reading: " + kind, func(b *Book) {
			b.RecordedReadings = without(b.RecordedReadings, kind)
		}})
	}
	return all
}

func loadedEvery(span time.Duration) func(*Book) {
	return func(b *Book) { b.LoadInterval = Duration(span) }
}

// personalMutants let each personal key through.
func personalMutants() []mutation {
	var all []mutation
	for _, k := range personalKeys() {
		all = append(all, mutation{k.Object + "." + k.Name + " reaches Insights in HIPAA mode", func(b *Book) {
			b.PersonalKeys = slices.DeleteFunc(b.PersonalKeys, func(o PersonalKey) bool { return o == k })
		}})
	}
	return all
}

// impersonalMutants take away keys that name no person.
func impersonalMutants(keys ...PersonalKey) []mutation {
	var all []mutation
	for _, k := range keys {
		all = append(all, mutation{k.Object + "." + k.Name + " is redacted in HIPAA mode", func(b *Book) {
			b.PersonalKeys = append(b.PersonalKeys, k)
		}})
	}
	return all
}
