package sim

import (
	"time"
	"unicode/utf8"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A Profile is what an account says of itself (Twilio docs, Account resource).
type Profile struct {
	FriendlyName     string
	Created, Updated time.Time
}

// newProfile is an account's profile before anybody has named it. The platform
// takes the owner's e-mail address for a name; a stand-in has no owner.
func newProfile(sid string, now time.Time) Profile {
	return Profile{FriendlyName: "Stand-in " + sid, Created: now, Updated: now}
}

// longestAccountName is the longest friendly name of an account, in characters.
const longestAccountName = 64

// Profile is what the account says of itself.
func (a *Account) Profile() Profile {
	defer a.enter()()
	return a.profile
}

// Rename gives the account another friendly name; nil leaves it.
func (a *Account) Rename(name *string) (Profile, error) {
	defer a.enter()()
	if name == nil {
		return a.profile, nil
	}
	if length := utf8.RuneCountInString(*name); length == 0 || length > longestAccountName {
		return Profile{}, rulebook.Invalid(rulebook.CodeFriendlyName,
			"FriendlyName has %d characters; it has 1 to %d", length, longestAccountName)
	}
	a.profile.FriendlyName, a.profile.Updated = *name, a.now
	a.note("account.updated", "", a.sid, "named "+*name)
	return a.profile, nil
}
