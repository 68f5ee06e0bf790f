package sim

import (
	"fmt"

	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/flex"
)

// savedWork is a task of a channel, which may be gone.
type savedWork struct {
	Workspace string `json:"workspace"`
	Task      string `json:"task"`
}

// savedChatChannel is a chat channel with all that is on it.
type savedChatChannel struct {
	Channel  chat.Channel             `json:"channel"`
	Messages savedTable[chat.Message] `json:"messages"`
	Webhooks savedTable[chat.Webhook] `json:"webhooks"`
	Index    int                      `json:"index"`
	Flex     *flex.ChatChannel        `json:"flex,omitempty"`
	Work     savedWork                `json:"work"`
}

func saveChatChannel(c *chatChannel) savedChatChannel {
	return savedChatChannel{
		Channel: c.value, Messages: saveTable(c.messages, asItIs), Webhooks: saveTable(c.webhooks, asItIs),
		Index: c.index, Flex: c.flex, Work: savedWork{c.work.workspace, c.work.task},
	}
}

func restoreChatChannel(saved savedChatChannel) (sid string, c *chatChannel, err error) {
	sid = saved.Channel.Sid
	c = &chatChannel{
		value: saved.Channel, index: saved.Index, flex: saved.Flex, work: work{saved.Work.Workspace, saved.Work.Task},
	}
	if saved.Flex != nil && saved.Flex.Sid != sid {
		return sid, nil, fmt.Errorf("its part of Flex is that of channel %.60q", saved.Flex.Sid)
	}
	c.messages, err = restoreTable(saved.Messages, "message", func(m chat.Message) (string, chat.Message, error) {
		return m.Sid, m, ofChannel(m.ChannelSid, sid)
	})
	if err != nil {
		return sid, nil, err
	}
	c.webhooks, err = restoreTable(saved.Webhooks, "webhook", func(w chat.Webhook) (string, chat.Webhook, error) {
		return w.Sid, w, ofChannel(w.ChannelSid, sid)
	})
	return sid, c, err
}

func ofChannel(named, own string) error {
	if named != own {
		return fmt.Errorf("it is of channel %.60q", named)
	}
	return nil
}
