package wire

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// given is how long a hurried server gives a request: long enough for a handshake
// on a busy machine.
const given = 500 * time.Millisecond

// hurried serves a centre as overSocket does, by a server that gives every request
// that long.
func hurried(t *testing.T, protocol string) served {
	t.Helper()
	c := newTroubled(t)
	server := httptest.NewUnstartedServer(c.standIn.API())
	server.Config.ReadTimeout, server.Config.WriteTimeout = given, given
	server.EnableHTTP2 = protocol == "h2"
	if protocol == "http" {
		server.Start()
	} else {
		server.StartTLS()
	}
	t.Cleanup(server.Close)
	return served{troubled: c, server: server, client: server.Client()}
}

// TestFaultsTakeLongerThanTheServerGivesARequest: an answer that is late on purpose
// comes whole, and a request that is not answered is held until its client goes.
func TestFaultsTakeLongerThanTheServerGivesARequest(t *testing.T) {
	t.Parallel()
	for _, protocol := range []string{"http", "https", "h2"} {
		for _, rule := range []string{`"delay":{"fixed":"1200ms"}`, `"delay":{"fixed":"1200ms"},"do":"dribble"`, `"delay":{"fixed":"1200ms"},"do":"lose"`} {
			t.Run(protocol+" "+rule, func(t *testing.T) {
				t.Parallel()
				c := hurried(t, protocol)
				c.arm(t, `{"operation":"UpdateTask","times":1,`+rule+`}`)
				begun := time.Now()
				answer, body, err := c.update(t.Context())
				if err != nil || answer.StatusCode != http.StatusOK || body == "" {
					t.Fatalf("got %v, %q and %v, want a whole answer", answer, body, err)
				}
				if took := time.Since(begun); took < 1100*time.Millisecond {
					t.Errorf("the answer took %s, want 1.2s", took)
				}
			})
		}
		t.Run(protocol+" timeout", func(t *testing.T) {
			t.Parallel()
			c := hurried(t, protocol)
			c.arm(t, `{"operation":"UpdateTask","times":1,"do":"timeout"}`)
			ctx, cancel := context.WithTimeout(t.Context(), 1200*time.Millisecond)
			defer cancel()
			if answer, _, err := c.update(ctx); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v and %v, want no answer until the client goes", answer, err)
			}
		})
	}
}
