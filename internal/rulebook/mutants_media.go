package rulebook

// mediaMutants break the rules on custom media.
func mediaMutants() []mutantGroup {
	return []mutantGroup{
		{"CM-01", append([]mutation{
			{"an update merges the attributes instead of replacing them", func(b *Book) { b.MergeAttributes = true }},
			{"attributes may have one character less", func(b *Book) { b.AttributesCharacters-- }},
			{"attributes may have one character more", func(b *Book) { b.AttributesCharacters++ }},
			{"the attributes lose their white space", formed(FormCompact)},
			{"the keys of the attributes come back in order", formed(FormSorted)},
			{"letters beyond ASCII come back as escapes", formed(FormASCII)},
			{"signs that HTML minds come back as escapes", formed(FormHTML)},
			{"numbers come back as a decoder reads them", formed(FormDecoded)},
			{"an empty list is dropped", formed(FormPruned)},
		}, unreadableMutants()...)},
		{"CM-02", append([]mutation{
			{"a task is made without the attributes of its creation", broken(AttributesAreLostAtCreation)},
			{"a task is made although its attributes cannot be read", unreadable(UnreadableIgnored)},
			{"attributes of a creation lose their white space", formed(FormCompact)},
		}, fieldMutants()...)},
		{"CM-03", []mutation{
			{"custom media stands beside the default recording and transcript", func(b *Book) { b.ReplaceDefaultMedia = false }},
			{"links leave a call its recording", broken(RecordingStays)},
			{"links leave a chat its transcript", broken(TranscriptStays)},
			{"a reservation's links replace no default", broken(ReservationLinksReplaceNothing)},
			{"a list without a link takes the default away", broken(EmptyListReplaces)},
		}},
		{"CM-04", []mutation{
			{"defaults stay without being listed", func(b *Book) { b.ReplaceDefaultMedia = false }},
			{"a default that is listed comes twice", broken(OriginalComesTwice)},
			{"a default that is listed comes first", broken(OriginalComesFirst)},
			{"a default that is listed is dropped", broken(OriginalIsDropped)},
		}},
		{"CM-05", append(reachMutants(),
			mutation{"a task's links reach other tasks", broken(MediaReachesOtherTasks)},
			mutation{"links that come after the end do not count", func(b *Book) { b.MediaAfterFinal = false }},
			mutation{"links are read as soon as they are written", func(b *Book) { b.ExtractionEvents = with(b.ExtractionEvents, "task.updated") }},
		)},
		{"CM-06", []mutation{
			{"a reservation's links reach every segment", broken(ReservationLinksReachAll)},
			{"a reservation's links reach no segment", broken(ReservationLinksAreIgnored)},
			{"links of an unknown reservation reach every segment", broken(StrangersLinksReachAll)},
			{"links of an unknown reservation are not reported", broken(StrangersAreNotReported)},
		}},
		{"CM-07", []mutation{
			{"a reservation's media is added to the task's", func(b *Book) { b.ReservationMediaReplaces = false }},
			{"a reservation's empty list takes the task's links away", broken(EmptyReservationListReplaces)},
			{"one reservation's links take the task's from every segment", broken(OneReservationReplacesAll)},
		}},
		{"CM-08", []mutation{
			{"there is no Raw link", untyped("Raw")},
			{"a Raw link needs no title", typed("Raw", func(t *MediaType) { t.Required, t.Optional = []string{"url"}, []string{"title"} })},
			{"a Raw link's address is normalized", addressed(AddressNormal)},
			{"a Raw link's address loses its query", addressed(AddressSansQuery)},
			{"a Raw link's address loses its fragment", addressed(AddressSansFragment)},
			{"a Raw link's address is put into ASCII", addressed(AddressASCII)},
			{"a Raw link's address loses its escapes", addressed(AddressUnescaped)},
			{"an address without encryption is none", func(b *Book) { b.LinkSchemes = without(b.LinkSchemes, "http") }},
		}},
		{"CM-09", []mutation{
			{"there is no Embedded link", untyped("Embedded")},
			{"an Embedded link is shown as a link", typed("Embedded", func(t *MediaType) { t.Presentation = PresentLink })},
			{"an Embedded link needs no title", needless("Embedded", "title")},
			{"an Embedded link needs no url", needless("Embedded", "url")},
		}},
		{"CM-10", []mutation{
			{"there is no Referenced link", untyped("Referenced")},
			{"a Referenced link is shown in a frame", typed("Referenced", func(t *MediaType) { t.Presentation = PresentIframe })},
			{"a Referenced link needs no title", needless("Referenced", "title")},
			{"a Referenced link needs no url", needless("Referenced", "url")},
		}},
		{"CM-11", []mutation{
			{"there is no VoiceRecording link", untyped("VoiceRecording")},
			{"a VoiceRecording is shown as a link", typed("VoiceRecording", func(t *MediaType) { t.Presentation = PresentLink })},
			{"a VoiceRecording needs a title", typed("VoiceRecording", func(t *MediaType) { t.Required = with(t.Required, "title") })},
			{"a VoiceRecording needs a start time", typed("VoiceRecording", func(t *MediaType) { t.Required = with(t.Required, "start_time") })},
			{"a VoiceRecording needs channels", typed("VoiceRecording", func(t *MediaType) { t.Required = with(t.Required, "channels") })},
			{"a VoiceRecording needs no url", needless("VoiceRecording", "url")},
			{"a VoiceRecording's title is ignored", typed("VoiceRecording", func(t *MediaType) { t.Optional = without(t.Optional, "title") })},
			{"a VoiceRecording's start time is ignored", typed("VoiceRecording", func(t *MediaType) { t.Optional = without(t.Optional, "start_time") })},
			{"a VoiceRecording's channels are ignored", typed("VoiceRecording", func(t *MediaType) { t.Optional = without(t.Optional, "channels") })},
		}},
		{"CM-12", append([]mutation{
			{"a start time in seconds passes", func(b *Book) { b.StartTimeEarliest = 1 }},
			{"a start time of today counts as seconds", func(b *Book) { b.StartTimeEarliest *= 10 }},
			{"the earliest start time is a millisecond earlier", func(b *Book) { b.StartTimeEarliest-- }},
			{"the earliest start time is a millisecond later", func(b *Book) { b.StartTimeEarliest++ }},
		}, startMutants()...)},
		{"CM-13", []mutation{
			{"a call is recorded whatever the setting", broken(CallsAreAlwaysRecorded)},
			{"the setting counts when the call ends", broken(RecordsAtTheEnd)},
			{"no call is recorded", func(b *Book) { b.RecordedMedia = nil }},
			{"a web chat is recorded", func(b *Book) { b.RecordedMedia = with(b.RecordedMedia, "web") }},
		}},
		{"CM-14", append([]mutation{
			{"there is no ChatTranscript link", untyped("ChatTranscript")},
			{"a ChatTranscript needs a url", typed("ChatTranscript", func(t *MediaType) { t.Required = with(t.Required, "url") })},
			{"a ChatTranscript needs no sid", needless("ChatTranscript", "sid")},
		}, transcriptMutants()...)},
		{"CM-15", []mutation{
			{"the screen shows the links in reverse", func(b *Book) { b.ScreenOrder = OrderReversed }},
			{"the screen shows the links by their types", func(b *Book) { b.ScreenOrder = OrderOfTypes }},
			{"the screen shows the first link alone", broken(ScreenShowsOne)},
			{"the screen stays shut without a link", broken(EmptyScreenStaysShut)},
		}},
		{"CM-16", []mutation{
			{"the screen opens although the first link is Raw", func(b *Book) { b.RawFirstHidesScreen = false }},
			{"a Raw link in any position keeps the screen shut", broken(RawAnywhereHidesScreen)},
			{"only a Raw link without company keeps the screen shut", broken(RawHidesScreenAlone)},
			{"a reservation's Raw link opens the screen", broken(ReservationRawIsNoTab)},
		}},
		{"CM-17", []mutation{
			{"the player shows two recordings", func(b *Book) { b.PlayerRecordings = 2 }},
			{"the player shows none", func(b *Book) { b.PlayerRecordings = 0 }},
			{"the player shows the last recording", broken(PlayerTakesLast)},
			{"the player shows a recording in first position only", broken(PlayerTakesFirstLink)},
			{"a recording that does not play is not reported", broken(SilentRecordingIsNotReported)},
		}},
		{"CM-20", append(requiredMutants(),
			mutation{"there is a sixth type of link", func(b *Book) {
				b.MediaTypes = append(b.MediaTypes, MediaType{Rule: "CM-20", Name: "Video", Required: []string{"url"}, Presentation: PresentPlayer})
			}},
			mutation{"a type's name may be in other letters", broken(TypeCaseIsIgnored)},
			mutation{"an empty field is one", broken(EmptyFieldsCount)},
			mutation{"a relative address is one", broken(RelativeLinksWork)},
			mutation{"an address without a host is one", broken(HostlessLinksWork)},
			mutation{"the address of a file's transfer is one", func(b *Book) { b.LinkSchemes = with(b.LinkSchemes, "ftp") }},
			mutation{"one bad link spoils the list", broken(OneFaultSpoilsTheList)},
			mutation{"a single link is as good as a list", broken(SingleLinkIsAList)},
		)},
	}
}

func formed(form string) func(*Book) { return func(b *Book) { b.AttributesForm = form } }

func unreadable(fate string) func(*Book) { return func(b *Book) { b.AttributesUnreadable = fate } }

func addressed(form string) func(*Book) { return func(b *Book) { b.RawAddress = form } }

// needless makes a field of a type one that may be left out.
func needless(name, field string) func(*Book) {
	return typed(name, func(t *MediaType) {
		t.Required, t.Optional = without(t.Required, field), with(t.Optional, field)
	})
}

func unreadableMutants() []mutation {
	return []mutation{
		{"attributes that cannot be read are stored", unreadable(UnreadableKept)},
		{"attributes that cannot be read are ignored without a word", unreadable(UnreadableIgnored)},
		{"attributes that cannot be read clear the old ones", unreadable(UnreadableCleared)},
	}
}

// fieldMutants leave out each field of the page's task, and write those that are
// no texts as texts. The sid stays: without one no example gets as far as to
// look for it.
func fieldMutants() []mutation {
	var all []mutation
	for _, field := range []string{
		"account_sid", "age", "assignment_status", "attributes", "date_created", "date_updated",
		"task_queue_entered_date", "virtual_start_time", "priority", "reason", "task_queue_sid",
		"task_channel_sid", "task_channel_unique_name", "timeout", "url", "workspace_sid", "workflow_sid",
		"workflow_friendly_name", "task_queue_friendly_name", "ignore_capacity", "routing_target", "addons",
		"required_attention", "links.task_queue", "links.workflow", "links.workspace", "links.reservations",
	} {
		all = append(all, mutation{"a task answers without " + field, func(b *Book) { b.AbsentFields = []string{"task." + field} }})
	}
	for _, field := range []string{"age", "priority", "timeout", "ignore_capacity", "required_attention"} {
		all = append(all, mutation{"a task's " + field + " is a text", func(b *Book) { b.TextFields = []string{"task." + field} }})
	}
	return all
}

// reachMutants keep a task's links from each kind of segment.
func reachMutants() []mutation {
	var all []mutation
	for _, kind := range []string{
		ReachQueueAccepted, ReachQueueMoved, ReachQueueCanceled,
		ReachCompleted, ReachRejected, ReachTimeout, ReachCanceled, ReachRescinded,
	} {
		all = append(all, mutation{
			"a task's links do not reach segments that end as " + kind,
			func(b *Book) { b.TaskMediaSegments = without(b.TaskMediaSegments, kind) },
		})
	}
	return all
}

// startMutants show what is no start time in milliseconds.
func startMutants() []mutation {
	var all []mutation
	for _, form := range []string{StartSeconds, StartZero, StartNegative, StartFraction, StartText, StartTooSmall, StartOther} {
		all = append(all, mutation{
			"a start time is shown that is " + form,
			func(b *Book) { b.StartTimeForms = with(b.StartTimeForms, form) },
		})
	}
	return all
}

// transcriptMutants take sids that are no chat's.
func transcriptMutants() []mutation {
	var all []mutation
	for _, wrong := range []struct {
		what    string
		pattern Pattern
	}{
		{"a sid may lack a digit", `^CH[0-9a-fA-F]{31,32}$`},
		{"a sid may have a digit more", `^CH[0-9a-fA-F]{32,33}$`},
		{"a message's sid is as good as a chat's", `^(CH|IM)[0-9a-fA-F]{32}$`},
		{"a sid's prefix may be small", `^(CH|ch)[0-9a-fA-F]{32}$`},
		{"a sid needs no prefix", `^(CH)?[0-9a-fA-F]{32}$`},
		{"a sid may hold a g", `^CH[0-9a-gA-G]{32}$`},
		{"a sid may hold an x", `^CH[0-9a-fA-Fx]{32}$`},
		{"a sid holds no letters", `^CH[0-9]{32}$`},
	} {
		all = append(all, mutation{wrong.what, func(b *Book) { b.TranscriptSid = wrong.pattern }})
	}
	return all
}

// requiredMutants let each required field be left out.
func requiredMutants() []mutation {
	var all []mutation
	for _, t := range mediaTypes() {
		for _, field := range t.Required {
			all = append(all, mutation{"a " + t.Name + " link needs no " + field, needless(t.Name, field)})
		}
	}
	return all
}
