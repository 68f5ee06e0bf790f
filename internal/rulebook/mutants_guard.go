package rulebook

import (
	"fmt"
	"slices"
)

// guardMutants break the rules on recordings that the platform links, and make
// the rig careless where it looks at links and values.
func guardMutants() []mutantGroup {
	return []mutantGroup{
		{"TD-09", []mutation{
			{"a recording is not linked", broken(RecordingsAreNotLinked)},
			{"a recording's link takes the place of all else", broken(RecordingsAreLinkedOver)},
			{"a chat has a recording", func(b *Book) { b.RecordedMedia = with(b.RecordedMedia, "web") }},
			{"a call that goes on is recorded from the middle", broken(CallsAreRecordedMidway)},
			{"the platform's recording counts as a custom one", broken(PlatformRecordingsAreCustom)},
			{"calls are recorded whatever the setting says", broken(CallsAreAlwaysRecorded)},
		}},
		{"TD-11", slices.Concat(
			without4xx("plays", 401, 403, 404),
			[]mutation{
				{"a login passes for a recording", func(b *Book) { b.LinkLoginWords, b.LinkLoginMarks = nil, nil }},
				{"everybody hears the platform's recordings", broken(RecordingsAreOpen)},
				{"links are asked for with the account's credentials", broken(CredentialsAreSentAlong)},
				{"what could not be seen passes", broken(UncheckedPasses)},
			},
			networkMutants(),
		)},
		{"CM-09", []mutation{
			{"nobody reads X-Frame-Options", func(b *Book) { b.FramingHeaders = without(b.FramingHeaders, "X-Frame-Options") }},
			{"nobody reads frame-ancestors", func(b *Book) { b.FramingHeaders = without(b.FramingHeaders, "Content-Security-Policy") }},
			{"a page that could not be seen can be framed", broken(UncheckedPasses)},
		}},
		{"CM-19", slices.Concat(
			without4xx("is open", 401, 403, 404), placeMutants(), loginMutants(),
			[]mutation{
				{"a redirect is not followed", func(b *Book) { b.LinkRedirects = 0 }},
				{"a fifth redirect is not followed", func(b *Book) { b.LinkRedirects = 4 }},
				{"a sixth redirect is followed", func(b *Book) { b.LinkRedirects = 6 }},
				{"a link that could not be seen is closed", broken(UncheckedPasses)},
			},
		)},
		{"TD-16", slices.Concat(
			[]mutation{
				{"nine tasks are enough to judge by", func(b *Book) { b.DifferingFrom = 9 }},
				{"ten tasks are too few to judge by", func(b *Book) { b.DifferingFrom = 11 }},
				{"89 of 100 values may not differ", func(b *Book) { b.DifferingPercent = 89 }},
				{"90 of 100 values may differ", func(b *Book) { b.DifferingPercent = 91 }},
			},
			identifyingMutants(),
		)},
	}
}

// accountMutants open an account to others, and let the rig loose where it has
// no business.
func accountMutants() []mutantGroup {
	return []mutantGroup{
		{"CM-19", []mutation{
			{"any token opens an account", broken(AnyTokenOpens)},
			{"no credentials are needed", broken(NoCredentialsAreNeeded)},
			{"an account finds what another one holds", broken(AccountsSeeEachOther)},
			{"a recording's sound needs no credentials", broken(RecordingsAreOpen)},
			{"a refusal tells what was asked for", broken(RefusalsTell)},
		}},
		{"TD-01", slices.Concat(
			[]mutation{
				{"an account that nobody has named will do", broken(UnnamedIsAdmitted)},
				{"any account will do while some account is named", broken(MisnamedIsAdmitted)},
				{"a word counts in the midst of another", broken(WordsAreFoundWithinWords)},
				{"work in one workspace alone counts", broken(OneWorkspaceIsLookedAt)},
			},
			listMutants("an account called %q is no production account", Documented().ProductionWords,
				func(b *Book) *[]string { return &b.ProductionWords }),
			listMutants("a task that is %s is nobody's work", Documented().BusyStatuses,
				func(b *Book) *[]string { return &b.BusyStatuses }),
		)},
	}
}

// without4xx take away, one by one, the statuses that keep people out.
func without4xx(what string, statuses ...int) []mutation {
	var all []mutation
	for _, status := range statuses {
		all = append(all, mutation{fmt.Sprintf("nobody knows whether what answers %d %s", status, what), func(b *Book) {
			b.LinkRefusals = slices.DeleteFunc(slices.Clone(b.LinkRefusals), func(s int) bool { return s == status })
		}})
	}
	return all
}

// networkMutants let links lead into one private network each.
func networkMutants() []mutation {
	return listMutants("a link may lead into %s", privateNetworks(), func(b *Book) *[]string { return &b.PrivateNetworks })
}

// placeMutants look past each place where media links stand, and each type.
func placeMutants() []mutation {
	all := listMutants("nobody looks at %s", Documented().MediaPlaces, func(b *Book) *[]string { return &b.MediaPlaces })
	for _, name := range []string{"Raw", "Embedded", "Referenced", "VoiceRecording"} {
		all = append(all, mutation{"nobody looks at " + name + " links", func(b *Book) { b.MediaTypesPassed = with(b.MediaTypesPassed, name) }})
	}
	return all
}

// loginMutants forget each sign of a login.
func loginMutants() []mutation {
	return slices.Concat(
		listMutants("an address with %q in it is no login", Documented().LinkLoginWords, func(b *Book) *[]string { return &b.LinkLoginWords }),
		[]mutation{{"a form for a password is no login", func(b *Book) { b.LinkLoginMarks = nil }}},
	)
}

func identifyingMutants() []mutation {
	return listMutants("%s may not differ", identifyingAttributes(), func(b *Book) *[]string { return &b.IdentifyingAttributes })
}

// listMutants take each word out of a list.
func listMutants(what string, words []string, list func(*Book) *[]string) []mutation {
	var all []mutation
	for _, word := range words {
		all = append(all, mutation{fmt.Sprintf(what, word), func(b *Book) { *list(b) = without(*list(b), word) }})
	}
	return all
}
