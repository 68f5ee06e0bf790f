package target

import "github.com/flexrig/flexrig/fixtures/insights"

// What Flex Insights shows, in the words that the target's users read it in.
// They lie in a package of their own so that tests of others can name them.
type (
	Projection   = insights.Projection
	Conversation = insights.Conversation
	Segment      = insights.Segment
	Link         = insights.Link
	Screen       = insights.Screen
	Item         = insights.Item
	Finding      = insights.Finding
	Agent        = insights.Agent
	AgentStatus  = insights.AgentStatus
	Input        = insights.Input
)
