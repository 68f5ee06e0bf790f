package reports

import (
	"fmt"
	"strings"
	"testing"
)

func TestTheLastRequestsAreShownWithoutCredentials(t *testing.T) {
	t.Parallel()
	var sent []Exchange
	for i := range shownExchanges + 1 {
		sent = append(sent, Exchange{
			Method: "POST", URL: fmt.Sprintf("https://user:hunter2secret@api.twilio.com/%d", i), Status: 201,
			RequestBody: "AuthToken=0123456789abcdef0123456789abcdef",
		})
	}
	var text strings.Builder
	if err := Requests(&text, sent); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"requests (the last 10 of 11)", "  11  POST ", "/10 201"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("got\n%s\nwant %q in it", text.String(), want)
		}
	}
	for _, secret := range []string{"hunter2secret", "0123456789abcdef", "/0 201"} {
		if strings.Contains(text.String(), secret) {
			t.Errorf("got\n%s\nwant no %q in it", text.String(), secret)
		}
	}
	text.Reset()
	if err := Requests(&text, nil); err != nil || text.Len() > 0 {
		t.Errorf("no requests: got %q and %v, want nothing", text.String(), err)
	}
}
