package wire

import (
	"bytes"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// documented is the book with the create status of the newest OpenAPI
// documents; captures and all earlier ones say 201.
func documented() *rulebook.Book {
	book := rulebook.Documented()
	book.InteractionCreatedStatus = http.StatusOK
	return book
}

// perform carries out a case in a contact centre of its own.
func (o operationCase) perform(t testing.TB) (op operation, request *http.Request, body string, answer reply) {
	t.Helper()
	_, c := newClient(t, Options{Book: documented(), Strict: true})
	made := newCentre(t, c)
	op = operationNamed(t, o.operation)
	address, form := o.send(t, made)
	mediaType := ""
	if op.method == http.MethodPost {
		mediaType, body = "application/x-www-form-urlencoded", fields(form...).Encode()
	}
	if op.json {
		mediaType, body = "application/json", form[0]
	}
	request = newRequest(op.method, address, mediaType, body)
	request.SetBasicAuth(c.sid, c.token)
	return op, request, body, serve(c.handler, request)
}

func operationNamed(t testing.TB, name string) operation {
	t.Helper()
	for _, op := range operations() {
		if label(op) == name {
			return op
		}
	}
	t.Fatalf("the table has no operation %s", name)
	return operation{}
}

// label is an operation's name, with its product behind it where the same name
// stands in the documents of several.
func label(op operation) string {
	for _, other := range operations() {
		if other.name == op.name && other.product != op.product {
			return op.name + "." + string(op.product)
		}
	}
	return op.name
}

// TestOperations sends every operation once and holds request and answer
// against Twilio's OpenAPI document and against twilio-go's own type.
func TestOperations(t *testing.T) {
	t.Parallel()
	for _, o := range operationCases() {
		t.Run(o.operation, func(t *testing.T) {
			t.Parallel()
			op, request, body, answer := o.perform(t)
			answer.body = withoutSampleOnly(t, op, answer.body)
			contract := contractOf(t, op.product)
			contract.exchange(t, request, body, answer)
			contract.holdsSchema(t, op, answer.body)
			if o.model == nil {
				answer.wants(t, http.StatusNoContent)
				return
			}
			holdsModel(t, o.model, answer.body)
		})
	}
}

// withoutSampleOnly takes out of a task what only the sample of the page on
// custom media shows, and fails where it is not there: Twilio's schemas and
// clients lack it, and nothing else may go beyond them.
func withoutSampleOnly(t testing.TB, op operation, body []byte) []byte {
	t.Helper()
	const sampleOnly = `,"required_attention":0`
	if !slices.Contains([]string{"CreateTask", "FetchTask", "UpdateTask", "ListTask"}, op.name) {
		return body
	}
	if !bytes.Contains(body, []byte(sampleOnly)) {
		t.Errorf("the task does not end in %s, as the documented sample does: %s", sampleOnly, body)
	}
	return bytes.ReplaceAll(body, []byte(sampleOnly), nil)
}

// TestEveryOperationHasACase fails where somebody adds an operation and no case.
func TestEveryOperationHasACase(t *testing.T) {
	t.Parallel()
	cases := map[string]int{}
	for _, o := range operationCases() {
		cases[o.operation]++
	}
	for _, op := range operations() {
		if cases[label(op)] != 1 {
			t.Errorf("operation %s has %d cases, want 1", label(op), cases[label(op)])
		}
	}
}

// holdsModel decodes an answer strictly into a new value of the model's type
// and fails for every JSON name of the type that the answer lacks.
func holdsModel(t testing.TB, model any, body []byte) {
	t.Helper()
	kind := reflect.TypeOf(model).Elem()
	decodeStrictly(t, body, reflect.New(kind).Interface())
	key := ""
	if item, name, ok := itemsOf(kind); ok {
		holdsNames(t, kind, resources(t, body, "")[0])
		kind, key = item, name
	}
	for _, resource := range resources(t, body, key) {
		holdsNames(t, kind, resource)
	}
}

// itemsOf gives the type and the key of a list response's items.
func itemsOf(kind reflect.Type) (item reflect.Type, key string, ok bool) {
	if !strings.HasPrefix(kind.Name(), "List") {
		return nil, "", false
	}
	for i := range kind.NumField() {
		if field := kind.Field(i); field.Type.Kind() == reflect.Slice {
			return field.Type.Elem(), jsonName(field), true
		}
	}
	return nil, "", false
}

func holdsNames(t testing.TB, kind reflect.Type, resource map[string]json.RawMessage) {
	t.Helper()
	for i := range kind.NumField() {
		if name := jsonName(kind.Field(i)); name != "" {
			if _, ok := resource[name]; !ok {
				t.Errorf("%s: the answer has no %s", kind.Name(), name)
			}
		}
	}
}

func jsonName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}

// TestCreateStatuses: what the three Flex creations answer with is the book's
// to say; captures have 201, the newest OpenAPI document 200.
func TestCreateStatuses(t *testing.T) {
	t.Parallel()
	for want, book := range map[int]*rulebook.Book{http.StatusCreated: nil, http.StatusOK: documented()} {
		_, c := newClient(t, Options{Book: book})
		made := newCentre(t, c)
		routing := `{"properties":{"workspace_sid":"` + made.workspace + `"}}`
		c.post(flexAddress+"/Interactions", "Channel", `{"type":"web","initiated_by":"api"}`, "Routing", routing).wants(t, want)
		e := made.newInteraction(t)
		c.post(e.at("Invites"), "Routing", routing).wants(t, want)
		c.post(e.at("Participants"), "Type", "supervisor", "MediaProperties", `{"identity":"lead"}`).wants(t, want)
	}
}
