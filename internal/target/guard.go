package target

import (
	"net/http"
	"net/netip"

	"github.com/flexrig/flexrig/internal/guard"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// Guard is how the rig checks what is written on the account, and what it is
// aimed at. Links to the account's own target are asked for there, without
// credentials: a recording of the platform's opens to those alone who have them.
func (a *Account) Guard() guard.Guard {
	g := a.guard
	g.Network.Via = func(host string) http.RoundTripper {
		if !speaksTo(host) {
			return nil
		}
		if a.knocks {
			return identified{a.transport, a.user, a.password}
		}
		return a.transport
	}
	return g
}

// An identified transport shows the account's credentials with every request.
type identified struct {
	network        http.RoundTripper
	user, password string
}

func (i identified) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.SetBasicAuth(i.user, i.password)
	return i.network.RoundTrip(req)
}

// guardOf makes the guard that a rule book describes. Whoever has checked the
// book has seen to it that its networks are some.
func guardOf(book *rulebook.Book) guard.Guard {
	g := guard.Default()
	g.Redirects = book.LinkRedirects
	g.Refusals = book.LinkRefusals
	g.LoginWords, g.LoginMarks = book.LinkLoginWords, book.LinkLoginMarks
	g.FramingHeaders = book.FramingHeaders
	g.MediaPlaces, g.PassedTypes = book.MediaPlaces, book.MediaTypesPassed
	g.DifferingFrom, g.DifferingPercent = book.DifferingFrom, book.DifferingPercent
	g.Identifying = book.IdentifyingAttributes
	g.ProductionWords, g.BusyStatuses = book.ProductionWords, book.BusyStatuses
	g.Private = nil
	for _, network := range book.PrivateNetworks {
		g.Private = append(g.Private, netip.MustParsePrefix(network))
	}
	g.ForgetsUnchecked = book.Breaks(rulebook.UncheckedPasses)
	g.AdmitsUnnamed = book.Breaks(rulebook.UnnamedIsAdmitted)
	g.AdmitsMisnamed = book.Breaks(rulebook.MisnamedIsAdmitted)
	g.WordsWithinWords = book.Breaks(rulebook.WordsAreFoundWithinWords)
	g.FirstWorkspaceOnly = book.Breaks(rulebook.OneWorkspaceIsLookedAt)
	return g
}
