package reports

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"
)

// suiteRecord is a run as large as the whole contract: 80 rules of 5 examples,
// each with 7 steps, 10 requests and an account of its own.
func suiteRecord() Record {
	rec := Record{Version: Version, Run: plainRecord().Run}
	for r := range 80 {
		rule := Rule{ID: fmt.Sprintf("IC-%02d", r), Sentence: "Closing a channel ends its task", Provenance: "documented"}
		for e := range 5 {
			rule.Examples = append(rule.Examples, suiteExample(r, e))
		}
		rec.Rules = append(rec.Rules, rule)
	}
	return rec
}

func suiteExample(r, e int) Example {
	x := Example{
		Name: fmt.Sprintf("example %d", e), File: closeFile, Line: 10 + e, Feature: fmt.Sprintf("Feature %d", r/4),
		Provenance: "documented", Outcome: Held, Duration: time.Millisecond,
	}
	for s := range 7 {
		x.Steps = append(x.Steps, Step{Keyword: "And", Text: fmt.Sprintf("the task %d is wrapping", s), Line: 11 + s, Outcome: Held})
	}
	login := base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "AC%032d:%032x", r*5+e, (r*5+e)*7919))
	for range 10 {
		x.Exchanges = append(x.Exchanges, Exchange{
			At: start, Method: "POST", URL: "https://taskrouter.twilio.com/v1/Workspaces/WS00000000000000000000000000000001/Tasks",
			RequestHeader: http.Header{
				"Authorization": {"Basic " + login}, "Content-Type": {"application/x-www-form-urlencoded"},
				"User-Agent": {"twilio-go/1.31.0 (linux amd64) go/go1.26.8"}, "Accept": {"application/json"},
			},
			RequestBody: "Attributes=%7B%22conversations%22%3A%7B%22media%22%3A%5B%5D%7D%7D&TaskChannel=chat&Timeout=86400",
			Status:      201, ResponseHeader: http.Header{"Content-Type": {"application/json"}, "ETag": {`"0"`}},
			ResponseBody: suiteBody, Duration: 20 * time.Microsecond,
		})
	}
	return x
}

const suiteBody = `{"sid":"WT00000000000000000000000000000001","account_sid":"AC00000000000000000000000000000001",` +
	`"workspace_sid":"WS00000000000000000000000000000001","workflow_sid":"WW00000000000000000000000000000001",` +
	`"workflow_friendly_name":"support","task_queue_sid":"WQ00000000000000000000000000000001","task_queue_friendly_name":"support",` +
	`"task_channel_sid":"TC00000000000000000000000000000001","task_channel_unique_name":"chat","attributes":"{\"conversations\":{\"media\":[]}}",` +
	`"assignment_status":"pending","priority":0,"age":0,"reason":null,"timeout":86400,"addons":"{}","date_created":"2026-03-01T09:00:00Z",` +
	`"date_updated":"2026-03-01T09:00:00Z","task_queue_entered_date":null,"virtual_start_time":null,"ignore_capacity":false,"routing_target":null,` +
	`"url":"https://taskrouter.twilio.com/v1/Workspaces/WS00000000000000000000000000000001/Tasks/WT00000000000000000000000000000001",` +
	`"links":{"workspace":"https://taskrouter.twilio.com/v1/Workspaces/WS00000000000000000000000000000001",` +
	`"reservations":"https://taskrouter.twilio.com/v1/Workspaces/WS00000000000000000000000000000001/Tasks/WT00000000000000000000000000000001/Reservations"}}`

// BenchmarkRedact is the price of cleaning a run of 400 examples with 4,000
// requests, once for all files.
func BenchmarkRedact(b *testing.B) {
	rec := suiteRecord()
	b.ReportAllocs()
	for b.Loop() {
		Redact(rec)
	}
}

// BenchmarkWrite is each file of a run of 400 examples, once it is clean.
func BenchmarkWrite(b *testing.B) {
	rec := Redact(suiteRecord())
	for _, f := range formats {
		b.Run(f.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := f.write(io.Discard, rec); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
