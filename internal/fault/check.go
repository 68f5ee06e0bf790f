package fault

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
)

var (
	requestFaults = []string{DoAnswer, DoTimeout, DoReset, DoCut, DoDribble, DoLose}
	webhookFaults = []string{DoLate, DoTwice, DoOutOfOrder, DoDrop}
	methods       = []string{"GET", "POST", "PUT", "PATCH", "DELETE"}
	idForm        = regexp.MustCompile(`^[A-Za-z0-9_.-]+$`)
)

// Longest texts that a rule may hold.
const (
	longestID      = 64
	longestPath    = 500
	longestMessage = 1000
)

// check refuses a rule that could never meet anything or would not show. The rule
// has been completed.
func (r Rule) check() error {
	for _, look := range []func() error{r.checkSelectors, r.checkOften, r.checkDo, r.Delay.check} {
		if err := look(); err != nil {
			return err
		}
	}
	return nil
}

func (r Rule) checkSelectors() error {
	switch {
	case r.ID != "" && !isID(r.ID):
		return fmt.Errorf("id %.70q is none; write up to 64 letters, digits, dots, dashes and underscores", r.ID)
	case r.Webhook && (r.Product != "" || r.Operation != ""):
		return errors.New("a rule for webhooks has no product and no operation; select by the path of their address")
	case r.Method != "" && !slices.Contains(methods, r.Method):
		return fmt.Errorf("method %.20q is none of %s", r.Method, strings.Join(methods, ", "))
	case r.Path != "" && (!strings.HasPrefix(r.Path, "/") || strings.ContainsAny(r.Path, "?#")):
		return fmt.Errorf("path %.100q is no path; it begins with / and has no query, and * stands for any text within a segment", r.Path)
	case len(r.Path) > longestPath:
		return fmt.Errorf("path is %d bytes long; at most %d are read", len(r.Path), longestPath)
	}
	return nil
}

func (r Rule) checkOften() error {
	switch {
	case r.Skip < 0:
		return fmt.Errorf("skip is %d, want 0 or more", r.Skip)
	case r.Times < 0:
		return fmt.Errorf("times is %d, want 0 for always or more", r.Times)
	case r.Probability != nil && !(*r.Probability > 0 && *r.Probability <= 1):
		return fmt.Errorf("probability is %v, want above 0 and up to 1", *r.Probability)
	}
	return nil
}

func (r Rule) checkDo() error {
	if r.Webhook {
		return r.checkWebhook()
	}
	switch {
	case slices.Contains(webhookFaults, r.Do):
		return fmt.Errorf(`do %q is for webhooks; add "webhook":true`, r.Do)
	case r.Do == "":
		return fmt.Errorf("nothing happens: name a status, a delay, or what to do: %s", strings.Join(requestFaults, ", "))
	case !slices.Contains(requestFaults, r.Do):
		return fmt.Errorf("do %.40q is not known; it is one of %s", r.Do, strings.Join(requestFaults, ", "))
	case r.Do == DoAnswer && r.Status == 0 && r.Delay == nil:
		return errors.New("do answer needs a status to answer with, or a delay")
	case r.Do == DoDribble && r.Delay == nil:
		return errors.New("do dribble needs a delay to spread the answer over")
	}
	if err := r.checkPhase(); err != nil {
		return err
	}
	return r.checkAnswer()
}

func (r Rule) checkPhase() error {
	switch {
	case r.Phase != "" && r.Phase != Before && r.Phase != After:
		return fmt.Errorf("phase %.40q is not known; it is before or after", r.Phase)
	case r.Phase == Before && (r.Do == DoCut || r.Do == DoDribble):
		return fmt.Errorf("do %s needs the account's answer; before has none, leave phase out", r.Do)
	case r.Phase != "" && r.Do == DoLose:
		return errors.New("do lose has no phase: what is lost is never carried out")
	}
	return nil
}

func (r Rule) checkAnswer() error {
	switch {
	case r.Status != 0 && r.Do != DoAnswer:
		return fmt.Errorf("do %s has no status of its own; leave status out", r.Do)
	case r.Status == 0 && (r.Code != 0 || r.Message != "" || r.RetryAfter != nil):
		return errors.New("code, message and retry_after belong to an answer with a status; add one")
	case r.Status != 0 && (r.Status < 400 || r.Status > 599):
		return fmt.Errorf("status is %d, want 400 to 599", r.Status)
	case r.Code < 0 || r.Code > math.MaxInt32:
		return fmt.Errorf("code is %d, want a code of Twilio's error dictionary, 20429 say", r.Code)
	case len(r.Message) > longestMessage:
		return fmt.Errorf("message is %d bytes long; at most %d are sent", len(r.Message), longestMessage)
	}
	return nil
}

func (r Rule) checkWebhook() error {
	switch {
	case !slices.Contains(webhookFaults, r.Do):
		return fmt.Errorf("do %.40q is nothing that happens to a webhook; it is one of %s", r.Do, strings.Join(webhookFaults, ", "))
	case r.Do == DoLate && r.Delay == nil:
		return errors.New("do late needs a delay")
	case r.Do != DoLate && r.Do != DoOutOfOrder && r.Delay != nil:
		return fmt.Errorf("do %s has no delay; leave it out", r.Do)
	case r.Phase != "" || r.Status != 0 || r.Code != 0 || r.Message != "" || r.RetryAfter != nil:
		return errors.New("a webhook has no phase and no answer of the stand-in's; leave phase, status, code, message and retry_after out")
	}
	return nil
}

// isID tells whether a text can be a rule's id. The length is no part of the pattern:
// a program that starts would compile 64 copies of it.
func isID(text string) bool { return len(text) <= longestID && idForm.MatchString(text) }
