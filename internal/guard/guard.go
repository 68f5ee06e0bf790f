package guard

import (
	"net/netip"
	"time"
)

// A Guard is how the rig checks what no API refuses. [Default] gives the one
// that is meant to be used; a field changed is another way to check.
type Guard struct {
	// Network is how links are fetched; the zero value is the machine's network.
	Network Network

	// Patience is how long one link may take, its redirects included.
	Patience time.Duration
	// Bytes is how much of an answer's body is read.
	Bytes int64
	// Redirects is how many redirects are followed from one link.
	Redirects int
	// Private are the networks that no link is followed into, and AllowPrivate
	// allows them all: for media that are served within one's own walls.
	Private      []netip.Prefix
	AllowPrivate bool

	// Refusals are the statuses by which a link keeps those out who bring no
	// credentials.
	Refusals []int
	// LoginWords are the words in an address, and LoginMarks the texts in a page,
	// that tell a page which asks for a login, where a redirect leads to it.
	LoginWords, LoginMarks []string
	// FramingHeaders are the headers by which a page keeps itself out of frames.
	FramingHeaders []string
	// MediaPlaces are the places in the attributes where media links stand, a
	// reservation's sid written as *.
	MediaPlaces []string
	// PassedTypes are the types of media link that are not fetched.
	PassedTypes []string

	// DifferingFrom is how many records have to carry an attribute before it is
	// judged, and DifferingPercent how many of a hundred values have to be
	// different for it to be reported.
	DifferingFrom, DifferingPercent int
	// Identifying are the attributes, by their paths, that are meant to differ.
	Identifying []string

	// ProductionWords are the words in an account's name that say it is no test
	// account.
	ProductionWords []string
	// BusyStatuses are the statuses of tasks that somebody is at work on.
	BusyStatuses []string

	// What follows is careless: a guard for trial alone has it.

	// ForgetsUnchecked says nothing of what could not be seen.
	ForgetsUnchecked bool
	// AdmitsUnnamed lets the rig loose on an account that nobody has named, and
	// AdmitsMisnamed on one while another is named.
	AdmitsUnnamed, AdmitsMisnamed bool
	// WordsWithinWords finds a word in the midst of another.
	WordsWithinWords bool
	// FirstWorkspaceOnly looks for work in one workspace of the account.
	FirstWorkspaceOnly bool
}

// Default gives the guard as the rig uses it. What the pages leave open is
// decided here.
func Default() Guard {
	return Guard{
		Patience:  10 * time.Second,
		Bytes:     1 << 20,
		Redirects: 5,
		Private:   privateNetworks(),

		Refusals:       []int{401, 403, 404},
		LoginWords:     []string{"login", "signin", "sign-in", "sso", "oauth", "saml"},
		LoginMarks:     []string{`type="password"`, `type='password'`, `type=password`},
		FramingHeaders: []string{headerPolicy, headerOptions},
		MediaPlaces:    []string{"conversations.media", "reservation_attributes.*.media", segmentLinkPath},

		DifferingFrom: 10, DifferingPercent: 90,
		Identifying: identifying(),

		ProductionWords: []string{"prod", "production", "live"},
		BusyStatuses:    []string{"assigned", "wrapping"},
	}
}
