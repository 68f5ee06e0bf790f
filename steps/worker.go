package steps

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cucumber/godog"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/fixtures"
)

// workerWords write and read the attributes of an agent's worker through the API.
var workerWords = words{
	{`^"([^"]+)"'s attributes are set to:$`, (*scenario).setsWorkersAttributes},
	{`^"([^"]+)"'s attributes are sent as (.+)$`, (*scenario).sendsWorkersAttributes},
	{`^"([^"]+)"'s attributes are sent as:$`, (*scenario).sendsWorkersText},
	{`^"([^"]+)"'s attributes are filled up to (\d+) characters$`, (*scenario).fillsWorkersAttributes},
	{`^"([^"]+)"'s own "([^"]+)" is ` + aLongText + `$`, (*scenario).setsWorkersLongText},
	{`^"([^"]+)" steps away with the attributes:$`, (*scenario).stepsAwayWith},
	{`^"([^"]+)"'s attributes are:$`, (*scenario).workersAttributesAre},
	{`^"([^"]+)"'s attributes read:$`, (*scenario).workersAttributesRead},
	{`^"([^"]+)"'s attributes are (\d+) characters long$`, (*scenario).workersAttributesAreLong},
}

func (s *scenario) setsWorkersAttributes(agent string, table *godog.Table) error {
	attributes, err := written(table)
	if err != nil {
		return err
	}
	return s.sendsWorkersAttributes(agent, attributes)
}

// written makes a JSON text of a table of paths and values.
func written(table *godog.Table) (string, error) {
	object, err := dataOf(table)
	if err != nil {
		return "", err
	}
	return encode(object)
}

func (s *scenario) sendsWorkersText(agent string, text *godog.DocString) error {
	return s.sendsWorkersAttributes(agent, text.Content)
}

func (s *scenario) fillsWorkersAttributes(agent, characters string) error {
	text, err := filledText(characters)
	if err != nil {
		return err
	}
	return s.sendsWorkersAttributes(agent, text)
}

func (s *scenario) setsWorkersLongText(agent, key, phrase string) error {
	value, err := spelledOut(phrase)
	if err != nil {
		return err
	}
	attributes, err := encode(map[string]any{key: value})
	if err != nil {
		return err
	}
	return s.sendsWorkersAttributes(agent, attributes)
}

// sendsWorkersAttributes updates an agent's worker with a text, whatever that is.
func (s *scenario) sendsWorkersAttributes(agent, attributes string) error {
	return s.updateWorker(agent, (&taskrouter.UpdateWorkerParams{}).SetAttributes(attributes))
}

// stepsAwayWith changes activity and attributes in one request.
func (s *scenario) stepsAwayWith(agent string, table *godog.Table) error {
	attributes, err := written(table)
	if err != nil {
		return err
	}
	if s.centre == nil {
		return errNoCentre
	}
	s.centre.Away[agent] = true
	return s.updateWorker(agent, (&taskrouter.UpdateWorkerParams{}).
		SetAttributes(attributes).SetActivitySid(s.centre.Activities[fixtures.Unavailable]))
}

func (s *scenario) updateWorker(agent string, params *taskrouter.UpdateWorkerParams) error {
	worker, err := s.worker(agent)
	if err != nil {
		return err
	}
	if err := s.remember(s.describeWorkers); err != nil {
		return err
	}
	if _, err := s.client().TaskrouterV1.UpdateWorker(s.workspace(), worker, params); err != nil {
		return s.tried(fmt.Errorf("update the worker of %q: %w", agent, err))
	}
	return s.tried(nil)
}

// describeWorkers puts the attributes and activities of all agents into words.
func (s *scenario) describeWorkers() (string, error) {
	var all []string
	for _, agent := range s.centre.Roster {
		found, err := s.fetchWorker(agent)
		if err != nil {
			return "", err
		}
		all = append(all, fmt.Sprintf("%s: %s, attributes %s", agent, text(found.ActivityName), text(found.Attributes)))
	}
	return strings.Join(all, "; "), nil
}

func (s *scenario) fetchWorker(agent string) (*taskrouter.TaskrouterV1Worker, error) {
	worker, err := s.worker(agent)
	if err != nil {
		return nil, err
	}
	found, err := s.client().TaskrouterV1.FetchWorker(s.workspace(), worker)
	if err != nil {
		return nil, fmt.Errorf("fetch the worker of %q: %w", agent, err)
	}
	return found, nil
}

// workersAttributesAre compares whole attributes by what they mean.
func (s *scenario) workersAttributesAre(agent string, table *godog.Table) error {
	wanted, err := dataOf(table)
	if err != nil {
		return err
	}
	found, err := s.fetchWorker(agent)
	if err != nil {
		return err
	}
	attributes, err := decodeObject(text(found.Attributes))
	if err != nil {
		return err
	}
	if got, want := flat(attributes), flat(wanted); !slices.Equal(got, want) {
		return s.mismatch("%q's attributes are", listed(got), listed(want), agent)
	}
	return nil
}

func (s *scenario) workersAttributesRead(agent string, wanted *godog.DocString) error {
	found, err := s.fetchWorker(agent)
	if err != nil {
		return err
	}
	if text(found.Attributes) != wanted.Content {
		return s.mismatch("%q's attributes read", text(found.Attributes), wanted.Content, agent)
	}
	return nil
}

func (s *scenario) workersAttributesAreLong(agent, characters string) error {
	wanted, err := count(characters)
	if err != nil {
		return err
	}
	found, err := s.fetchWorker(agent)
	if err != nil {
		return err
	}
	if got := utf8.RuneCountInString(text(found.Attributes)); got != wanted {
		return s.mismatch("%q's attributes are", fmt.Sprintf("%d characters long", got), characters, agent)
	}
	return nil
}
