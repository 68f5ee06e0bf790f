package taskrouter

// What happens in Flex beside TaskRouter. These events belong to no workspace
// and are in no list of TaskRouter's; Insights knows of them all the same.
const (
	// AgentLoggedIn is an agent's login to Flex; the worker is as they stood
	// after it.
	AgentLoggedIn EventType = "agent.logged-in"
	// HIPAAModeOn and HIPAAModeOff are changes of the account's setting.
	HIPAAModeOn  EventType = "hipaa-mode.on"
	HIPAAModeOff EventType = "hipaa-mode.off"
)
