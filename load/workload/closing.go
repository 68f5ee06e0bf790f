package workload

import "net/url"

// A closing is a row of the table that says what becomes of a channel's task and
// conversation.
type closing struct {
	Name    string `yaml:"name"`
	Status  string `yaml:"status"`  // that is asked for
	Routing string `yaml:"routing"` // empty for none

	Answer       int      `yaml:"answer"` // HTTP status
	Channel      string   `yaml:"channel"`
	Task         string   `yaml:"task"`
	Conversation []string `yaml:"conversation"` // one of them
}

// form is the request's body.
func (c closing) form() []byte {
	form := url.Values{"Status": {c.Status}}
	if c.Routing != "" {
		form.Set("Routing", `{"status":"`+c.Routing+`"}`)
	}
	return []byte(form.Encode())
}

// tidy ends what a row has left open, so that agents have room for the next: by
// the table too.
var tidy = closing{Name: "tidy", Status: "closed", Routing: "closed", Answer: 200, Channel: "closed", Task: "completed"}
