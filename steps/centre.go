package steps

import (
	"fmt"

	"github.com/flexrig/flexrig/fixtures"
)

var centreWords = words{
	{`^the contact centre "([^"]+)"$`, (*scenario).builds},
}

// builds makes a contact centre. Where the account is the example's alone, names
// need no prefix to be told from another example's.
func (s *scenario) builds(name string) error {
	if s.centre != nil {
		return fmt.Errorf("the centre %q stands already; an example has one", s.centre.Name)
	}
	centre, err := fixtures.Build(s.client(), name, s.account.Prefix())
	if err != nil {
		return err
	}
	s.centre = centre
	return nil
}
