package target

import (
	"fmt"
	"net/http"
	"testing"
)

// One fetch of a task: the stand-in's handler alone, then in process through
// the account's transport and gock, then through twilio-go, then with faults of
// other accounts waiting.
func BenchmarkFetchTask(b *testing.B) {
	mock := newMock(b, MockConfig{Seed: 1})
	account := open(b, mock)
	ws, task := centre(b, account)
	request := func() *http.Request {
		req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, "https://taskrouter.twilio.com/v1/Workspaces/"+ws+"/Tasks/"+task, nil)
		if err != nil {
			b.Fatal(err)
		}
		req.SetBasicAuth(account.SID, account.Token)
		return req
	}
	b.Run("handler", func(b *testing.B) { send(b, inProcess{mock.standIn.API()}, request) })
	b.Run("transport", func(b *testing.B) { send(b, account.transport, request) })
	sdk := func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := fetch(account, ws, task); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("twilio-go", sdk)
	for i := range 50 {
		other, err := mock.Open(b.Context(), fmt.Sprintf("other %d", i))
		if err != nil {
			b.Fatal(err)
		}
		if err := other.Arm(onCreate("WS1", FaultReset)); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("twilio-go/50 faults armed elsewhere", sdk)
}

func send(b *testing.B, network http.RoundTripper, request func() *http.Request) {
	b.ReportAllocs()
	for b.Loop() {
		res, err := network.RoundTrip(request())
		if err != nil || res.StatusCode != http.StatusOK {
			b.Fatal(res, err)
		}
	}
}

func BenchmarkOpenAndClose(b *testing.B) {
	mock := newMock(b, MockConfig{Seed: 1})
	b.ReportAllocs()
	for b.Loop() {
		account, err := mock.Open(b.Context(), "an example")
		if err != nil {
			b.Fatal(err)
		}
		if err := account.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
