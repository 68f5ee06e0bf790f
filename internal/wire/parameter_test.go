package wire

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/grade"
)

func TestUnknownParameters(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, query, parameter, refusal, note string
	}{
		{"a slip", "", "Atributes", `Unknown parameter "Atributes", did you mean "Attributes"?`, "unknown parameter Atributes, did you mean Attributes?"},
		{"another case", "", "attributes", `Unknown parameter "attributes", did you mean "Attributes"?`, "unknown parameter attributes, did you mean Attributes?"},
		{"letters swapped", "", "Reaosn", `Unknown parameter "Reaosn", did you mean "Reason"?`, "unknown parameter Reaosn, did you mean Reason?"},
		{"nothing like it", "", "Wibble", `Unknown parameter "Wibble"`, "unknown parameter Wibble"},
		{"a body's parameter in the query", "?Attributes={}", "", `Unknown parameter "Attributes", it belongs in the body`, "unknown parameter Attributes, it belongs in the body"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s, lax := newClient(t, Options{})
			made := newCentre(t, lax)
			task := made.newTask(t, `{"kept":true}`)
			update := func(c client) reply {
				form := []string{"Priority", "7"}
				if row.parameter != "" {
					form = append(form, row.parameter, "{}")
				}
				return c.post(made.in("Tasks/"+task)+row.query, form...)
			}
			got := update(lax).wants(t, http.StatusOK)
			if attributes, priority := got.text(t, "attributes"), got.object(t)["priority"]; attributes != `{"kept":true}` || priority != 7.0 {
				t.Errorf("lax: attributes %s, priority %v; want them kept and 7", attributes, priority)
			}
			if notes := lastEntry(t, s).Notes; !slices.Equal(notes, []string{row.note}) {
				t.Errorf("journal: got %q, want %q", notes, row.note)
			}
			s.tenants[adaSid].strict.Store(true)
			before := lax.get(made.in("Tasks/"+task)).text(t, "attributes")
			update(lax).refuses(t, http.StatusBadRequest, 20001, row.refusal)
			if after := lax.get(made.in("Tasks/"+task)).text(t, "attributes"); after != before {
				t.Errorf("a refused update changed the attributes to %s", after)
			}
		})
	}
}

// lastEntry is what the journal says of the last request.
func lastEntry(t testing.TB, s *StandIn) grade.Request {
	t.Helper()
	entries, _ := s.tenants[adaSid].journal.read()
	if len(entries) == 0 {
		t.Fatal("the journal is empty")
	}
	return entries[len(entries)-1]
}

// TestParametersWithoutEffect: what Twilio documents and the stand-in does not
// act on is taken, strict or not, and noted.
func TestParametersWithoutEffect(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{Strict: true})
	c.post(threadsAPI+"/Conversations", "FriendlyName", "Thread", "Timers.Closed", "PT10M").wants(t, http.StatusCreated)
	if got, want := lastEntry(t, s).Notes, []string{"parameter Timers.Closed changes nothing on this stand-in"}; !slices.Equal(got, want) {
		t.Errorf("journal: got %q, want %q", got, want)
	}
}

func TestSettingsThatAreKeptAndNotHeededAreNoted(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{Strict: true})
	made := newCentre(t, c)
	for _, row := range []struct {
		address, name, value string
		status               int
		note                 string // the parameter as the journal names it
	}{
		{taskRouterAPI + "/Workspaces", "MultiTaskEnabled", "false", http.StatusCreated, "MultiTaskEnabled=false"},
		{taskRouterAPI + "/Workspaces/" + made.workspace, "MultiTaskEnabled", "no", http.StatusOK, "MultiTaskEnabled=false"},
		{taskRouterAPI + "/Workspaces/" + made.workspace, "MultiTaskEnabled", "true", http.StatusOK, ""},
		{made.in("TaskQueues"), "ReservationActivitySid", made.offline, http.StatusCreated, "ReservationActivitySid"},
		{made.in("TaskQueues/" + made.queue), "AssignmentActivitySid", made.offline, http.StatusOK, "AssignmentActivitySid"},
		{made.in("TaskQueues/" + made.queue), "MaxReservedWorkers", "2", http.StatusOK, ""},
	} {
		c.post(row.address, "FriendlyName", "Any", row.name, row.value).wants(t, row.status)
		var want []string
		if row.note != "" {
			want = []string{"parameter " + row.note + " changes nothing on this stand-in"}
		}
		if got := lastEntry(t, s).Notes; !slices.Equal(got, want) {
			t.Errorf("%s=%s: journal has %q, want %q", row.name, row.value, got, want)
		}
	}
	queue := c.get(made.in("TaskQueues/" + made.queue))
	if got := queue.text(t, "assignment_activity_sid"); got != made.offline {
		t.Errorf("the queue shows assignment activity %s, want %s", got, made.offline)
	}
}

func TestFormsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	task := made.in("Tasks/" + made.newTask(t, `{}`))
	form := "application/x-www-form-urlencoded"
	for _, row := range []struct {
		name, address, mediaType, body string
		status, code                   int
		says                           string
	}{
		{"a bad escape in a value", task, form, "Attributes=%7B%zz", 400, 20001, "Parameter Attributes is not form-encoded"},
		{"a bad escape in a name", task, form, "Attri%butes=1", 400, 20001, "is not form-encoded"},
		{"an escape cut off", task, form, "Attributes=%7", 400, 20001, "is not form-encoded"},
		{"bytes that are no text", task, form, "Reason=%ff", 400, 20001, "Parameter Reason is not UTF-8"},
		{"a bad escape in the query", task + "?a=%zz", form, "", 400, 20001, "is not form-encoded"},
		{"JSON", task, "application/json", `{"Attributes":"{}"}`, 400, 20001, "Content-Type 'application/json' is not supported here"},
		{"several parts", task, "multipart/form-data; boundary=x", "--x--", 400, 20001, "multipart/form-data"},
		{"a media type that is none", task, "form/;", "a=b", 400, 20001, "Content-Type"},
		{"too many parameters", task, form, strings.Repeat("a=b&", 1000), 400, 20001, "Too many parameters: 1001"},
		{"too long", task, form, "Attributes=" + strings.Repeat("a", largestBody), 413, 20413, "too large"},
		{"no number", task, form, "Priority=high", 400, 20001, "Value 'high' provided for Priority is not a whole number"},
		{"a number with a fraction", task, form, "Priority=1.5", 400, 20001, "Value '1.5' provided for Priority"},
		{"no instant", task, form, "VirtualStartTime=yesterday", 400, 20001, "Value 'yesterday' provided for VirtualStartTime"},
		{"attributes that are no JSON", task, form, "Attributes=nope", 400, 20001, "Attributes"},
		{"attributes that are empty", task, form, "Attributes=", 400, 20001, "Attributes"},
		{"attributes that are a list", task, form, "Attributes=[]", 400, 20001, "Attributes"},
		{"JSON that is a form", flexAddress + "/Configuration", form, "call_recording_enabled=true", 400, 20001, "send application/json"},
		{"JSON cut off", flexAddress + "/Configuration", "application/json", `{"call_recording_enabled":tr`, 400, 20001, "not a JSON object"},
		{"JSON that is a list", flexAddress + "/Configuration", "application/json", `[]`, 400, 20001, "not a JSON object"},
		{"a setting of another type", flexAddress + "/Configuration", "application/json", `{"call_recording_enabled":"on"}`, 400, 20001, `Value "on" provided for call_recording_enabled`},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got := c.send(http.MethodPost, row.address, row.mediaType, row.body)
			got.refuses(t, row.status, row.code, "")
			if !strings.Contains(got.text(t, "message"), row.says) {
				t.Errorf("message: got %q, want it to say %q", got.text(t, "message"), row.says)
			}
		})
	}
}

// TestFormsThatCanBeRead: what clients send in practice.
func TestFormsThatCanBeRead(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	for _, row := range []struct{ name, mediaType, body, reason string }{
		{"with a charset", "application/x-www-form-urlencoded; charset=utf-8", "Reason=a", "a"},
		{"without a media type", "", "Reason=a", "a"},
		{"a plus is a space", "application/x-www-form-urlencoded", "Reason=a+b%2Bc", "a b+c"},
		{"a semicolon is a semicolon", "application/x-www-form-urlencoded", "Reason=a;b", "a;b"},
		{"an equals sign in the value", "application/x-www-form-urlencoded", "Reason=a=b", "a=b"},
		{"ampersands around", "application/x-www-form-urlencoded", "&Reason=a&&", "a"},
		{"given twice, the first counts", "application/x-www-form-urlencoded", "Reason=a&Reason=b", "a"},
		{"beyond the first plane", "application/x-www-form-urlencoded", "Reason=%F0%9F%98%80", "😀"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			task := made.newTask(t, `{}`)
			got := c.send(http.MethodPost, made.in("Tasks/"+task), row.mediaType, "AssignmentStatus=canceled&"+row.body).wants(t, http.StatusOK)
			if reason := got.text(t, "reason"); reason != row.reason {
				t.Errorf("reason: got %q, want %q", reason, row.reason)
			}
		})
	}
}

// TestAttributesComeBackVerbatim: a client gets the very text that it sent.
func TestAttributesComeBackVerbatim(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	for _, text := range []string{
		`{}`, `{ "b" : 1,  "a":2 }`, "{\n\t\"name\": \"Zoë 😀\"\n}", `{"url":"https://example.com/?a=1&b=<2>"}`,
		`{"a":1,"a":2}`, `{"path":"C:\\temp\u00e9","n":1.0e+2}`, " {} ", "{\"line\":\"\u2028\u2029\"}",
	} {
		task := made.newTask(t, text)
		if got := c.get(made.in("Tasks/"+task)).text(t, "attributes"); got != text {
			t.Errorf("created with %q, got %q", text, got)
		}
		if got := c.post(made.in("Tasks/"+task), "Attributes", text).text(t, "attributes"); got != text {
			t.Errorf("updated to %q, got %q", text, got)
		}
	}
}

// TestRequiredParameters leaves out each parameter that Twilio's documents
// require, one at a time: the request is refused and the refusal names it.
func TestRequiredParameters(t *testing.T) {
	t.Parallel()
	found := 0
	for _, o := range operationCases() {
		op := operationNamed(t, o.operation)
		schema := formSchema(contractOf(t, op.product).operation(t, op))
		if schema == nil {
			continue
		}
		for _, required := range schema.Required {
			found++
			t.Run(op.name+" without "+required, func(t *testing.T) {
				t.Parallel()
				_, c := newClient(t, Options{})
				address, form := o.send(t, newCentre(t, c))
				values := fields(form...)
				values.Del(required)
				got := c.send(op.method, address, "application/x-www-form-urlencoded", values.Encode()).wants(t, http.StatusBadRequest)
				if message := got.text(t, "message"); !strings.Contains(message, required) {
					t.Errorf("message does not name %s: %q", required, message)
				}
			})
		}
	}
	if found < 10 {
		t.Errorf("the documents require %d parameters; the check looks in the wrong place", found)
	}
}

// TestBooleans: true, 1 and yes are true, everything else is false.
func TestBooleans(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	for word, want := range map[string]bool{
		"true": true, "True": true, "1": true, "yes": true, "false": false, "0": false, "no": false, "2": false, "": false, "ja": false,
	} {
		got := c.post(made.in("Activities"), "FriendlyName", "word "+word, "Available", word).wants(t, http.StatusCreated)
		if available := got.object(t)["available"]; available != want {
			t.Errorf("Available=%q: got %v, want %v", word, available, want)
		}
	}
}
