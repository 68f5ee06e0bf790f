package steps

import "github.com/cucumber/godog"

// loginWords are about agents who log in to Flex, and about what the identity
// provider says of them. No API of the platform does either.
var loginWords = words{
	{`^"([^"]+)" (?:logs|has logged) in to Flex$`, (*scenario).logsIn},
	{`^the identity provider says of "([^"]+)":$`, (*scenario).providerSays},
}

func (s *scenario) logsIn(agent string) error {
	worker, err := s.worker(agent)
	if err != nil {
		return err
	}
	return s.tried(s.account.LogIn(s.ctx, worker))
}

func (s *scenario) providerSays(agent string, table *godog.Table) error {
	worker, err := s.worker(agent)
	if err != nil {
		return err
	}
	attributes, err := written(table)
	if err != nil {
		return err
	}
	return s.tried(s.account.SetIdentity(s.ctx, worker, attributes))
}
