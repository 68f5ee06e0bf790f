package steps

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/cucumber/godog"
)

// mediaWords put media links into a task's attributes and read them back
// through the API. What becomes of them is for the words about Insights.
var mediaWords = words{
	{`^the task links:$`, (*scenario).taskLinks},
	{`^the task links (a bare address|a number|a list) before:$`, (*scenario).taskLinksOddly},
	{`^the task links (a bare address|a number|a single link) and no list$`, (*scenario).taskLinksNoList},
	{`^the task links nothing$`, func(s *scenario) error { return s.setLinks(taskMedia, []any{}) }},
	{`^the campaign becomes "([^"]+)" while the task links:$`, (*scenario).taskLinksWith},
	{`^"([^"]+)"'s reservation links:$`, (*scenario).reservationLinks},
	{`^"([^"]+)"'s reservation links nothing$`, (*scenario).reservationLinksNothing},
	{`^an unknown reservation links:$`, (*scenario).unknownReservationLinks},
	{`^the task's links are:$`, (*scenario).taskLinksAre},
	{`^the task's links are none$`, func(s *scenario) error { return s.compareSent([]any{}) }},
}

// Where media and a piece of other data stand in a task's attributes.
const (
	taskMedia        = "conversations.media"
	taskCampaign     = "conversations.campaign"
	reservationMedia = "reservation_attributes.%s.media"
)

// What a table may say of a link that is sent.
var sentColumns = []string{"type", "url", "sid", "title", "start_time", "channels"}

// Cells that stand for something else.
const (
	theCallsRecording = "the call's recording" // the address of the platform's own recording
	theChat           = "the chat"             // the sid of the current chat's conversation
	anEarlierChat     = "an earlier chat"      // the sid of a chat that Insights is not asked about
	emptyText         = `""`                   // a field that is there; an empty cell leaves it out
)

const (
	earlierChatSid     = "CH00000000000000000000000000000e11"
	unknownReservation = "WR00000000000000000000000000000e11"
)

func (s *scenario) taskLinks(table *godog.Table) error {
	links, err := s.linksToSend(table)
	if err != nil {
		return err
	}
	return s.setLinks(taskMedia, links)
}

// oddLinks are values that stand where a link, or the list of links, belongs.
var oddLinks = map[string]any{
	"a bare address": "https://crm.example/tickets/1",
	"a number":       7,
	"a list":         []any{"Referenced", "https://crm.example/tickets/1"},
	"a single link":  map[string]any{"type": "Referenced", "url": "https://crm.example/tickets/1", "title": "First"},
}

func (s *scenario) taskLinksOddly(what string, table *godog.Table) error {
	links, err := s.linksToSend(table)
	if err != nil {
		return err
	}
	return s.setLinks(taskMedia, slices.Insert(links, 0, oddLinks[what]))
}

func (s *scenario) taskLinksNoList(what string) error { return s.setLinks(taskMedia, oddLinks[what]) }

// taskLinksWith changes other data in the same update.
func (s *scenario) taskLinksWith(campaign string, table *godog.Table) error {
	links, err := s.linksToSend(table)
	if err != nil {
		return err
	}
	return s.editAttributes(func(attributes map[string]any) error {
		if err := setAt(attributes, taskCampaign, campaign); err != nil {
			return err
		}
		return setAt(attributes, taskMedia, links)
	})
}

func (s *scenario) reservationLinks(agent string, table *godog.Table) error {
	links, err := s.linksToSend(table)
	if err != nil {
		return err
	}
	return s.setReservationLinks(agent, links)
}

func (s *scenario) reservationLinksNothing(agent string) error {
	return s.setReservationLinks(agent, []any{})
}

func (s *scenario) setReservationLinks(agent string, links []any) error {
	t, err := s.named("")
	if err != nil {
		return err
	}
	r, err := s.reservation(t, agent)
	if err != nil {
		return err
	}
	return s.setLinks(fmt.Sprintf(reservationMedia, *r.Sid), links)
}

func (s *scenario) unknownReservationLinks(table *godog.Table) error {
	links, err := s.linksToSend(table)
	if err != nil {
		return err
	}
	return s.setLinks(fmt.Sprintf(reservationMedia, unknownReservation), links)
}

func (s *scenario) setLinks(path string, links any) error {
	return s.editAttributes(func(attributes map[string]any) error { return setAt(attributes, path, links) })
}

func (s *scenario) taskLinksAre(table *godog.Table) error {
	wanted, err := s.linksToSend(table)
	if err != nil {
		return err
	}
	return s.compareSent(wanted)
}

// compareSent compares the task's list of links with what was sent.
func (s *scenario) compareSent(wanted []any) error {
	t, attributes, err := s.fetchAttributes()
	if err != nil {
		return err
	}
	conversations, _ := attributes["conversations"].(map[string]any)
	media, ok := conversations["media"].([]any)
	if !ok {
		return s.mismatch("the links of task %q are", "not there", sentList(wanted), t.Name)
	}
	if got, want := sentList(media), sentList(wanted); got != want {
		return s.mismatch("the links of task %q are", got, want, t.Name)
	}
	return nil
}

// sentList writes links that stand in attributes, in order.
func sentList(links []any) string {
	written := make([]string, len(links))
	for i, link := range links {
		one, err := json.Marshal(link)
		if err != nil {
			one = fmt.Append(nil, link)
		}
		written[i] = string(one)
	}
	return listed(written)
}

// linksToSend makes media links of a table. An empty cell leaves its field out.
func (s *scenario) linksToSend(table *godog.Table) ([]any, error) {
	lines, err := rows(table, sentColumns...)
	if err != nil {
		return nil, err
	}
	links := []any{}
	for _, line := range lines {
		link := map[string]any{}
		for field, cell := range line {
			if cell == "" {
				continue
			}
			if link[field], err = s.fieldToSend(field, cell); err != nil {
				return nil, err
			}
		}
		links = append(links, link)
	}
	return links, nil
}

func (s *scenario) fieldToSend(field, cell string) (any, error) {
	switch field {
	case "start_time":
		return valueOf(cell), nil
	case "channels":
		return strings.Split(cell, ", "), nil
	}
	if cell == emptyText {
		return "", nil
	}
	return s.meant(cell)
}

// meant puts in what a cell stands for.
func (s *scenario) meant(cell string) (string, error) {
	switch cell {
	case theCallsRecording:
		return s.callsRecording()
	case theChat:
		if s.chat == nil || s.chat.ConversationSid == "" {
			return "", fmt.Errorf("no chat has been created before this step")
		}
		return s.chat.ConversationSid, nil
	case anEarlierChat:
		return earlierChatSid, nil
	}
	return cell, nil
}

// read writes what Insights tells in the words of the features.
func (s *scenario) read(value string) string {
	switch {
	case value == "":
	case value == s.recording:
		return theCallsRecording
	case s.chat != nil && value == s.chat.ConversationSid:
		return theChat
	case value == earlierChatSid:
		return anEarlierChat
	}
	return value
}

// fields writes a link or an item as "type field field", those that are empty
// left out.
func fields(values ...string) string {
	return strings.Join(slices.DeleteFunc(values, func(v string) bool { return v == "" }), " ")
}
