package steps

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"syscall"
	"testing"

	"github.com/twilio/twilio-go/client"
)

func TestAnEndingIsNamedByWhatTheClientSaw(t *testing.T) {
	t.Parallel()
	tests := []struct {
		err  error
		want string
	}{
		{nil, "succeeds"},
		{&client.TwilioRestError{Status: 429}, "fails with 429"},
		{fmt.Errorf("update: %w", &client.TwilioRestError{Status: 412}), "fails with 412"},
		{&url.Error{Op: "Post", Err: context.DeadlineExceeded}, "has no answer"},
		{&url.Error{Op: "Post", Err: syscall.ECONNRESET}, "has no answer"},
		{io.ErrUnexpectedEOF, "has half an answer"},
		{io.EOF, "ends otherwise: EOF"},
		{errors.New("odd"), "ends otherwise: odd"},
	}
	for _, tt := range tests {
		if got := ending(tt.err); got != tt.want {
			t.Errorf("ending(%v) = %q, want %q", tt.err, got, tt.want)
		}
	}
}

func TestAVersionIsReadWithOrWithoutQuotes(t *testing.T) {
	t.Parallel()
	for etag, want := range map[string]int{`"0"`: 0, `"12"`: 12, "3": 3} {
		if got, err := version(etag); err != nil || got != want {
			t.Errorf("version(%s) = %d, %v; want %d", etag, got, err, want)
		}
	}
	for _, etag := range []string{"", `""`, `W/"1"`, "one"} {
		if got, err := version(etag); err == nil {
			t.Errorf("version(%s) = %d, want an error", etag, got)
		}
	}
}
