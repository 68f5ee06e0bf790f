package steps

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	twilioclient "github.com/twilio/twilio-go/client"
	flex "github.com/twilio/twilio-go/rest/flex/v1"
)

// ended is how a feature says that a channel was closed or made inactive.
const ended = `(closed|made inactive)(?: with (no routing|an empty routing|an unreadable routing|the routing status "[^"]*"))?`

// goneByPattern is time that a Given lets pass.
const goneByPattern = `^(\S+) (?:has|have) gone by$`

// channelWords act on the channel of the current chat, and look at it.
var channelWords = words{
	{`^a chat whose channel is (setup|active|failed|closed|inactive)$`, (*scenario).chatInStatus},
	{goneByPattern, (*scenario).passes},
	{`^the channel has been ` + ended + `$`, (*scenario).channelHasBeen},
	{`^the channel has been refused an update$`, (*scenario).channelWasRefused},
	{`^the channel is ` + ended + `$`, (*scenario).channelIsMade},
	{`^the channel is set to "([^"]*)" with (the routing status "closed")$`, (*scenario).channelIsSet},
	{`^the channel is updated without a status$`, (*scenario).channelIsSetToNothing},
	{`^a channel is asked for on its own$`, (*scenario).channelAlone},
	{`^the interaction's channels are listed$`, (*scenario).channelsAreListed},
	{`^the channels of an interaction that does not exist are listed$`, (*scenario).channelsOfNothing},
	{`^the channel's status is (setup|active|failed|closed|inactive)$`, (*scenario).channelStatusIs},
	{`^the channel's type is "([^"]+)"$`, (*scenario).channelTypeIs},
	{`^the channel is (kept|gone)$`, (*scenario).channelIsThere},
	{`^the interaction has (no|one) channel$`, (*scenario).interactionHas},
	{`^the list holds that one channel$`, (*scenario).listHoldsChannel},
	{`^the channel has (no|one|two|three) tasks?$`, (*scenario).channelHasTasks},
	{`^every task of the chat is (pending|reserved|assigned|wrapping|completed|canceled)$`, (*scenario).everyTaskIs},
}

// channelAnswers judge what only the channel's resource answers.
var channelAnswers = words{
	{`^the request is refused as not provided$`, (*scenario).notProvided},
}

// counts are the numbers that features write as words.
var counts = map[string]int{"no": 0, "one": 1, "two": 2, "three": 3}

// A closing is an update of a channel as it is sent: a nil status or routing is
// left out.
type closing struct {
	status  *string
	routing any
}

// unreadable is sent as it is, in place of a JSON object.
type unreadable string

func closingOf(how, with string) closing {
	status := map[string]string{"closed": "closed", "made inactive": "inactive"}[how]
	return closing{status: &status, routing: routingStatus(with)}
}

var quotedStatus = regexp.MustCompile(`"([^"]*)"`)

// routingStatus reads the end of a step as the routing to send.
func routingStatus(with string) any {
	switch with {
	case "", "no routing":
		return nil
	case "an empty routing":
		return map[string]any{}
	case "an unreadable routing":
		return unreadable(`{"status":`)
	}
	return map[string]any{"status": quotedStatus.FindStringSubmatch(with)[1]}
}

// send updates the channel. A routing that is no JSON goes through the client's
// own request handler, since its parameters are always well-formed.
func (s *scenario) send(c closing) error {
	if broken, ok := c.routing.(unreadable); ok {
		return s.post(s.channelURL(), url.Values{"Status": {*c.status}, "Routing": {string(broken)}})
	}
	params := &flex.UpdateInteractionChannelParams{Status: c.status}
	if c.routing != nil {
		params.SetRouting(c.routing)
	}
	_, err := s.client().FlexV1.UpdateInteractionChannel(s.chat.InteractionSid, s.chat.ChannelSid, params)
	return err
}

// post sends a form to a place for which the client has no method.
func (s *scenario) post(to string, form url.Values) error {
	answer, err := s.client().RequestHandler.Post(to, form,
		map[string]any{"Content-Type": "application/x-www-form-urlencoded"}, "")
	if err != nil {
		return err
	}
	return answer.Body.Close()
}

func (s *scenario) channelsURL() string {
	return "https://flex-api.twilio.com/v1/Interactions/" + s.chat.InteractionSid + "/Channels"
}

func (s *scenario) channelURL() string { return s.channelsURL() + "/" + s.chat.ChannelSid }

// updates is a When.
func (s *scenario) updates(c closing) error {
	if err := s.remember(s.standing); err != nil {
		return err
	}
	return s.tried(s.send(c))
}

func (s *scenario) channelIsMade(how, with string) error { return s.updates(closingOf(how, with)) }

func (s *scenario) channelIsSet(status, with string) error {
	return s.updates(closing{status: &status, routing: routingStatus(with)})
}

func (s *scenario) channelIsSetToNothing() error {
	return s.updates(closing{routing: map[string]any{"status": "closed"}})
}

func (s *scenario) channelHasBeen(how, with string) error {
	if err := s.send(closingOf(how, with)); err != nil {
		return fmt.Errorf("the channel could not be %s: %w", how, err)
	}
	return nil
}

// channelWasRefused sends an update that nothing accepts.
func (s *scenario) channelWasRefused() error {
	err := s.send(closingOf("made inactive", "no routing"))
	if _, refused := refusal(err); refused {
		return nil
	}
	if err != nil {
		return fmt.Errorf("make the channel inactive without routing: %w", err)
	}
	return s.mismatch("making the channel inactive without routing is", "accepted", "refused")
}

// chatInStatus brings a chat into the status by the shortest way.
func (s *scenario) chatInStatus(status string) error {
	switch status {
	case "setup":
		return s.agentHasBegun(s.centre.Roster[0])
	case "failed":
		c := webChat()
		c.initiator, c.conversation = "customer", unknownSid("CH")
		return s.create(c)
	}
	if err := s.chatAccepted(s.centre.Roster[0]); err != nil {
		return err
	}
	switch status {
	case "closed":
		return s.channelHasBeen("closed", "")
	case "inactive":
		return s.channelHasBeen("made inactive", `the routing status "closed"`)
	}
	return nil
}

// channelAlone posts to the collection, for which the client has no method
// because there is none to have.
func (s *scenario) channelAlone() error {
	if err := s.remember(s.standing); err != nil {
		return err
	}
	return s.tried(s.post(s.channelsURL(), url.Values{"Type": {"web"}, "Channel": {`{"type":"web","initiated_by":"api"}`}}))
}

// notProvided holds for a place that knows no such verb and for a place that
// is not there: both say that the platform has no such operation. A target
// that answers 501 says something about itself instead.
func (s *scenario) notProvided() error {
	answer, err := s.judgeRefusal("refused as not provided")
	if err != nil {
		return err
	}
	if answer.Status != 404 && answer.Status != 405 {
		return s.mismatch("the request was", "refused as "+sortOf(answer.Status)+": "+answer.Error(), "refused as not provided")
	}
	return nil
}

func (s *scenario) channelsAreListed() error {
	listed, err := s.client().FlexV1.ListInteractionChannel(s.chat.InteractionSid, nil)
	s.chat.listed = listed
	return s.tried(err)
}

func (s *scenario) channelsOfNothing() error {
	_, err := s.client().FlexV1.ListInteractionChannel(unknownSid("KD"), nil)
	return s.tried(err)
}

func (s *scenario) channel() (*flex.FlexV1InteractionChannel, error) {
	found, err := s.client().FlexV1.FetchInteractionChannel(s.chat.InteractionSid, s.chat.ChannelSid)
	if err != nil {
		return nil, fmt.Errorf("fetch the channel: %w", err)
	}
	return found, nil
}

func (s *scenario) channelStatusIs(wanted string) error {
	found, err := s.channel()
	if err != nil {
		return err
	}
	if text(found.Status) != wanted {
		return s.mismatch("the channel's status is", text(found.Status), wanted)
	}
	return nil
}

func (s *scenario) channelTypeIs(wanted string) error {
	found, err := s.channel()
	if err != nil {
		return err
	}
	if text(found.Type) != wanted {
		return s.mismatch("the channel's type is", text(found.Type), wanted)
	}
	return nil
}

func (s *scenario) channelIsThere(wanted string) error {
	_, err := s.client().FlexV1.FetchInteractionChannel(s.chat.InteractionSid, s.chat.ChannelSid)
	found, err := keptOrGone(err)
	if err != nil {
		return fmt.Errorf("fetch the channel: %w", err)
	}
	if found != wanted {
		return s.mismatch("the channel is", found, wanted)
	}
	return nil
}

// keptOrGone reads a fetch as kept, or as gone where nothing was found.
func keptOrGone(err error) (string, error) {
	var answer *twilioclient.TwilioRestError
	switch {
	case err == nil:
		return "kept", nil
	case errors.As(err, &answer) && answer.Status == 404:
		return "gone", nil
	}
	return "", err
}

// interactionHas counts the channels in the list. The page is silent on
// whether an interaction goes with its channel; a list that is not found has
// none in it.
func (s *scenario) interactionHas(count string) error {
	listed, err := s.client().FlexV1.ListInteractionChannel(s.chat.InteractionSid, nil)
	if _, err = keptOrGone(err); err != nil {
		return fmt.Errorf("list the interaction's channels: %w", err)
	}
	if len(listed) != counts[count] {
		return s.mismatch("the interaction's channels are", fmt.Sprint(len(listed)), count)
	}
	if len(listed) == 1 && text(listed[0].Sid) != s.chat.ChannelSid {
		return s.mismatch("the interaction's channel is", text(listed[0].Sid), s.chat.ChannelSid)
	}
	return nil
}

func (s *scenario) listHoldsChannel() error {
	var sids []string
	for _, channel := range s.chat.listed {
		sids = append(sids, text(channel.Sid))
	}
	if !slices.Equal(sids, []string{s.chat.ChannelSid}) {
		return s.mismatch("the list holds", fmt.Sprint(sids), s.chat.ChannelSid+" alone")
	}
	return nil
}

func (s *scenario) channelHasTasks(count string) error {
	invites, err := s.invites()
	if err != nil {
		return err
	}
	var sids []string
	for _, invite := range invites {
		sids = append(sids, invite.Properties.Sid)
	}
	slices.Sort(sids)
	if distinct := slices.Compact(sids); len(distinct) != counts[count] {
		return s.mismatch("the channel's tasks are", fmt.Sprint(distinct), count)
	}
	return nil
}

// everyTaskIs looks at the tasks that the example knows to be the chat's, so
// that one which the platform forgot is missed.
func (s *scenario) everyTaskIs(wanted string) error {
	if len(s.chat.Tasks) == 0 {
		return fmt.Errorf("the chat has no task")
	}
	for _, task := range s.chat.Tasks {
		if err := s.chatTaskIs(task, wanted); err != nil {
			return err
		}
	}
	return nil
}

func (s *scenario) chatTaskIs(t chatTask, wanted string) error {
	found, err := s.client().TaskrouterV1.FetchTask(s.workspace(), t.Sid)
	if err != nil {
		return fmt.Errorf("fetch task %q: %w", t.Name, err)
	}
	if text(found.AssignmentStatus) != wanted {
		return s.mismatch("task %q is", text(found.AssignmentStatus), wanted, t.Name)
	}
	return nil
}

// chatStanding describes the current chat: channel, conversation, reservations.
// What is not there is said to be missing.
func (s *scenario) chatStanding() ([]string, error) {
	lines := []string{}
	for _, look := range []func() (string, error){s.channelStanding, s.participantsStanding, s.conversationStanding} {
		line, err := look()
		if _, missing := refusal(err); missing {
			line, err = "missing: "+err.Error(), nil
		}
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	for _, t := range s.chat.Tasks {
		line, err := s.describe(t.task)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func (s *scenario) channelStanding() (string, error) {
	listed, err := s.client().FlexV1.ListInteractionChannel(s.chat.InteractionSid, nil)
	if err != nil {
		return "", fmt.Errorf("list the interaction's channels: %w", err)
	}
	var lines []string
	for _, channel := range listed {
		lines = append(lines, "channel "+text(channel.Sid)+" "+text(channel.Status))
	}
	return strings.Join(lines, "; "), nil
}
