package reports

import (
	"encoding/base64"
	"net/http"
	"strings"
	"time"
)

var start = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

const closeFile = "features/interactions/closing.feature"

// plainRecord has one rule of every outcome.
func plainRecord() Record {
	return Record{
		Version: Version,
		Run: Run{
			ID: "20260301-090000", Command: "flexrig verify --rules 'IC-*'", Target: "mock", Seed: 42,
			Started: start, Finished: start.Add(830 * time.Millisecond),
			Versions: map[string]string{"go": "go1.26.8", "flexrig": "0.1.0", "twilio-go": "1.31.0"},
			Corrections: []Correction{
				{Rule: "TD-06", Name: "insights_window", Documented: "2m0s", Used: "3m0s"},
			},
		},
		Rules: []Rule{heldRule(), brokenRule(), unseenRule(), bareRule(), erringRule(), leftOutRule()},
	}
}

func heldRule() Rule {
	return Rule{
		ID: "IC-01", Sentence: "An interaction routes a task", Source: "interaction channels",
		Provenance: "documented+assumed",
		Examples: []Example{
			{
				Name: "a chat comes in", File: "features/interactions/routing.feature", Line: 12,
				Feature: "Routing", Provenance: "documented", Needs: []string{"clock"}, Outcome: Held,
				Duration: 1500 * time.Microsecond,
				Steps: []Step{
					{Keyword: "Given", Text: `a worker "Ada"`, Line: 13, Outcome: Held, Duration: time.Millisecond},
					{Keyword: "Then", Text: "she has one task", Line: 14, Outcome: Held, Duration: 500 * time.Microsecond},
				},
				Exchanges: []Exchange{{At: start, Method: "GET", URL: "https://taskrouter.twilio.com/v1/Workspaces", Status: 200}},
			},
			{
				Name: "a chat without a name", File: "features/interactions/routing.feature", Line: 20,
				Feature: "Routing", Provenance: Assumed, Outcome: Held,
			},
		},
	}
}

func brokenRule() Rule {
	return Rule{
		ID: "IC-11", Sentence: "Closing a channel ends its task", Source: "interaction channels", Provenance: "documented",
		Examples: []Example{
			{
				Name: "a pending chat", File: closeFile, Line: 30, Feature: "Closing", Provenance: "documented",
				Outcome: Broken, Duration: 3 * time.Millisecond,
				Steps: []Step{
					{Keyword: "When", Text: "the channel is closed", Line: 31, Outcome: Held},
					{Keyword: "Then", Text: "the task is wrapping", Line: 32, Outcome: Broken, Error: `task "chat 1" is reserved, want wrapping`},
					{Keyword: "And", Text: "the conversation is closed", Line: 33, Outcome: Skipped},
				},
				Failure: &Failure{
					Step: "Then the task is wrapping", Message: `task "chat 1" is reserved, want wrapping`,
					Found: "reserved", Wanted: "wrapping",
					History: []string{"00:00:00 task.created", "00:00:01 reservation.created"},
				},
				Exchanges: []Exchange{
					{
						At: start, Method: "POST", URL: "https://flex-api.twilio.com/v1/Interactions/KD1/Channels/UO1",
						RequestHeader: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
						RequestBody:   "Status=closed", Status: 200,
						ResponseHeader: http.Header{"Content-Type": {"application/json"}},
						ResponseBody:   `{"sid":"UO1","status":"closed"}`, Duration: 2100 * time.Microsecond,
					},
					{Method: "GET", URL: "https://taskrouter.twilio.com/v1/Workspaces/WS1/Tasks/WT1", Err: "connection reset", Duration: 40 * time.Microsecond},
				},
			},
			{Name: "an accepted chat", File: closeFile, Line: 40, Feature: "Closing", Provenance: "documented", Outcome: Held},
		},
	}
}

func unseenRule() Rule {
	return Rule{
		ID: "CM-08", Sentence: "A Raw link opens in a new tab", Source: "custom media", Provenance: "documented",
		Examples: []Example{{
			Name: "one Raw link", File: "features/media/raw.feature", Line: 8, Feature: "Raw links",
			Provenance: "documented", Needs: []string{"browser"}, Outcome: NotObservable, Reason: "needs a browser, the target has none",
			Steps: []Step{{Keyword: "Given", Text: "a Raw link", Line: 9, Outcome: Skipped}},
		}},
	}
}

func bareRule() Rule {
	return Rule{ID: "CM-19", Sentence: "Media is kept from strangers", Source: "custom media", Provenance: "documented", Reason: "no example is written for it"}
}

func erringRule() Rule {
	return Rule{
		ID: "TD-06", Sentence: "Media may follow for two minutes", Source: "TaskRouter data", Provenance: "documented",
		Examples: []Example{{
			Name: "just under", File: "features/insights/window.feature", Line: 5, Feature: "Window",
			Provenance: "documented", Outcome: Error, Reason: "the management door did not answer",
		}},
	}
}

func leftOutRule() Rule {
	return Rule{ID: "TD-16", Sentence: "High cardinality is reported", Source: "TaskRouter data", Provenance: "documented", Deselected: true}
}

// planted are the credentials in awkwardRecord. None of them may be in any
// output.
var planted = []string{
	"0123456789abcdef0123456789abcdef", // auth token, Basic password
	base64.StdEncoding.EncodeToString([]byte(account + ":0123456789abcdef0123456789abcdef")),
	"s3cretApiKeySecretOfThirtyTwoCh4r", "p4ssw0rd-in-a-url", "jwt.eyJhbGciOiJIUzI1NiJ9.payload1",
	"RSOYDt4T1cUTdK1PDd93/VVr8B8=", "form-t0ken-value", "query-s3cret-value", "nested-s3cret-value",
	"response-t0ken-value", "cookie-s3ssion", "sas-s1gnature-value", "cut-t0ken-val", "st3p-password", "p%40ss+w0rd-enc",
}

const account = "AC00000000000000000000000000000001"

// awkwardRecord holds what goes wrong in reports: markup, quotes, newlines,
// control characters, invalid UTF-8, endless bodies, and credentials in every
// place that can hold one.
func awkwardRecord() Record {
	token := planted[0]
	nasty := "<script>alert(\"x\")</script> ' & ]]> \x1b[31mred\x1b[0m \x00\x07 \xff\xfe é 日本 \u202eevil\u202c line one\r\nline two\ttab"
	return Record{
		Version: Version,
		Run: Run{
			ID: "awkward", Command: "flexrig serve --account " + account + ":" + token, Seed: -1,
			Target:  "https://" + account + ":" + planted[3] + "@stand-in.example:4010/?sig=" + planted[11],
			Started: start, Finished: start.Add(time.Hour),
			Versions:    map[string]string{"flexrig": "<dev>", "go": "go1.26.8"},
			Corrections: []Correction{{Rule: "IC-11", Name: "<b>", Documented: "\"2m\"", Used: "token=" + planted[6]}},
			Interrupted: "interrupt after login with Basic " + planted[1],
		},
		Rules: []Rule{{
			ID: "IC-11", Sentence: "A <rule> & its \"sentence\"", Source: "a > b", Provenance: "documented+assumed",
			Examples: []Example{{
				Name: "awkward " + nasty, File: "features/<odd> & file.feature", Line: 7, Feature: "Feature " + nasty,
				Provenance: Assumed, Needs: []string{"clock"}, Outcome: Broken, Reason: "token " + token + " was refused",
				Duration: 1234567 * time.Nanosecond,
				Steps: []Step{
					{Keyword: "Given", Text: `the password "` + planted[13] + `"`, Line: 8, Outcome: Held},
					{Keyword: "Then", Text: nasty, Line: 9, Outcome: Broken, Error: "secret: " + planted[2]},
				},
				Failure: &Failure{
					Step: "Then " + nasty, Message: "GET https://u:" + planted[3] + "@h.example/x: refused\n" + nasty,
					Found: nasty, Wanted: "Bearer " + planted[4],
					History: []string{"event with " + token, nasty},
				},
				Exchanges: awkwardExchanges(nasty),
			}},
		}},
	}
}

func awkwardExchanges(nasty string) []Exchange {
	list := []Exchange{
		{
			At: start, Method: "POST",
			URL: "https://user:" + planted[3] + "@taskrouter.twilio.com/v1/Tasks?Page=1&Secret=" + planted[7] + "&q=%7B%22api_key%22%3A%22" + planted[8] + "%22%7D#access_token=" + planted[6],
			RequestHeader: http.Header{
				"authorization":      {"Basic " + planted[1]},
				"X-Twilio-Signature": {planted[5]}, "X-Auth-Token": {planted[9]}, "Cookie": {"session=" + planted[10]},
				"X-Odd": {nasty, "uses " + planted[5]},
			},
			RequestBody: "Attributes=%7B%22auth_token%22%3A%22" + planted[8] + "%22%2C%22name%22%3A%22Ada%22%7D&AuthToken=" + planted[6] + "&Password=" + planted[14],
			Status:      200, Duration: 1500 * time.Microsecond,
			ResponseHeader: http.Header{"Set-Cookie": {"session=" + planted[10] + "; Path=/"}, "Proxy-Authorization": {"Bearer " + planted[4]}},
			ResponseBody:   `{"sid":"WT1", "attributes": "{\"auth_token\":\"` + planted[9] + `\",\"n\":{\"Secret\":[\"` + planted[2] + `\"]}}", "page_token": "PT1", "note": "see ` + planted[7] + `"}`,
		},
		{Method: "PUT", URL: "not a url \x7f%zz?token=" + planted[6], RequestBody: strings.Repeat("long é body ", 3000), ResponseBody: `{"auth_token": "` + planted[12], Status: 500},
		{Method: "GET", URL: "https://taskrouter.twilio.com/", Err: "map[Authorization:[Basic " + planted[1] + "]] " + nasty, ResponseBody: nasty},
	}
	for i := range 9 {
		list = append(list, Exchange{Method: "GET", URL: "https://taskrouter.twilio.com/v1/Tasks", Status: 200 + i})
	}
	return list
}
