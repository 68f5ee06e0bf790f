package sim

import "github.com/flexrig/flexrig/internal/taskrouter"

// Settings are what Twilio sets for an account and no API of it does.
type Settings struct {
	HIPAA bool // no personal data reaches Insights
}

// Settings are the account's settings.
func (a *Account) Settings() Settings {
	defer a.enter()()
	return a.settings
}

// UpdateSettings turns HIPAA mode on or off; nil leaves it. It counts for what
// happens from now on.
func (a *Account) UpdateSettings(hipaa *bool) Settings {
	defer a.enter()()
	if hipaa == nil || *hipaa == a.settings.HIPAA {
		return a.settings
	}
	a.settings.HIPAA = *hipaa
	kind := taskrouter.HIPAAModeOff
	if *hipaa {
		kind = taskrouter.HIPAAModeOn
	}
	a.note(kind, "", a.sid, "HIPAA mode "+onOff(*hipaa))
	return a.settings
}
