package steps

import (
	"fmt"
	"strings"

	"github.com/twilio/twilio-go/client"
)

// answerWords judge what the last When was told.
var answerWords = words{
	{`^the request is accepted$`, (*scenario).accepted},
	{`^the request is refused as (invalid|not found|unauthorized|conflicting|out of date)$`, (*scenario).refusedAs},
	{`^the request is refused as (invalid|not found|unauthorized|conflicting|out of date), saying "([^"]+)"$`, (*scenario).refusedSaying},
	{`^` + nothingHasChanged + `$`, (*scenario).nothingChanged},
}

// statuses are the sorts of refusal by the HTTP status that they come with.
var statuses = map[string]int{
	"invalid": 400, "unauthorized": 401, "not found": 404, "conflicting": 409, "out of date": 412,
}

func (s *scenario) accepted() error {
	s.judged = true
	if s.answer != nil {
		return s.mismatch("the request was", told(s.answer), "accepted")
	}
	return nil
}

func (s *scenario) refusedAs(sort string) error {
	answer, err := s.judgeRefusal("refused as " + sort)
	if err != nil {
		return err
	}
	if answer.Status != statuses[sort] {
		return s.mismatch("the request was", told(s.answer), "refused as "+sort)
	}
	return nil
}

func (s *scenario) refusedSaying(sort, part string) error {
	if err := s.refusedAs(sort); err != nil {
		return err
	}
	answer, _ := refusal(s.answer)
	if !strings.Contains(answer.Message, part) {
		return s.mismatch("the refusal says", fmt.Sprintf("%q", answer.Message), fmt.Sprintf("%q in it", part))
	}
	return nil
}

// judgeRefusal gives the refusal that the last When was told; one that was
// accepted is a mismatch with what was wanted.
func (s *scenario) judgeRefusal(wanted string) (*client.TwilioRestError, error) {
	s.judged = true
	if s.answer == nil {
		return nil, s.mismatch("the request was", "accepted", wanted)
	}
	answer, ok := refusal(s.answer)
	if !ok {
		return nil, fmt.Errorf("the request has no answer to judge: %w", s.answer)
	}
	return answer, nil
}

// told is a refusal in words.
func told(err error) string {
	answer, ok := refusal(err)
	if !ok {
		return "not answered: " + err.Error()
	}
	return fmt.Sprintf("refused as %s (%d: %s)", sortOf(answer.Status), answer.Code, answer.Message)
}

func sortOf(status int) string {
	for sort, of := range statuses {
		if of == status {
			return sort
		}
	}
	return fmt.Sprintf("status %d", status)
}
