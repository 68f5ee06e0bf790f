package wire

import (
	"net/http"
	"testing"
)

func TestVersions(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	task := made.in("Tasks/" + made.newTask(t, `{}`))
	reservation := task + "/Reservations/" + made.offered(t, task[len(made.in("Tasks/")):])
	worker := made.in("Workers/" + made.worker)
	for _, row := range []struct {
		name, address string
		form          []string
	}{
		{"worker", worker, []string{"Attributes", `{"changed":true}`}},
		{"task", task, []string{"Attributes", `{"changed":true}`}},
		{"reservation", reservation, []string{"ReservationStatus", "accepted"}},
	} {
		etag := c.get(row.address).wants(t, http.StatusOK).header.Get("ETag")
		if len(etag) < 3 || etag[0] != '"' || etag[len(etag)-1] != '"' {
			t.Fatalf("%s: ETag %q is no quoted number", row.name, etag)
		}
		body := fields(row.form...).Encode()
		send := func(version string) reply {
			return c.send(http.MethodPost, row.address, "application/x-www-form-urlencoded", body, "If-Match", version)
		}
		send(`"999"`).refuses(t, http.StatusPreconditionFailed, 20412, "Precondition Failed")
		if now := c.get(row.address).header.Get("ETag"); now != etag {
			t.Errorf("%s: a refused update raised the version from %s to %s", row.name, etag, now)
		}
		if after := send(etag).wants(t, http.StatusOK).header.Get("ETag"); after == etag || after == "" {
			t.Errorf("%s: an update left the version at %q", row.name, after)
		}
		send(etag).wants(t, http.StatusPreconditionFailed)
	}
	stale := c.send(http.MethodDelete, task, "", "", "If-Match", `"0"`)
	stale.refuses(t, http.StatusPreconditionFailed, 20412, "")
	bare := c.get(task).header.Get("ETag")
	c.send(http.MethodDelete, task, "", "", "If-Match", bare[1:len(bare)-1]).wants(t, http.StatusNoContent)
}

// TestNewTaskIsVersionZero: the documentation's samples update with If-Match: 0.
func TestNewTaskIsVersionZero(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	got := c.post(made.in("Tasks"), "Attributes", "{}").wants(t, http.StatusCreated)
	if etag := got.header.Get("ETag"); etag != `"0"` {
		t.Errorf("ETag of a new task: got %s, want \"0\" in quotes", etag)
	}
}
