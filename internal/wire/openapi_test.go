package wire

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// A contract is Twilio's OpenAPI document of one product.
type contract struct {
	document *openapi3.T
	router   routers.Router
}

// contracts are read once and then only read.
var contracts = sync.OnceValues(func() (map[product]contract, error) {
	all := map[product]contract{}
	for p, name := range documents {
		document, err := openapi3.NewLoader().LoadFromFile(trimmedFile(name))
		if err != nil {
			return nil, err
		}
		tighten(document)
		router, err := gorillamux.NewRouter(document)
		if err != nil {
			return nil, err
		}
		all[p] = contract{document: document, router: router}
	}
	return all, nil
})

// tighten makes the document say what it means: a resource has no fields but
// its own, and a form field without a type is text (kin-openapi would take it
// for null).
func tighten(document *openapi3.T) {
	closed := false
	for _, schema := range document.Components.Schemas {
		if schema.Value.Type.Is("object") {
			schema.Value.AdditionalProperties = openapi3.BoolSchema{Has: &closed}
		}
	}
	for _, item := range document.Paths.Map() {
		if item.Post == nil || item.Post.RequestBody == nil {
			continue
		}
		form := item.Post.RequestBody.Value.Content.Get("application/x-www-form-urlencoded")
		if form == nil {
			continue
		}
		for _, field := range form.Schema.Value.Properties {
			if field.Value.Type == nil && len(field.Value.AllOf) == 0 {
				field.Value.Type = &openapi3.Types{"string"}
			}
		}
	}
}

func contractOf(t testing.TB, p product) contract {
	t.Helper()
	all, err := contracts()
	if err != nil {
		t.Fatalf("read the OpenAPI documents: %v", err)
	}
	return all[p]
}

// operation is what the document says of an operation of the table.
func (c contract) operation(t testing.TB, op operation) *openapi3.Operation {
	t.Helper()
	item := c.document.Paths.Value(op.path)
	if item == nil || item.GetOperation(op.method) == nil {
		t.Fatalf("%s: the document has no %s %s", op.name, op.method, op.path)
	}
	return item.GetOperation(op.method)
}

// exchange holds a request and its answer against the document.
func (c contract) exchange(t testing.TB, request *http.Request, body string, answer reply) {
	t.Helper()
	request.Body = io.NopCloser(bytes.NewReader([]byte(body)))
	route, params, err := c.router.FindRoute(request)
	if err != nil {
		t.Fatalf("find %s %s in the document: %v", request.Method, request.URL, err)
	}
	options := &openapi3filter.Options{
		AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true, MultiError: true,
	}
	input := &openapi3filter.RequestValidationInput{Request: request, PathParams: params, Route: route, Options: options}
	if err := openapi3filter.ValidateRequest(t.Context(), input); err != nil {
		t.Errorf("request: %v", err)
	}
	response := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: answer.status, Header: answer.header, Options: options,
		Body: io.NopCloser(bytes.NewReader(answer.body)),
	}
	if err := openapi3filter.ValidateResponse(t.Context(), response); err != nil {
		t.Errorf("answer: %v\n%s", err, answer.body)
	}
}

// TestTableIsTheDocuments holds names, paths and parameters of every operation
// against Twilio's documents.
func TestTableIsTheDocuments(t *testing.T) {
	t.Parallel()
	for _, op := range operations() {
		documented := contractOf(t, op.product).operation(t, op)
		if documented.OperationID != op.name {
			t.Errorf("%s %s: named %s, documented as %s", op.method, op.path, op.name, documented.OperationID)
		}
		p := prepare(&op)
		if got, want := slices.Sorted(slices.Values(p.inQuery)), queryOf(documented); !slices.Equal(got, want) {
			t.Errorf("%s query:\n got %q\nwant %q", op.name, got, want)
		}
		if got, want := slices.Sorted(slices.Values(p.inBody)), formOf(documented); !slices.Equal(got, want) {
			t.Errorf("%s body:\n got %q\nwant %q", op.name, got, want)
		}
	}
}

func queryOf(op *openapi3.Operation) []string {
	var names []string
	for _, parameter := range op.Parameters {
		if parameter.Value.In == openapi3.ParameterInQuery {
			names = append(names, parameter.Value.Name)
		}
	}
	slices.Sort(names)
	return names
}

func formSchema(op *openapi3.Operation) *openapi3.Schema {
	if op.RequestBody == nil {
		return nil
	}
	form := op.RequestBody.Value.Content.Get("application/x-www-form-urlencoded")
	if form == nil {
		return nil
	}
	return form.Schema.Value
}

func formOf(op *openapi3.Operation) []string {
	schema := formSchema(op)
	if schema == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(schema.Properties))
}

// resourceSchema is the schema of what the operation answers with, and the
// key under which a list has it; nil where the operation has no body to give.
func resourceSchema(op *openapi3.Operation) (schema *openapi3.Schema, key string) {
	for _, status := range []int{http.StatusOK, http.StatusCreated} {
		response := op.Responses.Status(status)
		if response == nil {
			continue
		}
		schema = response.Value.Content.Get("application/json").Schema.Value
		for name, property := range schema.Properties {
			if name != "meta" && schema.Properties["meta"] != nil || property.Value.Type.Is("array") && schema.Properties["first_page_uri"] != nil {
				return property.Value.Items.Value, name
			}
		}
		return schema, ""
	}
	return nil, ""
}

// holdsSchema fails the test for every documented property that the answer
// lacks, in the resource itself or in each item of a list.
func (c contract) holdsSchema(t testing.TB, op operation, body []byte) {
	t.Helper()
	schema, key := resourceSchema(c.operation(t, op))
	if schema == nil {
		return
	}
	for _, resource := range resources(t, body, key) {
		for name := range schema.Properties {
			if _, ok := resource[name]; !ok {
				t.Errorf("%s: the answer has no %s", op.name, name)
			}
		}
	}
}

// resources are the body itself, or the items under a key of it.
func resources(t testing.TB, body []byte, key string) []map[string]json.RawMessage {
	t.Helper()
	var whole map[string]json.RawMessage
	if err := json.Unmarshal(body, &whole); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	if key == "" {
		return []map[string]json.RawMessage{whole}
	}
	var items []map[string]json.RawMessage
	if err := json.Unmarshal(whole[key], &items); err != nil {
		t.Fatalf("list %s: %v: %s", key, err, body)
	}
	if len(items) == 0 {
		t.Fatalf("list %s is empty; the case has to fill it: %s", key, body)
	}
	return items
}
