package insights_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

var update = flag.Bool("update", false, "write the golden files anew")

// morning tells of three tasks: a call that is refused, let pass, handed on to
// another queue and finished there; a chat whose custom media comes late; and a
// caller who gives up.
func morning() *history {
	h := newHistory()
	call := h.call(`{"conversations":{"conversation_id":"first","order":1},"customers":{"name":"Zoë","business_value":7500}}`)
	h.wait(3 * time.Second)
	call.offer("Ada").reject()
	h.wait(time.Second)
	chat := h.chat(media(transcript(chatSid)))
	grace := call.offer("Grace")
	h.wait(2 * time.Minute)
	grace.timeOut()
	mary := call.offer("Mary").acceptRecorded()
	written := chat.offer("Ada").accept()
	h.wait(time.Minute)

	call.enter("Sales")
	joan := call.offer("Joan").accept()
	mary.leave()
	call.update(`{"conversations":{"conversation_id":"first","order":2,"segment_link":"https://rec.example/whole"},"customers":{"name":"Zoë"},` +
		`"reservation_attributes":{"` + joan.reservation.Sid + `":{"media":[` + referenced("ticket") + `,` + voice("https://rec.example/joan") + `]}}}`)
	joan.wrap()
	given := h.call(`{"conversations":{"abandoned":"No"}}`)
	h.wait(30 * time.Second)
	joan.complete("sold")
	given.update(`{"conversations":{"abandoned":"Yes"}}`)
	given.cancel("hung up")

	written.complete("")
	h.wait(119 * time.Second)
	written.update(`{"conversations":{"case":"late","media":[` + raw("crm") + `,` + embedded("ticket") +
		`,{"type":"VoiceRecording","url":"https://rec.example/2","start_time":1574350320,"channels":["customer","others"]},{"type":"embedded"}]},` +
		`"reservation_attributes":{"WRffffffffffffffffffffffffffffffff":{"media":[]}}}`)
	h.wait(time.Second)
	call.happens(taskrouter.TaskSystemDeleted, nil)
	return h
}

func TestAMorningLooksAsItDid(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(morning().project()); err != nil {
		t.Fatalf("encoding the projection: %v", err)
	}
	path := filepath.Join("testdata", "morning.json")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("reading the golden file (go test -update writes it): %v", err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("projection differs from %s (-want +got):\n%s", path, diff)
	}
}
