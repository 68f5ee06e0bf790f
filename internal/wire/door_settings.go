package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/sim"
)

// accountSettings are those that Twilio sets for an account and no API does.
type accountSettings struct {
	HIPAA bool `json:"hipaa"`
}

func showSettings(settings sim.Settings) answer {
	return answer{status: http.StatusOK, body: accountSettings{HIPAA: settings.HIPAA}}
}

func (s *StandIn) readSettings(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	return showSettings(found.account.Settings()), nil
}

// changeSettings sets what the request names and leaves the rest.
func (s *StandIn) changeSettings(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	var wanted struct {
		HIPAA *bool `json:"hipaa"`
	}
	if err := decode(r, &wanted); err != nil {
		return answer{}, err
	}
	return showSettings(found.account.UpdateSettings(wanted.HIPAA)), nil
}
