package steps

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/cucumber/godog"
)

// channelFieldWords look at the resources around a channel as they come: at every
// field, before a client's types have smoothed anything out.
var channelFieldWords = words{
	{`^the (interaction|channel|participant) is read$`, (*scenario).isRead},
	{`^the (interaction|channel|participant) is asked for by its sid (.+)$`, (*scenario).isAskedFor},
	{`^the channel is asked for below the other interaction$`, (*scenario).isAskedForElsewhere},
	{`^the channel's link to its (participants|invites) is followed$`, (*scenario).linkIsFollowed},
	{`^its sid is "([A-Z]{2})" before 32 hexadecimal digits$`, (*scenario).sidIs},
	{`^it holds the fields:$`, (*scenario).holdsFields},
	{`^it leads to (one|two|three)$`, (*scenario).leadsTo},
}

// isRead fetches a resource. Participants cannot be fetched alone; they are
// read in the channel's list.
func (s *scenario) isRead(resource string) error {
	var err error
	switch resource {
	case "interaction":
		_, err = s.client().FlexV1.FetchInteraction(s.chat.InteractionSid)
	case "channel":
		_, err = s.channel()
	default:
		_, err = s.participants()
	}
	return s.tried(err)
}

// answered is the resource in the last answer as it came; of a list, its last
// member.
func (s *scenario) answered() (map[string]any, error) {
	answer, err := s.answerBefore(0)
	if err != nil {
		return nil, err
	}
	list := answeredList(answer)
	if list == nil {
		return answer, nil
	}
	last, ok := list[len(list)-1].(map[string]any)
	if !ok {
		return nil, fmt.Errorf("the list holds %v, which is no resource", list[len(list)-1])
	}
	return last, nil
}

// answeredList gives the members of an answer that is a list with something in
// it, by the key that the answer names itself.
func answeredList(answer map[string]any) []any {
	meta, _ := answer["meta"].(map[string]any)
	key, _ := meta["key"].(string)
	list, _ := answer[key].([]any)
	return list
}

// flawed spoils a sid.
func flawed(sid, flaw string) (string, error) {
	last := len(sid) - 1
	spoilt := map[string]string{
		"without its last digit":    sid[:last],
		"with a digit more":         sid + "0",
		"with the prefix of a task": "WT" + sid[2:],
		"with a letter beyond f":    sid[:last] + "g",
		"in capital digits":         sid[:2] + strings.ToUpper(sid[2:]),
	}[flaw]
	if spoilt == "" || spoilt == sid {
		return "", fmt.Errorf("sid %s cannot be written %s", sid, flaw)
	}
	return spoilt, nil
}

func (s *scenario) isAskedFor(resource, flaw string) error {
	if resource == "participant" {
		return s.participantIsAskedFor(flaw)
	}
	sid := s.chat.InteractionSid
	if resource == "channel" {
		sid = s.chat.ChannelSid
	}
	spoilt, err := flawed(sid, flaw)
	if err != nil {
		return err
	}
	if resource == "channel" {
		_, err = s.client().FlexV1.FetchInteractionChannel(s.chat.InteractionSid, spoilt)
	} else {
		_, err = s.client().FlexV1.FetchInteraction(spoilt)
	}
	return s.tried(err)
}

// participantIsAskedFor sets a status, since the API has no other way to name
// a participant.
func (s *scenario) participantIsAskedFor(flaw string) error {
	all, err := s.participants()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return errors.New("the channel has no participants")
	}
	spoilt, err := flawed(all[len(all)-1].Sid, flaw)
	if err != nil {
		return err
	}
	return s.tried(s.setPart(spoilt, "closed"))
}

func (s *scenario) isAskedForElsewhere() error {
	_, err := s.client().FlexV1.FetchInteractionChannel(s.chat.Other.InteractionSid, s.chat.ChannelSid)
	return s.tried(err)
}

// linkIsFollowed asks for what the channel's answer links to, with the client's
// own request handler.
func (s *scenario) linkIsFollowed(others string) error {
	found, err := s.channel()
	if err != nil {
		return s.tried(err)
	}
	var to string
	if found.Links != nil {
		to, _ = (*found.Links)[others].(string)
	}
	if to == "" {
		return s.mismatch("the channel's links to its %s are", "none", "one", others)
	}
	answer, err := s.client().RequestHandler.Get(to, nil, map[string]any{}, "")
	if err == nil {
		err = answer.Body.Close()
	}
	return s.tried(err)
}

func (s *scenario) leadsTo(count string) error {
	answer, err := s.answerBefore(0)
	if err != nil {
		return err
	}
	if found := answeredList(answer); len(found) != counts[count] {
		return s.mismatch("the link leads to", fmt.Sprint(len(found)), count)
	}
	return nil
}

var sidDigits = regexp.MustCompile(`^[0-9a-fA-F]{32}$`)

func (s *scenario) sidIs(prefix string) error {
	resource, err := s.answered()
	if err != nil {
		return err
	}
	sid, _ := resource["sid"].(string)
	digits, ok := strings.CutPrefix(sid, prefix)
	if !ok || !sidDigits.MatchString(digits) {
		return s.mismatch("the sid is", fmt.Sprintf("%q", sid), prefix+" before 32 hexadecimal digits")
	}
	return nil
}

func (s *scenario) holdsFields(table *godog.Table) error {
	wanted, err := rows(table, "field", "value")
	if err != nil {
		return err
	}
	resource, err := s.answered()
	if err != nil {
		return err
	}
	for _, row := range wanted {
		value, there := resource[row["field"]]
		if !there {
			return s.mismatch("field %q is", "missing", row["value"], row["field"])
		}
		if !s.fieldIs(value, row["value"]) {
			return s.mismatch("field %q is", fmt.Sprintf("%#v", value), row["value"], row["field"])
		}
	}
	return nil
}

// fieldIs compares a field with what a table says of it: a word for a kind of
// value, or the value itself.
func (s *scenario) fieldIs(value any, wanted string) bool {
	switch wanted {
	case "null":
		return value == nil
	case "a number":
		number, ok := value.(json.Number)
		return ok && number != "0"
	case "a text":
		text, ok := value.(string)
		return ok && text != ""
	case "the channel's sid":
		return value == s.chat.ChannelSid
	case "the interaction's sid":
		return value == s.chat.InteractionSid
	case "the channel's address":
		return value == s.channelURL()
	}
	if names, ok := strings.CutPrefix(wanted, "links to "); ok {
		return s.linksTo(value, strings.Split(names, ", "))
	}
	return value == wanted
}

// linksTo tells whether a field links to all of the channel's lists, each with
// its address; newer versions of the platform link to more.
func (s *scenario) linksTo(value any, names []string) bool {
	links, ok := value.(map[string]any)
	return ok && !slices.ContainsFunc(names, func(name string) bool {
		return links[name] != s.channelURL()+"/"+strings.ToUpper(name[:1])+name[1:]
	})
}
