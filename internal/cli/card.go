package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/flexrig/flexrig/internal/server"
	"github.com/flexrig/flexrig/reports"
)

// cardOf is the report card of an account at the end of a run, with what the
// server alone has noticed.
func cardOf(ctx context.Context, running *server.Server, who credentials) (reports.Card, error) {
	status, answer, err := running.Manage(ctx, http.MethodGet, "/v1/grade?end=true&account="+who.sid, nil)
	if err == nil && status != http.StatusOK {
		err = errors.New(saidBy(answer))
	}
	if err != nil {
		return reports.Card{}, fmt.Errorf("grade account %s: %w", who.sid, err)
	}
	card, err := reports.ReadCard(bytes.NewReader(answer))
	if err != nil {
		return card, err
	}
	if found, ok := unheard(card, running.Conduct()); ok {
		card.Findings = append([]reports.Finding{found}, card.Findings...)
	}
	card.Checks = append(card.Checks, reports.Check{Kind: nothingAsked, Sentence: "the command's requests reach the account"})
	return card, nil
}

// nothingAsked is the kind of a finding on a command that has asked nothing.
const nothingAsked = "nothing-asked"

// unheard says why a card has nothing to judge: a command that is graded well
// because its requests went elsewhere proves nothing.
func unheard(card reports.Card, conduct server.Conduct) (reports.Finding, bool) {
	found := reports.Finding{Severity: reports.SeverityWarning, Kind: nothingAsked, Count: 1}
	switch {
	case card.Requests > 0:
		return found, false
	case conduct.Distrusted > 0:
		found.Sentence = "nothing was asked: the command does not trust the stand-in's certificate"
		found.Advice = "let it read SSL_CERT_FILE, NODE_EXTRA_CA_CERTS or the like; flexrig serve --print-env tells what each language needs"
	case conduct.Requests > 0:
		found.Sentence = "nothing was asked of the account: requests came with other credentials"
		found.Advice = "let the command take TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET, from the environment"
	default:
		found.Sentence = "nothing was asked: no request reached the stand-in"
		found.Advice = "let the command honour HTTPS_PROXY (twilio-node reads HTTP_PROXY); flexrig serve --print-env tells what each language needs"
	}
	return found, true
}

// printCard writes the card for people, and which hosts were refused.
func printCard(streams Streams, card reports.Card, conduct server.Conduct) error {
	hosts := make([]string, 0, len(conduct.Refused))
	for host := range conduct.Refused {
		hosts = append(hosts, host)
	}
	slices.Sort(hosts)
	for _, host := range hosts {
		often := "once"
		if n := conduct.Refused[host]; n > 1 {
			often = fmt.Sprintf("%d times", n)
		}
		fmt.Fprintf(streams.Err, "flexrig: refused %s to reach %s; --passthrough lets it through\n", often, host)
	}
	return reports.CardText(streams.Err, card, reports.TerminalOptions{Color: streams.ErrTTY && os.Getenv("NO_COLOR") == ""})
}

// A cardFile is where a card is written to: a card that is there is one that was
// finished.
type cardFile struct{ *draft }

// newCardFile finds out whether the file can be written before anything runs.
func newCardFile(path string) (*cardFile, error) {
	file, err := newDraft(path)
	if err != nil {
		return nil, hinted{fmt.Errorf("exec: --grade: %w", err), "name a file in a folder that can be written to"}
	}
	return &cardFile{file}, nil
}

// write puts the card there, as JUnit XML or JSON by the file's name.
func (c *cardFile) write(card reports.Card) error {
	render := reports.CardJSON
	if strings.EqualFold(filepath.Ext(c.path), ".xml") {
		render = reports.CardJUnit
	}
	if err := c.keep(0o644, render(c, card)); err != nil {
		return hinted{fmt.Errorf("exec: write %s: %w", c.path, err), "the card above is complete; make room, or name another file with --grade"}
	}
	return nil
}
