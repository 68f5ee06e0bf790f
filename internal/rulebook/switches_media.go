package rulebook

// Ways to break the rules on custom media for which no value stands.
const (
	// AttributesAreLostAtCreation makes a task without what its creator sent (CM-02).
	AttributesAreLostAtCreation Switch = "attributes are lost at creation"

	// RecordingStays and TranscriptStays leave a default beside custom links (CM-03).
	RecordingStays  Switch = "recording stays"
	TranscriptStays Switch = "transcript stays"
	// ReservationLinksReplaceNothing lets only a task's own links take the place
	// of a default (CM-03).
	ReservationLinksReplaceNothing Switch = "reservation links replace nothing"
	// EmptyListReplaces takes the defaults away for a list without a link (CM-03).
	EmptyListReplaces Switch = "empty list replaces"

	// OriginalComesTwice shows a default that is listed a second time (CM-04).
	OriginalComesTwice Switch = "original comes twice"
	// OriginalComesFirst shows a listed default before all other links (CM-04).
	OriginalComesFirst Switch = "original comes first"
	// OriginalIsDropped does not show a default that is listed (CM-04).
	OriginalIsDropped Switch = "original is dropped"

	// MediaReachesOtherTasks shows a task's links on later tasks too (CM-05).
	MediaReachesOtherTasks Switch = "media reaches other tasks"

	// ReservationLinksReachAll shows a reservation's links on every segment (CM-06).
	ReservationLinksReachAll Switch = "reservation links reach all"
	// ReservationLinksAreIgnored shows a reservation's links nowhere (CM-06).
	ReservationLinksAreIgnored Switch = "reservation links are ignored"
	// StrangersLinksReachAll shows the links of a reservation that the task never
	// had on every segment (CM-06).
	StrangersLinksReachAll Switch = "strangers' links reach all"
	// StrangersAreNotReported says nothing of such links (CM-06).
	StrangersAreNotReported Switch = "strangers are not reported"

	// EmptyReservationListReplaces takes a task's links away for a reservation
	// with an empty list (CM-07).
	EmptyReservationListReplaces Switch = "empty reservation list replaces"
	// OneReservationReplacesAll takes a task's links away from every segment once
	// one reservation has links of its own (CM-07).
	OneReservationReplacesAll Switch = "one reservation replaces all"

	// RecordsAtTheEnd reads the setting when the work is done (CM-13).
	RecordsAtTheEnd Switch = "records at the end"

	// ScreenShowsOne shows the first link alone (CM-15).
	ScreenShowsOne Switch = "screen shows one"
	// EmptyScreenStaysShut does not open the screen where there is nothing to
	// show (CM-15).
	EmptyScreenStaysShut Switch = "empty screen stays shut"

	// RawAnywhereHidesScreen keeps the screen shut for a Raw link in any
	// position (CM-16).
	RawAnywhereHidesScreen Switch = "raw anywhere hides screen"
	// RawHidesScreenAlone keeps the screen shut for a Raw link without company
	// only (CM-16).
	RawHidesScreenAlone Switch = "raw hides screen alone"
	// ReservationRawIsNoTab opens the screen for a reservation's Raw link (CM-16).
	ReservationRawIsNoTab Switch = "reservation raw is no tab"

	// PlayerTakesLast plays the last recording of the list (CM-17).
	PlayerTakesLast Switch = "player takes last"
	// PlayerTakesFirstLink plays a recording only in first position (CM-17).
	PlayerTakesFirstLink Switch = "player takes first link"
	// SilentRecordingIsNotReported says nothing of a recording that does not
	// play (CM-17).
	SilentRecordingIsNotReported Switch = "silent recording is not reported"

	// TypeCaseIsIgnored takes a type of link in other letters (CM-20).
	TypeCaseIsIgnored Switch = "type case is ignored"
	// EmptyFieldsCount takes an empty text for a field that is there (CM-20).
	EmptyFieldsCount Switch = "empty fields count"
	// RelativeLinksWork takes addresses without a scheme, and HostlessLinksWork
	// those without a host (CM-20).
	RelativeLinksWork Switch = "relative links work"
	HostlessLinksWork Switch = "hostless links work"
	// OneFaultSpoilsTheList shows no link of a list that holds a bad one (CM-20).
	OneFaultSpoilsTheList Switch = "one fault spoils the list"
	// SingleLinkIsAList takes a link that stands in the place of the list (CM-20).
	SingleLinkIsAList Switch = "single link is a list"
)
