package steps

import (
	"fmt"
	"strings"

	"github.com/flexrig/flexrig/internal/target"
)

// webhookWords look at what has become of the platform's callbacks.
var webhookWords = words{
	{`^the webhook for "([^"]+)" is (delivered|reported as failed|to be called again) after (\d) calls?$`, (*scenario).webhookIs},
	{`^the history tells of (no|one|two) failed webhooks?$`, (*scenario).historyTellsOfFailures},
}

// webhookStates are the states of a callback by the words of the features.
var webhookStates = map[string]string{
	"delivered": "delivered", "failed": "reported as failed", "waiting": "to be called again",
}

// webhookFor finds the callback that tells of a message, and false where the
// account knows of none.
func (s *scenario) webhookFor(body string) (target.Delivery, bool, error) {
	all, err := s.account.AwaitWebhooks(s.ctx)
	if err != nil {
		return target.Delivery{}, false, err
	}
	for _, d := range all {
		if d.Field("Body") == body {
			return d, true, nil
		}
	}
	return target.Delivery{}, false, nil
}

func (s *scenario) webhookIs(body, state, calls string) error {
	wanted, err := count(calls)
	if err != nil {
		return err
	}
	d, there, err := s.webhookFor(body)
	if err != nil {
		return err
	}
	found := "not there"
	if there {
		found = fmt.Sprintf("%s after %d calls (%s)", webhookStates[d.State], d.Attempts, d.Outcome)
	}
	if !there || webhookStates[d.State] != state || d.Attempts != wanted {
		return s.mismatch("the webhook for %q is", found, state+" after "+calls, body)
	}
	return nil
}

// wholeHistory is more than an example brings about.
const wholeHistory = 1000

func (s *scenario) historyTellsOfFailures(wanted string) error {
	if _, err := s.account.AwaitWebhooks(s.ctx); err != nil {
		return err
	}
	lines, err := s.account.History(s.ctx, wholeHistory)
	if err != nil {
		return err
	}
	failures := 0
	for _, line := range lines {
		if strings.Contains(line, "webhook.failed") {
			failures++
		}
	}
	if failures != counts[wanted] {
		return s.mismatch("the history tells of", fmt.Sprintf("%d failed webhooks", failures), wanted)
	}
	return nil
}
