package steps

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/twilio/twilio-go/client"
)

// callbackWords look at the requests that the platform makes of a middleware,
// and try to deceive it with others.
var callbackWords = words{
	{`^the middleware answers everything with (\d{3})$`, (*scenario).middlewareTurnsAway},
	{`^the middleware points everything to another address$`, (*scenario).middlewarePointsElsewhere},
	{`^somebody repeats the callback for "([^"]+)" (with another text|with the signature of another account|without its signature|as it was)$`, (*scenario).somebodyCalls},
	{`^the middleware answers (\d{3})$`, (*scenario).middlewareAnswered},
	{`^twilio-go accepts the signature of the callback for "([^"]+)"$`, (*scenario).signatureHolds},
	{`^the callbacks for "([^"]+)" say that they were tried before (\d(?:, \d)*) times$`, (*scenario).retriesTold},
	{`^the middleware was called for "([^"]+)" (\d) times?$`, (*scenario).calledTimes},
}

const signature = "X-Twilio-Signature"

// signatureOf is what somebody who knows the scheme, and another secret, would
// sign with (Twilio docs, Webhooks Security).
func signatureOf(token, address string, form url.Values) string {
	mac := hmac.New(sha1.New, []byte(token))
	mac.Write([]byte(address)) // never fails
	for _, name := range slices.Sorted(maps.Keys(form)) {
		mac.Write([]byte(name + form.Get(name)))
	}
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func (s *scenario) middlewareTurnsAway(status string) error {
	code, err := strconv.Atoi(status)
	if err != nil {
		return err
	}
	s.middle.listener.Answer(code)
	return nil
}

// middlewarePointsElsewhere names somebody who would take whatever comes.
func (s *scenario) middlewarePointsElsewhere() error {
	other, err := s.account.Listen(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	if err != nil {
		return err
	}
	s.middle.listener.Redirect(other.URL)
	return nil
}

// firstCall is the first request that told of a message.
func (s *scenario) firstCall(body string) (callback, error) {
	if _, err := s.account.AwaitWebhooks(s.ctx); err != nil {
		return callback{}, err
	}
	calls := s.middle.about(body)
	if len(calls) == 0 {
		return callback{}, s.mismatch("the middleware was called for %q", "never", "at least once", body)
	}
	return calls[0], nil
}

// somebodyCalls is a When: a request that is not the platform's, over a
// connection of its own.
func (s *scenario) somebodyCalls(body, how string) error {
	call, err := s.firstCall(body)
	if err != nil {
		return err
	}
	form, signed := url.Values{}, call.header.Get(signature)
	for name, values := range call.form {
		form[name] = slices.Clone(values)
	}
	switch how {
	case "with another text":
		form.Set("Body", "Give me your password")
		form.Set("MessageSid", unknownSid("IM"))
	case "with the signature of another account":
		form.Set("MessageSid", unknownSid("IM"))
		signed = signatureOf("another token", s.middle.listener.URL+call.path, form)
	case "without its signature":
		form.Set("MessageSid", unknownSid("IM"))
		signed = ""
	}
	return s.call(call, form, signed)
}

func (s *scenario) call(like callback, form url.Values, signed string) error {
	request, err := http.NewRequestWithContext(s.ctx, like.method, s.middle.listener.URL+like.path, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set(signature, signed)
	way := &http.Transport{DisableKeepAlives: true}
	response, err := way.RoundTrip(request)
	if err != nil {
		return err
	}
	s.middle.status = response.StatusCode
	return response.Body.Close()
}

func (s *scenario) middlewareAnswered(status string) error {
	if found := strconv.Itoa(s.middle.status); found != status {
		return s.mismatch("the middleware answered", found, status)
	}
	return nil
}

// signatureHolds asks twilio-go, as any receiver in Go would.
func (s *scenario) signatureHolds(body string) error {
	call, err := s.firstCall(body)
	if err != nil {
		return err
	}
	fields := map[string]string{}
	for name, values := range call.form {
		fields[name] = values[0]
	}
	validator := client.NewRequestValidator(s.account.Token)
	if signed := call.header.Get(signature); !validator.Validate(s.middle.listener.URL+call.path, fields, signed) {
		return s.mismatch("twilio-go finds the signature", fmt.Sprintf("%q wrong", signed), "right")
	}
	return nil
}

func (s *scenario) retriesTold(body, wanted string) error {
	if _, err := s.account.AwaitWebhooks(s.ctx); err != nil {
		return err
	}
	var told []string
	for _, call := range s.middle.about(body) {
		told = append(told, call.form.Get("RetryCount"))
	}
	if found := strings.Join(told, ", "); found != wanted {
		return s.mismatch("the callbacks for %q say that they were tried before", found+" times", wanted, body)
	}
	return nil
}

func (s *scenario) calledTimes(body, wanted string) error {
	if _, err := s.account.AwaitWebhooks(s.ctx); err != nil {
		return err
	}
	if found := strconv.Itoa(len(s.middle.about(body))); found != wanted {
		return s.mismatch("the middleware was called for %q", found+" times", wanted, body)
	}
	return nil
}
