package rulebook

import "time"

// webhookMutants break the delivery of callbacks: when it is tried again, in
// which order, what proves its origin, and what is said where it fails.
func webhookMutants() []mutantGroup {
	return []mutantGroup{
		{"CC-09", []mutation{
			{"an agent's answer calls nobody", broken(WebhooksNotCalled)},
			{"an answer that arrived is sent again", broken(WebhooksRepeated)},

			{"a receiver has 14 seconds", answered(14 * time.Second)},
			{"a receiver has a millisecond less", answered(15*time.Second - time.Millisecond)},
			{"a receiver has a millisecond more", answered(15*time.Second + time.Millisecond)},
			{"a receiver has 16 seconds", answered(16 * time.Second)},

			{"a failed callback is never repeated", repeated()},
			{"a failed callback is repeated once less", broken(WebhooksTriedOnceLess)},
			{"a failed callback is repeated once more", broken(WebhooksTriedOnceMore)},
			{"a failed callback is repeated twice at most", repeated(time.Second, 2*time.Second)},
			{"the first pause is a millisecond shorter", repeated(999*time.Millisecond, 2*time.Second, 4*time.Second)},
			{"the first pause is a millisecond longer", repeated(1001*time.Millisecond, 2*time.Second, 4*time.Second)},
			{"the pauses do not grow", repeated(time.Second, time.Second, time.Second)},
			{"the last pause is a second shorter", repeated(time.Second, 2*time.Second, 3*time.Second)},
			{"the last pause is a second longer", repeated(time.Second, 2*time.Second, 5*time.Second)},
			{"every attempt says that it is the first", broken(WebhookRetryCountStands)},

			{"a receiver that does not answer is not tried again", worthless(NoAnswer)},
			{"a receiver that is too busy is not tried again", worthless("429")},
			{"a receiver that breaks is not tried again", worthless("5xx")},
			{"a receiver that refuses is tried again", worthy("4xx")},
			{"a receiver that points elsewhere is tried again", worthy("3xx")},
			{"a receiver that points elsewhere is followed", broken(WebhookRedirectsFollowed)},

			{"an answer overtakes one that is tried again", broken(WebhooksOvertake)},
			{"of the answers that wait, the newest goes first", broken(WebhooksNewestFirst)},

			{"callbacks are not signed", broken(WebhooksUnsigned)},
			{"callbacks are signed with the account's sid", broken(WebhooksSignedWithSid)},
			{"the signature leaves out the fields", broken(WebhooksSignedWithoutFields)},
			{"the signature takes the fields as they come", broken(WebhooksSignedInFormOrder)},

			{"a callback that was given up is not reported", broken(WebhookFailuresForgotten)},
			{"a callback that was given up is not in the history", broken(WebhookFailuresSilent)},
			{"a message is lost with its callback", broken(WebhookFailuresLoseMessages)},
		}},
	}
}

func answered(within time.Duration) func(*Book) {
	return func(b *Book) { b.WebhookTimeout = Duration(within) }
}

func repeated(pauses ...time.Duration) func(*Book) {
	return func(b *Book) {
		b.WebhookRetryPauses = nil
		for _, pause := range pauses {
			b.WebhookRetryPauses = append(b.WebhookRetryPauses, Duration(pause))
		}
	}
}

func worthless(outcome string) func(*Book) {
	return func(b *Book) { b.WebhookRetriedAfter = without(b.WebhookRetriedAfter, outcome) }
}

func worthy(outcome string) func(*Book) {
	return func(b *Book) { b.WebhookRetriedAfter = with(b.WebhookRetriedAfter, outcome) }
}
