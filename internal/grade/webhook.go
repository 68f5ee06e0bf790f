package grade

import "time"

// promptly is how soon a callback has to be answered by the account's clock, the
// wait for those in front of it included.
const promptly = 5 * time.Second

// judgeWebhooks looks at how callbacks were answered.
func judgeWebhooks(j *judge) {
	for _, d := range j.Deliveries {
		took := d.Ended.Sub(d.Caused)
		switch {
		case !d.Ended.IsZero() && !d.Delivered:
			j.see(WebhookUnanswered, Warning, d.URL, nil, "%s %s was given up after %s: %s", d.Method, d.URL, times(d.Attempts, "attempt"), d.Outcome)
		case d.Ended.IsZero() && j.End && d.Attempts > 0:
			j.see(WebhookUnanswered, Warning, d.URL, nil, "%s %s has had no answer%s", d.Method, d.URL, said(d.Outcome))
		case d.Delivered && d.Attempts > 1:
			j.see(WebhookLate, Warning, d.URL, nil, "%s %s was answered at the %s only", d.Method, d.URL, ordinal(d.Attempts)+" attempt")
		case d.Delivered && took > promptly:
			j.see(WebhookLate, Warning, d.URL, nil, "%s %s was answered after %s", d.Method, d.URL, shortly(took))
		}
	}
}
