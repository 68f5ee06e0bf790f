package steps

import (
	"fmt"
	"slices"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/internal/target"
)

// agentDataWords read what Insights knows of agents.
var agentDataWords = words{
	{`^Insights knows of "([^"]+)":$`, (*scenario).insightsKnows},
	{`^Insights knows nothing of "([^"]+)"$`, func(s *scenario, agent string) error { return s.compareAgent(agent, nil) }},
	{`^Insights knows "([^"]+)"'s "([^"]+)" as ` + aLongText + `$`, (*scenario).insightsKnowsLongText},
	{`^"([^"]+)" counts for the team "([^"]+)"$`, (*scenario).countsFor},
	{`^"([^"]+)" counts for the team of the "([^"]+)" queue$`, (*scenario).countsForQueue},
	{`^"([^"]+)" counts for no team$`, func(s *scenario, agent string) error { return s.countsFor(agent, "") }},
	{`^"([^"]+)"'s statuses are:$`, (*scenario).statusesAre},
	{`^"([^"]+)" has no statuses$`, func(s *scenario, agent string) error { return s.compareStatuses(agent, nil) }},
}

// agentIn finds an agent in what Insights or a report shows. One who is not
// there is as good as one of whom nothing is known.
func (s *scenario) agentIn(shown target.Projection, agent string) (target.Agent, error) {
	worker, err := s.worker(agent)
	if err != nil {
		return target.Agent{}, err
	}
	for _, a := range shown.Agents {
		if a.WorkerSid == worker {
			return a, nil
		}
	}
	return target.Agent{}, nil
}

// agent finds an agent in what Insights has been given.
func (s *scenario) agent(agent string) (target.Agent, error) {
	shown, err := s.account.Insights(s.ctx)
	if err != nil {
		return target.Agent{}, fmt.Errorf("read Insights: %w", err)
	}
	return s.agentIn(shown, agent)
}

func (s *scenario) insightsKnows(agent string, table *godog.Table) error {
	wanted, err := dataOf(table)
	if err != nil {
		return err
	}
	return s.compareAgent(agent, wanted)
}

// compareAgent compares all that is known of an agent.
func (s *scenario) compareAgent(agent string, wanted map[string]any) error {
	found, err := s.agent(agent)
	if err != nil {
		return err
	}
	if got, want := flat(found.Attributes), flat(wanted); !slices.Equal(got, want) {
		return s.mismatch("Insights knows of %q", listed(got), listed(want), agent)
	}
	return nil
}

func (s *scenario) insightsKnowsLongText(agent, key, phrase string) error {
	wanted, err := spelledOut(phrase)
	if err != nil {
		return err
	}
	shown, err := s.agent(agent)
	if err != nil {
		return err
	}
	if found, ok := shown.Attributes[key].(string); !ok || found != wanted {
		return s.mismatch("Insights knows %q's %s as", measured(found), measured(wanted), agent, key)
	}
	return nil
}

func (s *scenario) countsFor(agent, team string) error {
	found, err := s.agent(agent)
	if err != nil {
		return err
	}
	if found.TeamID != team {
		return s.mismatch("%q counts for", inQuotesOr(found.TeamID, "no team"), inQuotesOr(team, "no team"), agent)
	}
	return nil
}

func (s *scenario) countsForQueue(agent, queue string) error {
	sid, ok := s.centre.Queues[queue]
	if !ok {
		return fmt.Errorf("the centre %q has no queue %q", s.centre.Name, queue)
	}
	return s.countsFor(agent, sid)
}

func (s *scenario) statusesAre(agent string, table *godog.Table) error {
	lines, err := rows(table, "activity", "lasted")
	if err != nil {
		return err
	}
	var wanted []string
	for _, line := range lines {
		wanted = append(wanted, fields(line["activity"], line["lasted"]))
	}
	return s.compareStatuses(agent, wanted)
}

// compareStatuses compares an agent's agent-status segments with how long each
// lasted; the one that goes on has lasted no time that could be told.
func (s *scenario) compareStatuses(agent string, wanted []string) error {
	worker, err := s.worker(agent)
	if err != nil {
		return err
	}
	shown, err := s.account.Insights(s.ctx)
	if err != nil {
		return fmt.Errorf("read Insights: %w", err)
	}
	var found []string
	for _, status := range shown.AgentStatuses {
		if status.WorkerSid != worker {
			continue
		}
		lasted := "until now"
		if !status.Ended.IsZero() {
			lasted = status.Ended.Sub(status.Started).String()
		}
		found = append(found, fields(status.Activity, lasted))
	}
	if !slices.Equal(found, wanted) {
		return s.mismatch("%q's statuses are", listed(found), listed(wanted), agent)
	}
	return nil
}
