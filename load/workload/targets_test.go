package workload

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestTargetsAreSentInTurn(t *testing.T) {
	t.Parallel()
	base, err := url.Parse("http://127.0.0.1:4010/base")
	if err != nil {
		t.Fatal(err)
	}
	w, err := FromTargets(strings.NewReader(
		`{"method":"GET","url":"/v1/Workspaces?PageSize=1","header":{"x-own":["a"]}}
{"method":"POST","url":"/v1/Workspaces","body":"RnJpZW5kbHlOYW1lPXg="}
{"method":"GET","url":"http://127.0.0.1:4010/base/there"}
`), base)
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	c := newCrew(t, 4, func(http.RoundTripper) http.RoundTripper {
		return roundTrip(func(req *http.Request) (*http.Response, error) {
			seen = append(seen, req.Method+" "+req.URL.String()+" "+req.Header.Get("X-Own"))
			return answer(map[bool]int{true: 404, false: 201}[strings.HasSuffix(req.URL.Path, "there")], "{}"), nil
		})
	})
	c.run(w, 1)
	first := "GET http://127.0.0.1:4010/base/v1/Workspaces?PageSize=1 a"
	want := []string{first, "POST http://127.0.0.1:4010/base/v1/Workspaces ", "GET http://127.0.0.1:4010/base/there ", first}
	if strings.Join(seen, "\n") != strings.Join(want, "\n") {
		t.Errorf("sent\n%s\nwant\n%s", strings.Join(seen, "\n"), strings.Join(want, "\n"))
	}
	if c.rights != 3 || c.refused[404] != 1 {
		t.Errorf("%d right and refused %v; want 3 and one 404", c.rights, c.refused)
	}
	if form := string(c.sent[1].request.Form); form != "FriendlyName=x" {
		t.Errorf("the second target's body is %q", form)
	}
}

func TestTargetsThatLeadElsewhereAreRefused(t *testing.T) {
	t.Parallel()
	base, err := url.Parse("http://127.0.0.1:4010/base")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ file, says string }{
		{"", "holds none"},
		{"GET http://127.0.0.1:4010/base\n", "vegeta's JSON format"},
		{`{"method":"GET","url":"https://example.com/v1"}`, "goes nowhere else"},
		{`{"method":"GET","url":"http://127.0.0.1:4010/elsewhere"}`, "goes nowhere else"},
		{`{"method":"GET","url":"http://127.0.0.1:4010/base/../x"}`, "goes nowhere else"},
		{`{"method":"GET","url":"http://taskrouter.twilio.com/v1"}`, "goes nowhere else"},
		{`{"method":"GET","url":"https://evil-twilio.com/v1"}`, "goes nowhere else"},
		{`{"method":"GET","url":"https://AC1:secret@taskrouter.twilio.com/v1"}`, "has a user in it"},
		{`{"method":"GET","url":"v1/Workspaces"}`, "neither a host"},
		{`{"method":"GET IT","url":"/v1"}`, "invalid method"},
		{`{"method":"POST","url":"/v1","body":"!"}`, "vegeta's JSON format"},
		{`{"method":"GET","url":"/v1"}` + "\r\n\n" + `{"method":"GET","url":"/v1"`, "line 3: it is no target in vegeta's JSON format: unexpected end"},
	} {
		_, err := FromTargets(strings.NewReader(row.file), base)
		if err == nil || !strings.Contains(err.Error(), row.says) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s\nsays %v, want %q", row.file, err, row.says)
		}
	}
	if _, err := FromTargets(strings.NewReader(`{"method":"GET","url":"/v1"}`), nil); err == nil {
		t.Error("a path was taken although there is no base")
	}
}

func TestARedirectIsNoSuccess(t *testing.T) {
	t.Parallel()
	w, err := FromTargets(strings.NewReader(`{"method":"GET","url":"https://taskrouter.twilio.com/v1"}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	c := newCrew(t, 1, func(http.RoundTripper) http.RoundTripper {
		return roundTrip(func(*http.Request) (*http.Response, error) { return answer(302, ""), nil })
	})
	c.run(w, 1)
	if len(c.wrongs) != 1 {
		t.Errorf("a redirect counts as %v, want one that is wrong", c.wrongs)
	}
}
