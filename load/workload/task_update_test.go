package workload

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"testing"

	"github.com/tidwall/sjson"

	"github.com/flexrig/flexrig/load/history"
)

func TestEveryTaskHoldsItsLastUpdate(t *testing.T) {
	t.Parallel()
	w := newTaskUpdate(small(t))
	c := newCrew(t, 300, nil)
	c.run(w, 8)
	c.allRight()
	finals := c.finals(w)
	if len(finals) != 20 || len(c.writes) != 300 {
		t.Fatalf("%d tasks and %d writes, want 20 and 300", len(finals), len(c.writes))
	}
	last := map[int32]history.Write{}
	for _, write := range c.writes {
		if write.Verdict != history.Acknowledged || write.Kind != history.Replace || write.State != history.Pending {
			t.Fatalf("the history holds %+v, want an acknowledged replacement on a pending task", write)
		}
		if write.Version > last[write.Subject].Version {
			last[write.Subject] = write
		}
	}
	for subject, final := range finals {
		want := history.Final{Subject: subject, Copies: 1, Version: history.NoVersion, State: history.Pending, Marker: last[subject].Marker}
		if !same(final, want) {
			t.Errorf("task %d is read back as %+v, want %+v", subject, final, want)
		}
		if last[subject].Version != 15 {
			t.Errorf("15 updates have made version %d of task %d", last[subject].Version, subject)
		}
	}
}

// same compares finals without counters.
func same(a, b history.Final) bool {
	return a.Subject == b.Subject && a.Copies == b.Copies && a.Version == b.Version && a.State == b.State && a.Marker == b.Marker && a.Foreign == b.Foreign
}

// small are the settings with few tasks, so that tests touch each often.
func small(t *testing.T) settings {
	t.Helper()
	s, err := readSettings()
	if err != nil {
		t.Fatal(err)
	}
	s.TaskUpdate.Tasks, s.ContendedUpdate.Tasks = 20, 3
	return s
}

func TestATaskThatIsNamedIsReadWithItsVersion(t *testing.T) {
	t.Parallel()
	w := newTaskUpdate(small(t))
	c := newCrew(t, 60, nil)
	c.run(w, 1)
	finals := bySubject(t, w, []int{4, 11})
	if len(finals) != 2 || finals[4].Version != 3 || finals[11].Version != 3 {
		t.Errorf("the named tasks are read back as %+v, want 4 and 11 at version 3", finals)
	}
}

func TestOnlyTasksThatHitsAreForAreMade(t *testing.T) {
	t.Parallel()
	w := newTaskUpdate(small(t))
	c := newShard(t, []int32{3, 23, 7}, nil)
	done := 0
	if err := w.Prepare(t.Context(), c.site, func(n, all int) { done = n }); err != nil {
		t.Fatal(err)
	}
	if done != 2 {
		t.Errorf("%d tasks were made for two subjects", done)
	}
}

func TestFaultsOfUpdatesShowInTheHistory(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name    string
		between func(http.RoundTripper) http.RoundTripper
		status  int
		verdict history.Verdict
	}{
		{"429", once(isTaskUpdate, tooMany), 429, history.Refused},
		{"done and answered with 500", once(isTaskUpdate, committed), 500, history.Unknown},
		{"no answer", once(isTaskUpdate, unanswered), 0, history.Unknown},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			w := newTaskUpdate(small(t))
			c := newCrew(t, 20, row.between)
			c.run(w, 1)
			if c.refused[row.status] != 1 || c.rights != 19 || c.verdicts()[row.verdict] != 1 {
				t.Errorf("%d right, refused %v, verdicts %v; want 19, one %d and one verdict %d", c.rights, c.refused, c.verdicts(), row.status, row.verdict)
			}
			final := c.finals(w)[0]
			if wanted := markerOf(0, 0); (final.Marker == wanted) != (row.status == 500) {
				t.Errorf("task 0 holds marker %d; its only write has %d", final.Marker, wanted)
			}
		})
	}
}

// lose answers an update as if it had been done, and does not do it.
func lose(next http.RoundTripper, req *http.Request) (*http.Response, error) {
	form, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	values, err := url.ParseQuery(string(form))
	if err != nil {
		return nil, err
	}
	ask := req.Clone(req.Context())
	ask.Method, ask.Body, ask.ContentLength = http.MethodGet, http.NoBody, 0
	res, err := next.RoundTrip(ask)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	for parameter, field := range map[string]string{"Attributes": "attributes", "AssignmentStatus": "assignment_status"} {
		if values.Has(parameter) {
			if body, err = sjson.SetBytes(body, field, values.Get(parameter)); err != nil {
				return nil, err
			}
		}
	}
	shown := answer(http.StatusOK, string(body))
	shown.Header.Set("ETag", nextTag(res.Header.Get("ETag")))
	return shown, nil
}

func TestALostUpdateIsAcknowledgedAndNotThere(t *testing.T) {
	t.Parallel()
	w := newTaskUpdate(small(t))
	c := newCrew(t, 20, once(isTaskUpdate, lose))
	c.run(w, 1)
	c.allRight()
	if final := c.finals(w)[0]; final.Marker != 0 {
		t.Errorf("task 0 holds marker %d although its only write was lost", final.Marker)
	}
	if n := c.verdicts()[history.Acknowledged]; n != 20 {
		t.Errorf("%d of 20 writes were acknowledged", n)
	}
}

// changed lets an update be done, and its answer show something else.
func changed(by func(body []byte, header http.Header) []byte) func(http.RoundTripper, *http.Request) (*http.Response, error) {
	return func(next http.RoundTripper, req *http.Request) (*http.Response, error) {
		res, err := next.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			return nil, err
		}
		res.Body = io.NopCloser(bytes.NewReader(by(body, res.Header)))
		return res, nil
	}
}

func TestAnAnswerThatShowsSomethingElseIsWrong(t *testing.T) {
	t.Parallel()
	set := func(field, value string) func([]byte, http.Header) []byte {
		return func(body []byte, _ http.Header) []byte {
			body, err := sjson.SetBytes(body, field, value)
			if err != nil {
				t.Error(err)
			}
			return body
		}
	}
	for _, row := range []struct {
		class string
		by    func([]byte, http.Header) []byte
	}{
		{"update: another task", set("sid", "WT00000000000000000000000000000000")},
		{"update: other attributes than were sent", set("attributes", "{}")},
		{"update: another task", func([]byte, http.Header) []byte { return []byte("thanks") }},
		{"update: no ETag", func(body []byte, h http.Header) []byte { h.Del("ETag"); return body }},
		{"update: a version that was there before", func(body []byte, h http.Header) []byte { h["Etag"] = []string{`"0"`}; return body }},
	} {
		w := newTaskUpdate(small(t))
		c := newCrew(t, 20, once(isTaskUpdate, changed(row.by)))
		c.run(w, 1)
		if c.wrongs[row.class] != 1 || c.rights != 19 {
			t.Errorf("wrong: %v and %d right, want one %q and 19", c.wrongs, c.rights, row.class)
		}
	}
}

func TestATaskThatIsGoneHasNoCopies(t *testing.T) {
	t.Parallel()
	w := newTaskUpdate(small(t))
	c := newCrew(t, 20, nil)
	c.run(w, 1)
	update := w.(*taskUpdate)
	gone, _ := update.roll.get(5)
	if err := c.site.Client.TaskrouterV1.DeleteTask(update.centre.WorkspaceSid, gone.sid, nil); err != nil {
		t.Fatal(err)
	}
	for _, subjects := range [][]int{nil, {5}} {
		if final := bySubject(t, w, subjects)[5]; final.Copies != 0 || final.Version != history.NoVersion {
			t.Errorf("a deleted task is read back as %+v, want no copy", final)
		}
	}
}

func TestAttributesThatNobodySentAreForeign(t *testing.T) {
	t.Parallel()
	w := newTaskUpdate(small(t))
	c := newCrew(t, 20, nil)
	c.run(w, 1)
	update := w.(*taskUpdate)
	e, _ := update.roll.get(5)
	text, err := sjson.Set(update.attributes(markerOf(5, 0)), "conversations.outcome", "Lost")
	if err != nil {
		t.Fatal(err)
	}
	got := c.ask(t.Context(), 0, "meddle", postTo(update.taskURL(e.sid), text))
	if !got.OK() {
		t.Fatal(got.Status)
	}
	finals := c.finals(w)
	if finals[5].Foreign == "" || finals[6].Foreign != "" {
		t.Errorf("foreign: task 5 %q, task 6 %q; want only the first", finals[5].Foreign, finals[6].Foreign)
	}
}

func TestReadingBackTriesARefusalAgain(t *testing.T) {
	t.Parallel()
	isList := func(req *http.Request) bool { return req.Method == http.MethodGet }
	w := newTaskUpdate(small(t))
	c := newCrew(t, 20, once(isList, tooMany))
	c.run(w, 1)
	if n := len(c.finals(w)); n != 20 {
		t.Errorf("%d tasks were read back, want 20", n)
	}
}
