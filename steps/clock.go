package steps

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/flexrig/flexrig/features"
)

const passPattern = `^(\S+) pass(?:es)?$`

// passForms are the words by which an example lets a span pass.
var passForms = []*regexp.Regexp{
	regexp.MustCompile(passPattern),
	regexp.MustCompile(goneByPattern),
	regexp.MustCompile(completedAgoPattern),
	regexp.MustCompile(canceledAgoPattern),
}

var clockWords = words{
	{passPattern, (*scenario).passes},
	{`^the offer times out$`, (*scenario).offerTimesOut},
}

// passes lets time go by on the account: at once where the target has a clock
// of its own, else by waiting for it.
func (s *scenario) passes(span string) error {
	d, err := parseSpan(span)
	if err != nil {
		return err
	}
	pass := s.account.Advance
	if s.middle != nil { // whose calls take time in the world
		pass = s.account.Elapse
	}
	if err := pass(s.ctx, d); err != nil {
		return fmt.Errorf("let %s pass: %w", span, err)
	}
	return nil
}

// spansOf are the spans that an example lets pass, as far as its text tells.
func spansOf(example features.Example) []time.Duration {
	var spans []time.Duration
	for _, step := range example.Steps {
		for _, form := range passForms {
			parts := form.FindStringSubmatch(step.Text)
			if parts == nil {
				continue
			}
			if span, err := parseSpan(parts[1]); err == nil { // what is no span fails when it is played
				spans = append(spans, span)
			}
		}
	}
	return spans
}

// offerTimesOut lets as much time go by as the centre's workflow says that an
// offer waits: the features need no number of their own for it.
func (s *scenario) offerTimesOut() error {
	wait, err := s.offerWait()
	if err != nil {
		return err
	}
	return s.passes(wait.String())
}

// spanForm is a number of days and then what the standard library reads.
var spanForm = regexp.MustCompile(`^(?:([0-9]{1,5})d)?(.*)$`)

// parseSpan reads the spans that features write: 119s, 1m59s, 119.999s, 180d,
// 179d23h59m59s. A day has 24 hours. Spans below zero are refused.
func parseSpan(text string) (time.Duration, error) {
	parts := spanForm.FindStringSubmatch(text)
	if text == "" || parts == nil {
		return 0, fmt.Errorf("span %q is not understood; write 119s, 1m59s or 180d", text)
	}
	var span time.Duration
	if parts[1] != "" {
		days, err := strconv.Atoi(parts[1])
		if err != nil {
			return 0, fmt.Errorf("days of span %q: %w", text, err)
		}
		span = time.Duration(days) * 24 * time.Hour
	}
	if parts[2] == "" {
		return span, nil
	}
	rest, err := time.ParseDuration(parts[2])
	if err != nil || rest < 0 || parts[2][0] == '+' {
		return 0, fmt.Errorf("span %q is not understood; write 119s, 1m59s or 180d", text)
	}
	return span + rest, nil
}
