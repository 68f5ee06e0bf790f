package rulebook

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// NoAnswer is the outcome of an attempt that brought no status: nobody took the
// connection, it broke off, or the time was over.
const NoAnswer = "no answer"

// Ways to break the delivery of callbacks (CC-09) that no value stands for.
const (
	// WebhooksNotCalled drops a callback where it was caused.
	WebhooksNotCalled Switch = "webhooks are not called"
	// WebhooksRepeated sends a callback again that was answered well.
	WebhooksRepeated Switch = "webhooks are called again after success"
	// WebhooksOvertake sends a callback while the one before it to the same
	// address waits for its next attempt.
	WebhooksOvertake Switch = "webhooks overtake each other"
	// WebhooksNewestFirst sends, of those that wait, the newest first.
	WebhooksNewestFirst Switch = "webhooks are called newest first"
	// WebhooksTriedOnceMore makes one attempt more than the webhook asks for.
	WebhooksTriedOnceMore Switch = "webhooks are tried once more"
	// WebhooksTriedOnceLess makes one attempt less.
	WebhooksTriedOnceLess Switch = "webhooks are tried once less"
	// WebhookRetryCountStands tells every attempt that it is the first.
	WebhookRetryCountStands Switch = "a webhook's retry count stands still"
	// WebhookFailuresForgotten keeps no word of a callback that was given up.
	WebhookFailuresForgotten Switch = "failed webhooks are forgotten"
	// WebhookFailuresSilent leaves a callback that was given up out of the history.
	WebhookFailuresSilent Switch = "failed webhooks are not in the history"
	// WebhookFailuresLoseMessages deletes the message that nobody could be told of.
	WebhookFailuresLoseMessages Switch = "failed webhooks take their message along"
	// WebhooksUnsigned sends no signature.
	WebhooksUnsigned Switch = "webhooks are not signed"
	// WebhooksSignedWithSid signs with what everybody knows.
	WebhooksSignedWithSid Switch = "webhooks are signed with the account's sid"
	// WebhooksSignedWithoutFields signs the address and not what is said.
	WebhooksSignedWithoutFields Switch = "the signature of a webhook leaves out its fields"
	// WebhooksSignedInFormOrder signs the fields in the order of the form.
	WebhooksSignedInFormOrder Switch = "the signature of a webhook takes its fields as they come"
	// WebhookRedirectsFollowed takes a callback to wherever its receiver points.
	WebhookRedirectsFollowed Switch = "redirected webhooks are followed"
)

// WorthAnother tells whether a failed attempt is made again: status is that of
// its answer, 0 where none came.
func (b *Book) WorthAnother(status int) bool {
	if status == 0 {
		return slices.Contains(b.WebhookRetriedAfter, NoAnswer)
	}
	exact, class := strconv.Itoa(status), strconv.Itoa(status/100)+"xx"
	return slices.Contains(b.WebhookRetriedAfter, exact) || slices.Contains(b.WebhookRetriedAfter, class)
}

// PauseBefore gives the pause after a number of failed attempts of a callback
// that asks for so many repetitions, and false where it is given up.
func (b *Book) PauseBefore(failed, asked int) (time.Duration, bool) {
	switch {
	case b.Breaks(WebhooksTriedOnceMore):
		asked++
	case b.Breaks(WebhooksTriedOnceLess):
		asked--
	}
	if failed < 1 || failed > min(asked, len(b.WebhookRetryPauses)) {
		return 0, false
	}
	return b.WebhookRetryPauses[failed-1].Of(), true
}

func (b *Book) checkWebhooks() error {
	for i, pause := range b.WebhookRetryPauses {
		if pause <= 0 {
			return fmt.Errorf("webhook_retry_pauses: pause %d is %s; it has to be longer than nothing", i+1, pause)
		}
	}
	for _, outcome := range b.WebhookRetriedAfter {
		if err := checkOutcome(outcome); err != nil {
			return fmt.Errorf("webhook_retried_after: %q: %w", outcome, err)
		}
	}
	return nil
}

// checkOutcome refuses what no attempt could come to, and success, which is
// nothing to repeat.
func checkOutcome(outcome string) error {
	if outcome == NoAnswer || slices.Contains([]string{"3xx", "4xx", "5xx"}, outcome) {
		return nil
	}
	if status, err := strconv.Atoi(outcome); err == nil && status >= 300 && status <= 599 {
		return nil
	}
	return errors.New(`use "no answer", 3xx, 4xx, 5xx or a status from 300 to 599`)
}
