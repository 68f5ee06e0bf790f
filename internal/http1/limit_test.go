package http1

import (
	"net"
	"testing"
	"testing/synctest"
	"time"
)

// TestALimitIsSetAnewWhenItHasToBe: what follows closely shares a deadline, and nothing
// gets more time than its span, or less than fifteen sixteenths of it.
func TestALimitIsSetAnewWhenItHasToBe(t *testing.T) {
	t.Parallel()
	const span = 16 * time.Second
	for _, row := range []struct {
		name  string
		after time.Duration // since a limit of span was set
		span  time.Duration
		anew  bool
	}{
		{"at once", 0, span, false},
		{"within a sixteenth", time.Second, span, false},
		{"beyond a sixteenth", time.Second + 1, span, true},
		{"when it is over", 17 * time.Second, span, true},
		{"for a shorter span", 0, span - 1, true},
		{"for a longer span", 0, 2 * span, true},
		{"for no span", time.Minute, 0, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var l limit
				if _, anew := l.in(span); !anew {
					t.Fatal("the first limit is not set")
				}
				time.Sleep(row.after)
				at, anew := l.in(row.span)
				if anew != row.anew {
					t.Fatalf("set anew: %t, want %t", anew, row.anew)
				}
				if left := time.Until(at); row.span > 0 && (left > row.span || left < row.span*15/16) {
					t.Errorf("%s are left of a span of %s", left, row.span)
				}
			})
		})
	}
}

// TestALimitGivesWayToAnothersDeadline: after one that somebody else has set, the next
// is set anew, however close it follows.
func TestALimitGivesWayToAnothersDeadline(t *testing.T) {
	t.Parallel()
	near, far := net.Pipe()
	defer near.Close()
	defer far.Close()
	c := &conn{Conn: near}
	c.readBy.in(time.Minute)
	c.writeBy.in(time.Minute)
	if err := c.SetReadDeadline(time.Time{}); err != nil {
		t.Fatal(err)
	}
	if err := c.SetWriteDeadline(time.Time{}); err != nil {
		t.Fatal(err)
	}
	if _, anew := c.readBy.in(time.Minute); !anew {
		t.Error("what is read has no deadline any more")
	}
	if _, anew := c.writeBy.in(time.Minute); !anew {
		t.Error("what is sent has no deadline any more")
	}
}
