package steps

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	chats "github.com/twilio/twilio-go/rest/chat/v2"

	"github.com/flexrig/flexrig/fixtures/middleware"
	"github.com/flexrig/flexrig/internal/target"
)

// middlewareWords run the middleware of a custom chat and say what its customer
// has read.
var middlewareWords = words{
	{`^a middleware that passes messages between "([^"]+)" and "([^"]+)"$`, (*scenario).middlewareRuns},
	{`^the middleware's webhook is called again up to (\d) times$`, (*scenario).middlewareIsCalledAgain},
	{`^the middleware is down$`, func(s *scenario) error { s.middle.listener.Down(); return nil }},
	{`^the middleware is up again$`, func(s *scenario) error { s.middle.listener.Up(); return nil }},
	{`^the middleware takes (\S+) to answer$`, (*scenario).middlewareIsSlow},
	{`^"([^"]+)" (?:answers|has answered) ("[^"]+"(?:, "[^"]+")*)$`, (*scenario).agentAnswers},
	{`^"([^"]+)" writes "([^"]+)" to the middleware$`, (*scenario).customerWrites},
	{`^the chat channel keeps ("[^"]+"(?:, "[^"]+")+)$`, func(s *scenario, list string) error { return s.keeps(quoted(list)...) }},
	{`^"([^"]+)" has read (nothing|"[^"]+"(?:, "[^"]+")*)$`, (*scenario).customerHasRead},
}

// A middle is a running middleware with what reached it.
type middle struct {
	app      *middleware.Middleware
	listener *target.Listener
	slow     time.Duration // how long it takes for its next answer
	status   int           // what it answered somebody who called it

	mu    sync.Mutex
	calls []callback // in the order in which they arrived
}

// A callback is a request of the platform's as the middleware got it.
type callback struct {
	method, path string // the path with its query
	header       http.Header
	form         url.Values
}

// ServeHTTP notes a request and hands it to the middleware.
func (m *middle) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the caller has hung up
	}
	form, _ := url.ParseQuery(string(body)) // what is no form has no fields
	m.mu.Lock()
	m.calls = append(m.calls, callback{r.Method, r.URL.RequestURI(), r.Header.Clone(), form})
	m.mu.Unlock()
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	m.app.ServeHTTP(w, r)
}

// about gives the requests that told of a message.
func (m *middle) about(body string) []callback {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(m.calls), func(c callback) bool { return c.form.Get("Body") != body })
}

// middlewareRuns starts the middleware and lets a customer and an agent meet.
func (s *scenario) middlewareRuns(customer, agent string) error {
	if err := s.startMiddleware(); err != nil {
		return err
	}
	if _, err := s.middle.app.Receive(customer, "Hello"); err != nil {
		return err
	}
	s.custom.ChannelSid = s.middle.app.Channel(customer)
	if _, err := s.account.AwaitWebhooks(s.ctx); err != nil {
		return err
	}
	if _, err := s.chatTask(); err != nil {
		return err
	}
	return s.moveReservation(s.task, agent, "accepted")
}

// mostRepetitions is how often a webhook may be called again at most.
const mostRepetitions = 3

// startMiddleware makes what leads from a custom chat to a task, and a real
// server that hears of the answers.
func (s *scenario) startMiddleware() error {
	if err := s.publish(s.widget()); err != nil {
		return err
	}
	if err := s.flowEnabled("enabled"); err != nil {
		return err
	}
	service, err := s.chatService()
	if err != nil {
		return err
	}
	s.middle = &middle{}
	s.middle.listener, err = s.account.Listen(s.middle)
	if err != nil {
		return err
	}
	s.middle.app = middleware.New(s.client(), middleware.Config{
		FlexFlowSid: s.custom.FlexFlowSid, ChatServiceSid: service,
		AuthToken: s.account.Token, PublicURL: s.middle.listener.URL, Retries: mostRepetitions,
	})
	return nil
}

// middlewareIsCalledAgain changes the webhook that the middleware has made.
func (s *scenario) middlewareIsCalledAgain(times string) error {
	n, err := count(times)
	if err != nil {
		return err
	}
	service, err := s.chatService()
	if err != nil {
		return err
	}
	hooks, err := s.webhooks()
	if err != nil {
		return err
	}
	for _, hook := range hooks {
		if text(hook.Type) == "webhook" {
			_, err = s.client().ChatV2.UpdateChannelWebhook(service, s.custom.ChannelSid, text(hook.Sid),
				(&chats.UpdateChannelWebhookParams{}).SetConfigurationRetryCount(n))
			return err
		}
	}
	return fmt.Errorf("the chat channel has no webhook of the middleware's among %d", len(hooks))
}

func (s *scenario) middlewareIsSlow(span string) error {
	d, err := parseSpan(span)
	s.middle.slow = d
	return err
}

// quoted gives the texts of a list such as "One", "Two".
func quoted(list string) []string { return strings.Split(strings.Trim(list, `"`), `", "`) }

// agentAnswers sends messages as Flex UI does: it always asks for webhooks.
func (s *scenario) agentAnswers(agent, bodies string) error {
	if s.middle == nil {
		return errors.New("no middleware has been started before this step")
	}
	service, err := s.chatService()
	if err != nil {
		return err
	}
	for _, body := range quoted(bodies) {
		params := (&chats.CreateMessageParams{}).SetXTwilioWebhookEnabled("true").SetFrom(agent).SetBody(body)
		if err := s.slowly(func() error {
			_, err := s.client().ChatV2.CreateMessage(service, s.custom.ChannelSid, params)
			return s.tried(err)
		}); err != nil {
			return err
		}
	}
	return nil
}

// slowly lets something happen that the middleware is told of, and as much time
// pass as it takes for its answer.
func (s *scenario) slowly(happens func() error) error {
	m := s.middle
	if m.slow > 0 {
		m.listener.Hold()
		defer m.listener.Release()
	}
	if err := happens(); err != nil {
		return err
	}
	if m.slow > 0 {
		if _, err := s.account.AwaitCall(s.ctx, m.listener); err != nil {
			return err
		}
		if err := s.account.Advance(s.ctx, m.slow); err != nil {
			return err
		}
		m.listener.Release()
		m.slow = 0
	}
	_, err := s.account.AwaitWebhooks(s.ctx)
	return err
}

func (s *scenario) customerWrites(customer, body string) error {
	_, err := s.middle.app.Receive(customer, body)
	if err := s.tried(err); err != nil {
		return err
	}
	_, err = s.account.AwaitWebhooks(s.ctx)
	return err
}

func (s *scenario) customerHasRead(customer, bodies string) error {
	if _, err := s.account.AwaitWebhooks(s.ctx); err != nil {
		return err
	}
	wanted := "nothing"
	if bodies != wanted {
		wanted = fmt.Sprintf("%q", quoted(bodies))
	}
	var read []string
	for _, message := range s.middle.app.Mailbox(customer) {
		read = append(read, message.Body)
	}
	found := "nothing"
	if len(read) > 0 {
		found = fmt.Sprintf("%q", read)
	}
	if found != wanted {
		return s.mismatch("%q has read", found, wanted, customer)
	}
	return nil
}
