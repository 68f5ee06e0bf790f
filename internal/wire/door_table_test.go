package wire

import (
	"net/http"
	"strings"
	"testing"
)

// TestDoorDescribesItself: GET /v1 tells of every row, and every row says what it
// does in words and which parameters it takes.
func TestDoorDescribesItself(t *testing.T) {
	t.Parallel()
	s, _ := newClient(t, Options{})
	var told struct {
		Door   string
		Routes []toldRoute
	}
	decodeStrictly(t, keeper{s.Door()}.send(http.MethodGet, "/v1", "").wants(t, http.StatusOK).body, &told)
	if len(told.Routes) != len(doorTable()) || len(told.Routes) < 14 {
		t.Fatalf("%d routes told, the table has %d", len(told.Routes), len(doorTable()))
	}
	seen := map[string]bool{}
	for _, route := range told.Routes {
		name := route.Method + " " + route.Path
		if seen[name] || len(route.Does) < 10 {
			t.Errorf("%s: told twice, or in too few words: %q", name, route.Does)
		}
		seen[name] = true
		for _, parameter := range route.Query {
			if parameter.Name == "" || parameter.Means == "" {
				t.Errorf("%s: parameter %+v is not explained", name, parameter)
			}
		}
	}
}

// TestDoorTakesItsExamples: whoever copies an example out of GET /v1 is understood.
// The agents that the examples name are not there, which is no fault of theirs.
func TestDoorTakesItsExamples(t *testing.T) {
	t.Parallel()
	examples := 0
	for _, row := range doorTable() {
		if row.body == "" {
			continue
		}
		examples++
		s, _ := newClient(t, Options{})
		path := row.path
		if row.path != "/v1/state" { // whose example holds no account
			path += "?account=" + adaSid
		}
		if got := (keeper{s.Door()}).send(row.method, path, row.body); got.status == http.StatusBadRequest || got.status >= 500 {
			t.Errorf("%s %s: example %s was refused: %s", row.method, row.path, row.body, got.body)
		}
	}
	if examples < 5 {
		t.Errorf("%d examples", examples)
	}
}

func TestDoorNamesWhatItHas(t *testing.T) {
	t.Parallel()
	got := keeper{New(Options{}).Door()}.send(http.MethodGet, "/v1/nothing", "").wants(t, http.StatusNotFound).text(t, "error")
	for _, row := range doorTable() {
		if !strings.Contains(got, row.path) {
			t.Errorf("%s is not named: %s", row.path, got)
		}
	}
}
