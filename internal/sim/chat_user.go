package sim

import (
	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// chatUser finds the user of an identity, or makes one (Twilio docs, Flex
// Channels). Somebody who is known already keeps their name.
func (a *Account) chatUser(identity, name string) chat.User {
	user, known := a.chatUsers.find(func(u chat.User) bool { return u.Identity == identity })
	if !known || a.book.Breaks(rulebook.FlexChannelsMakeUsers) {
		user = chat.User{
			Sid: a.ids.next("US"), ServiceSid: a.chatService(), Identity: identity, FriendlyName: name, Attributes: "{}",
			Created: a.now, Updated: a.now,
		}
		a.chatUsers.add(user.Sid, user)
	}
	return user
}

// joins counts one more channel of a user's.
func (a *Account) joins(user chat.User) {
	user.JoinedChannels++
	user.Updated = a.now
	a.chatUsers.set(user.Sid, user)
}

// ChatUser finds a user by sid or identity.
func (a *Account) ChatUser(service, sidOrIdentity string) (chat.User, error) {
	defer a.enter()()
	if err := a.inChatService(service); err != nil {
		return chat.User{}, err
	}
	if user, ok := a.chatUsers.get(sidOrIdentity); ok {
		return user, nil
	}
	if user, ok := a.chatUsers.find(func(u chat.User) bool { return u.Identity == sidOrIdentity }); ok {
		return user, nil
	}
	return chat.User{}, rulebook.NotFound("/Services/" + service + "/Users/" + sidOrIdentity)
}

// ChatUsers lists the users.
func (a *Account) ChatUsers(service string, page Page) (Listed[chat.User], error) {
	defer a.enter()()
	if err := a.inChatService(service); err != nil {
		return Listed[chat.User]{}, err
	}
	return a.chatUsers.page(page, nil), nil
}
