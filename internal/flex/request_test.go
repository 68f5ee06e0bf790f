package flex

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func TestAChannelRequestIsReadAsSent(t *testing.T) {
	t.Parallel()
	text := `{"type":"sms","initiated_by":"api","unknown":[1],"properties":{"media_channel_sid":"CH1","from":"x"},
		"participants":[{"address":"+15550100","proxy_address":"+15550199"},{"identity":"ann","name":"Ann"}]}`
	want := ChannelRequest{
		Type: "sms", InitiatedBy: "api", Properties: ChannelProperties{MediaChannelSid: "CH1"},
		Participants: []ParticipantRequest{{Address: "+15550100", ProxyAddress: "+15550199"}, {Identity: "ann", Name: "Ann"}},
	}
	got, err := ParseChannel(&text, book)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("error %v; differs (-want +got):\n%s", err, diff)
	}
}

func TestEveryDocumentedChannelTypeIsTaken(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"voice", "sms", "email", "web", "whatsapp", "chat", "messenger", "gbm"} {
		text := `{"type":"` + kind + `","initiated_by":"api"}`
		if got, err := ParseChannel(&text, book); err != nil || got.Type != kind {
			t.Errorf("%s: type %q, error %v", kind, got.Type, err)
		}
	}
}

func TestWhatAChannelRequestMustNotSay(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, text string
		says       string // what the refusal has to name
	}{
		{"nothing", ``, "Missing required parameter Channel"},
		{"blanks", `  `, "Missing required parameter Channel"},
		{"null", `null`, "Channel"},
		{"a list", `[]`, "array"},
		{"a text", `"web"`, "string"},
		{"half an object", `{"type":"web"`, "Channel"},
		{"no type", `{"initiated_by":"api"}`, "Channel.type"},
		{"an unknown type", `{"type":"fax","initiated_by":"api"}`, "'fax'"},
		{"a type of the wrong case", `{"type":"Web","initiated_by":"api"}`, "'Web'"},
		{"a member of the wrong case", `{"Type":"web","initiated_by":"api"}`, "Channel.type"},
		{"a number for a type", `{"type":1,"initiated_by":"api"}`, "type is of the wrong kind: number"},
		{"no initiator", `{"type":"web"}`, "Channel.initiated_by"},
		{"an unknown initiator", `{"type":"web","initiated_by":"API"}`, "'API'"},
		{"a customer without their conversation", `{"type":"web","initiated_by":"customer"}`, "media_channel_sid"},
		{"properties that are a list", `{"type":"web","initiated_by":"api","properties":[]}`, "properties is of the wrong kind: array"},
		{"a participant that is a text", `{"type":"web","initiated_by":"api","participants":["ann"]}`, "participants[0] is of the wrong kind: string"},
		{"an address that is a number", `{"type":"sms","initiated_by":"api","participants":[{},{"address":1}]}`, "participants[1].address is of the wrong kind: number"},
	} {
		_, err := ParseChannel(&row.text, book)
		refused(t, row.name, err, rulebook.CodeFlexValidation)
		if err != nil && !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: the refusal %q does not say %q", row.name, err, row.says)
		}
	}
	_, err := ParseChannel(nil, book)
	refused(t, "not sent", err, rulebook.CodeFlexValidation)
}

func TestARoutingRequestIsReadAsSent(t *testing.T) {
	t.Parallel()
	text := `{"properties":{"workspace_sid":"WS1","workflow_sid":"WW1","queue_sid":"WQ1","worker_sid":"WK1","task_channel_sid":"TC1",
		"task_channel_unique_name":"chat","attributes":{"a": 1},"priority":0,"timeout":60},"status":"x"}`
	want := RoutingProperties{
		WorkspaceSid: "WS1", WorkflowSid: "WW1", QueueSid: "WQ1", WorkerSid: "WK1", TaskChannelSid: "TC1",
		TaskChannelName: "chat", Attributes: json.RawMessage(`{"a": 1}`), Priority: new(0), Timeout: new(60),
	}
	got, err := ParseRouting(&text)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("error %v; differs (-want +got):\n%s", err, diff)
	}
}

func TestWhatARoutingRequestMustNotSay(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, text, says string }{
		{"nothing", ``, "Missing required parameter Routing"},
		{"null", `null`, "it is null"},
		{"a list", `[]`, "it is of the wrong kind: array"},
		{"no properties", `{}`, "workspace_sid"},
		{"null properties", `{"properties":null}`, "workspace_sid"},
		{"properties of the wrong case", `{"Properties":{"workspace_sid":"WS1"}}`, "workspace_sid"},
		{"neither workspace, workflow nor queue", `{"properties":{"worker_sid":"WK1"}}`, "workspace_sid"},
		{"a priority that is a text", `{"properties":{"workspace_sid":"WS1","priority":"1"}}`, "properties.priority is of the wrong kind: string"},
		{"a priority with a fraction", `{"properties":{"workspace_sid":"WS1","priority":1.5}}`, "properties.priority is of the wrong kind: number"},
		{"a workspace that is a number", `{"properties":{"workspace_sid":7}}`, "properties.workspace_sid is of the wrong kind: number"},
		{"not JSON", `workspace_sid=WS1`, "invalid character"},
	} {
		_, err := ParseRouting(&row.text)
		refused(t, row.name, err, rulebook.CodeFlexValidation)
		if err != nil && !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: the refusal %q does not say %q", row.name, err, row.says)
		}
	}
}

func TestTheTasksAttributesAreAnObjectOrATextThatHoldsOne(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, sent, want string // want is the members as JSON, "" for a refusal
	}{
		{"not sent", ``, `{}`},
		{"null", `null`, `{}`},
		{"an empty object", `{}`, `{}`},
		{"an object", `{"name":"Ann","n":1}`, `{"n":1,"name":"Ann"}`},
		{"a text that holds one", `"{\"name\":\"Ann\"}"`, `{"name":"Ann"}`},
		{"a number of twenty digits", `{"order":12345678901234567890}`, `{"order":12345678901234567890}`},
		{"a price", `{"price":1.10}`, `{"price":1.10}`},
		{"a key twice", `{"a":1,"a":2}`, `{"a":2}`},
		{"a list", `[]`, ``},
		{"a number", `1`, ``},
		{"an empty text", `""`, ``},
		{"a text that holds null", `"null"`, ``},
		{"a text that holds a list", `"[]"`, ``},
		{"a text that holds a text", `"\"{}\""`, ``},
		{"a number that no computer holds", `{"n":1e999}`, ``},
	} {
		got, err := RoutingProperties{Attributes: json.RawMessage(row.sent)}.TaskAttributes()
		if row.want == "" {
			refused(t, row.name, err, rulebook.CodeFlexValidation)
			continue
		}
		text, marshalErr := json.Marshal(got)
		if err != nil || marshalErr != nil || string(text) != row.want {
			t.Errorf("%s: got %s, errors %v, %v; want %s", row.name, text, err, marshalErr, row.want)
		}
	}
}

func TestMediaPropertiesNameSomebody(t *testing.T) {
	t.Parallel()
	text := `{"identity":"ann","type":"x"}`
	if got, err := ParseMedia(&text); err != nil || got.Identity != "ann" {
		t.Errorf("%s: got %+v, error %v", text, got, err)
	}
	for _, text := range []string{``, `null`, `[]`, `"ann"`, `{"identity":1}`, `{`} {
		_, err := ParseMedia(&text)
		refused(t, text, err, rulebook.CodeFlexValidation)
	}
}

func FuzzRequests(f *testing.F) {
	for _, seed := range []string{
		`{"type":"web","initiated_by":"api","participants":[{"identity":"a"}]}`,
		`{"properties":{"workspace_sid":"WS1","attributes":{"a":1},"priority":1}}`,
		`{"properties":{"queue_sid":"WQ1","attributes":"{\"a\":[1,{\"b\":null}]}"}}`,
		`{"properties":{"workspace_sid":"WS1","attributes":[]}}`,
		`{"participants":null}`, `[]`, `null`, ``, `{"type":`, "\xff", `{"properties":{"workspace_sid":"WS1","attributes":{"a":1e999}}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		onlyRefusals := func(err error) {
			var refusal *rulebook.Refusal
			if err != nil && !errors.As(err, &refusal) {
				t.Errorf("%q: error %v is no refusal", text, err)
			}
		}
		channel, err := ParseChannel(&text, book)
		onlyRefusals(err)
		if err == nil && !slices.Contains(book.ChannelTypes, channel.Type) {
			t.Errorf("%q: taken with type %q", text, channel.Type)
		}
		routing, err := ParseRouting(&text)
		onlyRefusals(err)
		if err != nil {
			return
		}
		members, err := routing.TaskAttributes()
		onlyRefusals(err)
		if err != nil {
			return
		}
		// What passes here becomes part of a task's attributes: they must decode.
		written, err := json.Marshal(members)
		if err != nil {
			t.Fatalf("%q: members cannot be written: %v", text, err)
		}
		kept, err := taskrouter.ParseAttributes(string(written), 0)
		if err != nil {
			t.Fatalf("%q: written as %s, which is refused: %v", text, written, err)
		}
		before, after := slices.Sorted(maps.Keys(members)), slices.Sorted(maps.Keys(kept.Decode()))
		if !slices.Equal(before, after) {
			t.Errorf("%q: members %q were kept as %q", text, before, after)
		}
	})
}
