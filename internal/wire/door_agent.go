package wire

import (
	"encoding/json"
	"net/http"
)

// logIn lets an agent log in to Flex, which no API does, and gives the worker's
// attributes as they are after it.
func (s *StandIn) logIn(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	var wanted struct {
		Worker string `json:"worker"`
	}
	if err := decode(r, &wanted); err != nil {
		return answer{}, err
	}
	worker, err := found.account.LogIn(wanted.Worker)
	if err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusOK, body: struct {
		Worker     string `json:"worker"`
		Attributes string `json:"attributes"`
	}{worker.Sid, string(worker.Attributes)}}, nil
}

// setIdentity sets what the identity provider says of an agent.
func (s *StandIn) setIdentity(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	var wanted struct {
		Worker     string          `json:"worker"`
		Attributes json.RawMessage `json:"attributes"`
	}
	if err := decode(r, &wanted); err != nil {
		return answer{}, err
	}
	if wanted.Attributes == nil {
		return answer{}, badRequest(`say what the provider says, {"worker":"WK…","attributes":{…}}`)
	}
	if err := found.account.SetIdentity(wanted.Worker, string(wanted.Attributes)); err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusNoContent}, nil
}
