package grade

import (
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

const media = `{"conversations":{"media":[`

// Every kind of finding has at least one row that shows it, and one beside it
// that comes near and does not.
var rows = []struct {
	name     string
	kind     string
	severity Severity // empty where the kind must not be found
	says     string   // what the sentence holds
	seq      uint64   // of the request that shows it
	script   *script
}{
	{
		"curl drops what node has set", DroppedKeys, Error, `by curl/8.5 dropped "crm_id", which node/20 had set with request 1`, 2,
		newScript().creates("node/20@1", `{"crm_id":"7","name":"Zoë"}`).updates("curl/8.5 (x)@2", `{"name":"Zoë"}`),
	},
	{
		"curl drops what curl has set on another connection", DroppedKeys, Error, `dropped "crm_id"`, 2,
		newScript().creates("curl@1", `{"crm_id":"7"}`).updates("curl@2", `{}`),
	},
	{
		"a key inside of conversations", DroppedKeys, Error, `dropped "conversations.campaign"`, 2,
		newScript().creates("node@1", `{"conversations":{"campaign":"a","outcome":"b"}}`).updates("curl@2", `{"conversations":{"outcome":"b"}}`),
	},
	{
		"conversations as a whole, its keys not told", DroppedKeys, Error, `dropped "conversations", which`, 2,
		newScript().creates("node@1", `{"conversations":{"campaign":"a"}}`).updates("curl@2", `{"a":1}`),
	},
	{
		"what the platform has added", DroppedKeys, Error, `dropped "recording", which the platform had set`, 2,
		newScript().creates("node@1", `{}`).evolves(`{"recording":"x"}`).updates("node@1", `{"a":1}`),
	},
	{
		"who set it is no longer known", DroppedKeys, Warning, "no longer known", 8,
		&script{
			Record: Record{Now: noon, Dropped: 7, Requests: []Request{{
				Seq: 8, Method: "POST", Path: taskURL, Operation: "UpdateTask", Status: 200, Fields: []Field{{"Attributes", "{}"}},
				Before: &taskrouter.Task{Sid: taskSid, Attributes: `{"a":1}`}, After: &taskrouter.Task{Sid: taskSid, Attributes: `{}`, Version: 1},
			}}},
		},
	},
	{
		"all keys are kept", DroppedKeys, "", "", 0,
		newScript().creates("node@1", `{"crm_id":"7"}`).updates("curl@2", `{"crm_id":"8","more":1}`),
	},
	{
		"only nested keys of other objects differ", DroppedKeys, "", "", 0,
		newScript().creates("node@1", `{"order":{"a":1,"b":2}}`).updates("curl@2", `{"order":{"a":1}}`),
	},
	{
		"own keys on the same connection", DroppedKeys, "", "", 0,
		newScript().creates("node@1", `{"crm_id":"7"}`).updates("node@1", `{}`),
	},
	{
		"own keys on the same connection", DroppedOwnKeys, Warning, `dropped "crm_id"`, 2,
		newScript().creates("node@1", `{"crm_id":"7"}`).updates("node@1", `{}`),
	},
	{
		"own keys that are emptied", DroppedOwnKeys, "", "", 0,
		newScript().creates("node@1", `{"crm_id":"7"}`).updates("node@1", `{"crm_id":null}`),
	},
	{
		"a version that the writer had not read", NoIfMatch, Error, `wrote over "n", which had changed since it last read the task (request 2)`, 4,
		newScript().creates("a@1", `{"n":1}`).reads("b@2").updates("a@1", `{"n":2}`).updates("b@2", `{"n":1,"m":1}`),
	},
	{
		"the other's change is kept, by luck", NoIfMatch, Warning, "while b wrote to it too", 3,
		newScript().creates("a@1", `{"n":1}`).reads("b@2").updates("a@1", `{"n":2}`).updates("b@2", `{"n":2,"m":1}`),
	},
	{
		"both say which version they change", NoIfMatch, "", "", 0,
		newScript().creates("a@1", `{"n":1}`).updates("a@1", `{"n":2}`, ifMatch("0")).updates("b@2", `{"n":2,"m":1}`, ifMatch("1")),
	},
	{
		"one client alone, a connection for each request", NoIfMatch, "", "", 0,
		newScript().creates("a@1", `{"n":1}`).reads("a@2").updates("a@3", `{"n":2}`).reads("a@4").updates("a@5", `{"n":3}`),
	},
	{
		"a write at the second at which it is gone", WriteAfterGone, Error, "2m0s after it was completed", 2,
		newScript().creates("a@1", `{}`).ends().say("a@1", "POST", taskURL, 404, op("UpdateTask"), after(2*time.Minute)),
	},
	{
		"a reservation of a task that is gone", WriteAfterGone, Error, "UpdateTaskReservation", 2,
		newScript().creates("a@1", `{}`).ends().say("a@1", "POST", taskURL+"/Reservations/WR1", 404, op("UpdateTaskReservation"), after(3*time.Minute)),
	},
	{
		"a task that nobody has seen", WriteAfterGone, "", "", 0,
		newScript().say("a@1", "POST", taskURL, 404, op("UpdateTask"), after(3*time.Minute)),
	},
	{
		"a read of a task that is gone", WriteAfterGone, "", "", 0,
		newScript().creates("a@1", `{}`).ends().say("a@1", "GET", taskURL, 404, op("FetchTask"), after(3*time.Minute)),
	},
	{
		"9.999 seconds before the end", WriteLate, Warning, "9.999s before it is deleted", 2,
		newScript().creates("a@1", `{}`).ends().updates("a@1", `{"a":1}`, after(2*time.Minute-9999*time.Millisecond)),
	},
	{
		"10 seconds before the end", WriteLate, "", "", 0,
		newScript().creates("a@1", `{}`).ends().updates("a@1", `{"a":1}`, after(2*time.Minute-10*time.Second)),
	},
	{"99 ms after 429", NotBackedOff, Error, "99ms after 429", 2, newScript().tries(0, 0, 99)},
	{"100 ms after 429", NotBackedOff, "", "", 0, newScript().tries(0, 0, 100)},
	{"sooner than Retry-After", NotBackedOff, Warning, "which had said 1s", 2, newScript().tries(1, 0, 900)},
	{"as late as Retry-After", NotBackedOff, "", "", 0, newScript().tries(1, 0, 1000)},
	{"three even waits", NotBackedOff, Warning, "never waited longer", 4, newScript().tries(0, 0, 200, 400, 600)},
	{"two even waits", NotBackedOff, "", "", 0, newScript().tries(0, 0, 200, 400)},
	{"waits that double", NotBackedOff, "", "", 0, newScript().tries(0, 0, 200, 600, 1400)},
	{
		"two at the same time", NotBackedOff, "", "", 0,
		newScript().say("a@1", "POST", taskURL, 429, after(0), func(r *Request) { r.Answered = noon.Add(20 * time.Millisecond) }).
			say("a@2", "POST", taskURL, 429, after(time.Millisecond)),
	},
	{
		"a task that was made although the answer said 500", RetriedApplied, Error, "now there are two", 2,
		newScript().say("a@1", "POST", "/Tasks", 500, op("CreateTask"), func(r *Request) { r.Applied = true }).
			say("a@1", "POST", "/Tasks", 201, op("CreateTask")),
	},
	{
		"a completion that had been carried out", RetriedApplied, Warning, "was refused", 2,
		newScript().say("a@1", "POST", taskURL, 0, op("UpdateTask"), func(r *Request) { r.Applied = true }).
			say("a@1", "POST", taskURL, 400, op("UpdateTask")),
	},
	{
		"a task that was not made", RetriedApplied, "", "", 0,
		newScript().say("a@1", "POST", "/Tasks", 503, op("CreateTask")).say("a@1", "POST", "/Tasks", 201, op("CreateTask")),
	},
	{
		"another task after one that was made", RetriedApplied, "", "", 0,
		newScript().say("a@1", "POST", "/Tasks", 500, op("CreateTask"), func(r *Request) { r.Applied = true }).
			say("a@1", "POST", "/Tasks", 201, op("CreateTask"), sent("Priority", "1")),
	},
	{"five times, 999 ms apart", Polling, Warning, "node asked FetchTask 5 times within 3.996s", 1, newScript().asks(0, 999, 1998, 2997, 3996)},
	{"five times, a second apart", Polling, "", "", 0, newScript().asks(0, 1000, 2000, 3000, 4000)},
	{"four times", Polling, "", "", 0, newScript().asks(0, 1, 2, 3)},
	{
		"inactive alone", InactiveWithoutRouting, Error, "without a routing", 1,
		newScript().say("a@1", "POST", "/c", 400, op("UpdateInteractionChannel"), sent("Status", "inactive")),
	},
	{
		"inactive with another routing", InactiveWithoutRouting, Error, "does not close it", 1,
		newScript().say("a@1", "POST", "/c", 400, op("UpdateInteractionChannel"), sent("Status", "inactive"), sent("Routing", `{"status":"open"}`)),
	},
	{
		"inactive with routing", InactiveWithoutRouting, "", "", 0,
		newScript().say("a@1", "POST", "/c", 200, op("UpdateInteractionChannel"), sent("Status", "inactive"), sent("Routing", `{"status":"closed"}`)),
	},
	{
		"closed in another case", ChannelStatusRefused, Error, `"Closed"`, 1,
		newScript().say("a@1", "POST", "/c", 400, op("UpdateInteractionChannel"), sent("Status", "Closed")),
	},
	{
		"closed", ChannelStatusRefused, "", "", 0,
		newScript().say("a@1", "POST", "/c", 200, op("UpdateInteractionChannel"), sent("Status", "closed")),
	},
	{
		"a channel by itself", ChannelMadeDirectly, Error, "cannot be created directly", 1,
		newScript().say("a@1", "POST", "/v1/Interactions/KD1/Channels", 405),
	},
	{"another collection", ChannelMadeDirectly, "", "", 0, newScript().say("a@1", "POST", "/v1/Interactions/KD1", 405)},
	{
		"a bad parameter", Refused, Note, "refused with code 20001: Priority is", 1,
		newScript().say("a@1", "POST", taskURL, 400, op("UpdateTask"), func(r *Request) { r.Code, r.Message = 20001, "Priority is not a number" }),
	},
	{"not found", Refused, "", "", 0, newScript().say("a@1", "GET", taskURL, 404, op("FetchTask"))},
	{
		"Raw first", RawFirst, Warning, "a Raw link comes first", 1,
		newScript().creates("a@1", media+`{"type":"Raw","title":"T","url":"https://a.example"},{"type":"Referenced","title":"T","url":"https://b.example"}]}}`),
	},
	{
		"Raw alone", RawFirst, "", "", 0,
		newScript().creates("a@1", media+`{"type":"Raw","title":"T","url":"https://a.example"}]}}`),
	},
	{
		"two recordings", SeveralRecordings, Warning, "conversations.media[1]", 1,
		newScript().creates("a@1", media+`{"type":"VoiceRecording","title":"T","url":"https://a.example"},{"type":"VoiceRecording","title":"T","url":"https://b.example"}]}}`),
	},
	{
		"one recording beside a link", SeveralRecordings, "", "", 0,
		newScript().creates("a@1", media+`{"type":"VoiceRecording","title":"T","url":"https://a.example"},{"type":"Referenced","title":"T","url":"https://b.example"}]}}`),
	},
	{
		"start_time in seconds", StartTimeSeconds, Error, "1574350320 is in seconds", 2,
		newScript().creates("a@1", `{}`).
			updates("a@1", media+`{"type":"VoiceRecording","title":"T","url":"https://a.example","start_time":1574350320}]}}`),
	},
	{
		"start_time in milliseconds", StartTimeSeconds, "", "", 0,
		newScript().creates("a@1", media+`{"type":"VoiceRecording","title":"T","url":"https://a.example","start_time":1574350320000}]}}`),
	},
	{"a link without address", MalformedMedia, Error, "url is missing", 1, newScript().creates("a@1", media+`{"type":"Referenced"}]}}`)},
	{"a whole link", MalformedMedia, "", "", 0, newScript().creates("a@1", media+`{"type":"Referenced","title":"T","url":"https://a.example"}]}}`)},
	{
		"media of a stranger", UnknownReservation, Note, "no reservation of the task", 1,
		newScript().creates("a@1", `{"reservation_attributes":{"WR1":{"media":[]}}}`),
	},
	{"no reservation media", UnknownReservation, "", "", 0, newScript().creates("a@1", `{"reservation_attributes":{}}`)},
	{
		"a slip of the pen", UnknownInsightsKey, Warning, "did you mean customers.external_id?", 1,
		newScript().creates("a@1", `{"customers":{"externalId":"7"}}`),
	},
	{
		"keys that Flex itself writes", UnknownInsightsKey, "", "", 0,
		newScript().creates("a@1", `{"conversations":{"communication_channel":"web","direction":"inbound"}}`),
	},
	{
		"Flex's keys written back with others", UnknownInsightsKey, "", "", 0,
		newScript().creates("a@1", `{}`).evolves(`{"conversations":{"communication_channel":"web"}}`).
			updates("a@1", `{"conversations":{"communication_channel":"chat","campaign":"a"}}`),
	},
	{
		"nearly a key of Flex's", UnknownInsightsKey, Note, "Insights ignores", 1,
		newScript().creates("a@1", `{"conversations":{"communication_channels":"web"}}`),
	},
	{
		"a key of Flex's in another object", UnknownInsightsKey, Note, "Insights ignores", 1,
		newScript().creates("a@1", `{"customers":{"direction":"inbound"}}`),
	},
	{"an own key", UnknownInsightsKey, Note, "Insights ignores", 1, newScript().creates("a@1", `{"conversations":{"shoe_size":7}}`)},
	{
		"known keys and links", UnknownInsightsKey, "", "", 0,
		newScript().creates("a@1", `{"shoe_size":7,"conversations":{"media":[],"campaign":"a","conversation_attribute_1":"b"},"customers":{"name":"Z"}}`),
	},
	{"a number as text", ValueNotLoaded, Warning, "not loaded", 1, newScript().creates("a@1", `{"conversations":{"campaign":7}}`)},
	{"a text", ValueNotLoaded, "", "", 0, newScript().creates("a@1", `{"conversations":{"campaign":"7"}}`)},
	{
		"129 characters", CutValue, Warning, "customers.name", 1,
		newScript().creates("a@1", `{"customers":{"name":"`+strings.Repeat("ü", 129)+`"}}`),
	},
	{"128 characters", CutValue, "", "", 0, newScript().creates("a@1", `{"customers":{"name":"`+strings.Repeat("ü", 128)+`"}}`)},
	{"born in 1900", DateOutOfRange, Warning, "1900", 1, newScript().creates("a@1", `{"customers":{"acquisition_date":"1900-12-31"}}`)},
	{"born in 1901", DateOutOfRange, "", "", 0, newScript().creates("a@1", `{"customers":{"acquisition_date":"1901-01-01"}}`)},
	{
		"a team by name", TeamNameWithoutID, Warning, "handling_team_name", 1,
		newScript().creates("a@1", `{"conversations":{"handling_team_name":"a"}}`),
	},
	{
		"a team by id and name", TeamNameWithoutID, "", "", 0,
		newScript().creates("a@1", `{"conversations":{"handling_team_name":"a","handling_team_id":"1"}}`),
	},
	{
		"a department by name", DepartmentWithoutID, Warning, "handling_department_name", 1,
		newScript().creates("a@1", `{"conversations":{"handling_department_name":"a"}}`),
	},
	{
		"a department by id and name", DepartmentWithoutID, "", "", 0,
		newScript().creates("a@1", `{"conversations":{"handling_department_name":"a","handling_department_id":"1"}}`),
	},
	{"given up", WebhookUnanswered, Warning, "given up after 2 attempts: 503", 0, newScript().callback(Delivery{Attempts: 2, Ended: noon, Outcome: "503"})},
	{"no answer in the end", WebhookUnanswered, Warning, "has had no answer", 0, newScript().callback(Delivery{Attempts: 1}).atTheEnd()},
	{"no answer as yet", WebhookUnanswered, "", "", 0, newScript().callback(Delivery{Attempts: 1})},
	{"answered", WebhookUnanswered, "", "", 0, newScript().callback(Delivery{Attempts: 1, Delivered: true, Ended: noon}).atTheEnd()},
	{"at the second attempt", WebhookLate, Warning, "at the 2nd attempt", 0, newScript().callback(Delivery{Attempts: 2, Delivered: true, Ended: noon})},
	{
		"after 5.001 seconds", WebhookLate, Warning, "after 5.001s", 0,
		newScript().callback(Delivery{Attempts: 1, Delivered: true, Ended: noon.Add(5001 * time.Millisecond)}),
	},
	{"after 5 seconds", WebhookLate, "", "", 0, newScript().callback(Delivery{Attempts: 1, Delivered: true, Ended: noon.Add(5 * time.Second)})},
	{
		"a channel that is active", ChannelLeftOpen, Warning, "UO1 of KD1 (web, active)", 0,
		&script{Record: Record{End: true, Channels: []Channel{{"UO1", "KD1", "web", "active"}}}},
	},
	{"a channel before the end", ChannelLeftOpen, "", "", 0, &script{Record: Record{Channels: []Channel{{"UO1", "KD1", "web", "active"}}}}},
	{
		"a task on offer", TaskLeftPending, Warning, "1 task left: WT1 (reserved)", 0,
		&script{Record: Record{End: true, Tasks: []taskrouter.Task{{Sid: "WT1", Status: taskrouter.Reserved}}}},
	},
	{
		"a task with an agent", TaskLeftPending, "", "", 0,
		&script{Record: Record{End: true, Tasks: []taskrouter.Task{{Sid: "WT1", Status: taskrouter.Wrapping}}}},
	},
	{
		"a task with an agent", TaskLeftOpen, Warning, "WT1 (wrapping)", 0,
		&script{Record: Record{End: true, Tasks: []taskrouter.Task{{Sid: "WT1", Status: taskrouter.Wrapping}}}},
	},
	{
		"a task that has ended", TaskLeftOpen, "", "", 0,
		&script{Record: Record{End: true, Tasks: []taskrouter.Task{{Sid: "WT1", Status: taskrouter.Completed}}}},
	},
	{"a path that is not there", Unmodelled, Note, "GET taskrouter.twilio.com/v1/Wibble", 1, newScript().say("a@1", "GET", "/v1/Wibble", 501)},
	{"a path that is there", Unmodelled, "", "", 0, newScript().say("a@1", "GET", "/v1/Workspaces", 404)},
	{
		"a parameter in another case", UnknownParameter, Note, "unknown parameter attributes, did you mean Attributes?", 1,
		newScript().say("a@1", "POST", taskURL, 200, op("UpdateTask"), func(r *Request) {
			r.Notes = []string{"unknown parameter attributes, did you mean Attributes?"}
		}),
	},
	{"another note", UnknownParameter, "", "", 0, newScript().say("a@1", "GET", "/", 200, func(r *Request) { r.Notes = []string{"something else"} })},
	{
		"a parameter that does nothing", UnreadParameter, Note, "HasAddons", 1,
		newScript().say("a@1", "GET", "/", 200, func(r *Request) { r.Notes = []string{"parameter HasAddons" + UnreadParameterNote} }),
	},
	{"another note", UnreadParameter, "", "", 0, newScript().say("a@1", "GET", "/", 200, func(r *Request) { r.Notes = []string{"something else"} })},
}

func TestConductIsJudged(t *testing.T) {
	t.Parallel()
	for _, row := range rows {
		t.Run(row.kind+" "+row.name, func(t *testing.T) {
			t.Parallel()
			found := of(row.kind, Judge(row.script.Record))
			switch {
			case row.severity == "" && found != nil:
				t.Errorf("found %+v, want nothing", found)
			case row.severity == "":
			case found == nil:
				t.Errorf("found nothing, want %q", row.says)
			case found.Severity != row.severity || !strings.Contains(found.Sentence, row.says):
				t.Errorf("got %s %q, want %s with %q", found.Severity, found.Sentence, row.severity, row.says)
			case row.seq == 0 && found.Request != nil || row.seq != 0 && (found.Request == nil || found.Request.Seq != row.seq):
				t.Errorf("shown by %+v, want request %d", found.Request, row.seq)
			case found.Advice == "" || found.Count < 1:
				t.Errorf("got %+v, want advice and a count", found)
			}
		})
	}
}

func of(kind string, list []Finding) *Finding {
	for i := range list {
		if list[i].Kind == kind {
			return &list[i]
		}
	}
	return nil
}

// TestEveryKindHasARowAndANearMiss: a kind that no row shows may be found never,
// and one without a near miss may be found always.
func TestEveryKindHasARowAndANearMiss(t *testing.T) {
	t.Parallel()
	elsewhere := []string{DefaultMediaDropped, ExternalIDLate} // need a history: see history_test.go
	shown, missed := map[string]bool{}, map[string]bool{}
	for _, row := range rows {
		shown[row.kind] = shown[row.kind] || row.severity != ""
		missed[row.kind] = missed[row.kind] || row.severity == ""
	}
	for _, kind := range elsewhere {
		shown[kind], missed[kind] = true, true
	}
	for _, kind := range Kinds(true) {
		if !shown[kind.Name] || !missed[kind.Name] {
			t.Errorf("%s: shown %v, near miss %v; want both", kind.Name, shown[kind.Name], missed[kind.Name])
		}
	}
}

func TestFindingsAreCountedAndTheHeaviestComesFirst(t *testing.T) {
	t.Parallel()
	s := newScript().say("a@1", "GET", "/v1/Wibble", 501).say("a@1", "GET", "/v1/Wibble", 501).
		creates("node@1", `{"a":1}`).updates("curl@2", `{}`)
	found := Judge(s.Record)
	if len(found) != 2 || found[0].Kind != DroppedKeys || found[1].Kind != Unmodelled || found[1].Count != 2 {
		t.Errorf("got %+v, want dropped keys, then a path twice", found)
	}
	if again := Judge(s.Record); len(again) != 2 || again[0].Sentence != found[0].Sentence {
		t.Errorf("the same record gives %+v at first and %+v then", found, again)
	}
}

func TestOneKindDoesNotDrownTheOthers(t *testing.T) {
	t.Parallel()
	s := newScript()
	for i := range 3 * mostOfAKind {
		s.say("a@1", "GET", "/v1/"+strings.Repeat("x", i+1), 501)
	}
	found := Judge(s.Record)
	if len(found) != mostOfAKind || found[len(found)-1].Count != 2*mostOfAKind+1 {
		t.Errorf("got %d findings, the last one %d times; want %d, and the rest with the last", len(found), found[len(found)-1].Count, mostOfAKind)
	}
}
