package steps

// hipaaWords are about the account's HIPAA mode, which Twilio sets and no API
// does.
var hipaaWords = words{
	{`^HIPAA mode is (?:turned )?(on|off)$`, (*scenario).hipaaModeIs},
}

func (s *scenario) hipaaModeIs(setting string) error {
	return s.tried(s.account.SetHIPAA(s.ctx, setting == "on"))
}
