package wire

import (
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/sim"
)

func recordingOperations() []operation {
	const (
		list = accountsPath + "{AccountSid}/Recordings" + jsonFormat
		one  = accountsPath + "{AccountSid}/Recordings/{Sid}" + jsonFormat
	)
	return []operation{
		{
			name: "ListRecording", product: coreAPI, method: http.MethodGet, path: list, paged: true,
			query:  []string{"CallSid", "DateCreated", "DateCreated<", "DateCreated>"},
			unread: []string{"ConferenceSid", "IncludeSoftDeleted"}, do: listRecordings,
		},
		{
			name: "FetchRecording", product: coreAPI, method: http.MethodGet, path: one,
			unread: []string{"IncludeSoftDeleted"}, do: fetchRecording,
		},
		{name: "DeleteRecording", product: coreAPI, method: http.MethodDelete, path: one, do: deleteRecording},
	}
}

func listRecordings(c *call) (answer, error) {
	account, err := c.accountInPath("AccountSid")
	if err != nil {
		return answer{}, err
	}
	filter := sim.RecordingFilter{
		CallSid: c.query.sidFilter("CallSid", "CA"),
		On:      c.query.day("DateCreated"), Before: c.query.day("DateCreated<"), After: c.query.day("DateCreated>"),
	}
	if err := c.query.problem(); err != nil {
		return answer{}, err
	}
	listed := account.Recordings(filter, c.page.sim())
	recordings := make([]recording, 0, len(listed.Items))
	for _, item := range listed.Items {
		recordings = append(recordings, newRecording(account.Sid(), item))
	}
	return answer{status: http.StatusOK, body: recordingList{c.flatPage(listed.Next, len(recordings)), recordings}}, nil
}

// fetchRecording gives the resource or, under the same path with another format
// or none, what can be listened to.
func fetchRecording(c *call) (answer, error) {
	account, err := c.accountInPath("AccountSid")
	if err != nil {
		return answer{}, err
	}
	format := path.Ext(c.param("Sid"))
	sid := strings.TrimSuffix(c.param("Sid"), format)
	found, err := account.Recording(sid)
	if err != nil {
		return answer{}, err
	}
	if format == jsonFormat {
		return answer{status: http.StatusOK, body: newRecording(account.Sid(), found)}, nil
	}
	sound, known := silence[format]
	switch {
	case !known:
		return answer{}, unmodelled(c.request.Method, c.domain, c.request.URL.Path)
	case found.Ended.IsZero():
		return answer{}, rulebook.NotFound(c.request.URL.Path)
	}
	return answer{status: http.StatusOK, body: sound}, nil
}

func deleteRecording(c *call) (answer, error) {
	account, err := c.accountInPath("AccountSid")
	if err != nil {
		return answer{}, err
	}
	return deleted(account.DeleteRecording(strings.TrimSuffix(c.param("Sid"), jsonFormat)))
}

// A recordingList is a page of recordings.
type recordingList struct {
	flatPage
	Recordings []recording `json:"recordings"`
}

// A recording is the Recording resource (Twilio docs, Recordings resource). The
// Call Recording setting of Flex makes them through the API, of the whole
// conference (Twilio docs, Add Additional TaskRouter Data); the stand-in has no
// conferences to name, nothing to charge, and nothing encrypted.
type recording struct {
	AccountSid        string            `json:"account_sid"`
	APIVersion        string            `json:"api_version"`
	CallSid           *string           `json:"call_sid"`
	ConferenceSid     *string           `json:"conference_sid"`
	DateCreated       string            `json:"date_created"`
	DateUpdated       string            `json:"date_updated"`
	StartTime         string            `json:"start_time"`
	Duration          *string           `json:"duration"`
	Sid               string            `json:"sid"`
	Price             *string           `json:"price"`
	PriceUnit         string            `json:"price_unit"`
	Status            string            `json:"status"`
	Channels          int               `json:"channels"`
	Source            string            `json:"source"`
	ErrorCode         *int              `json:"error_code"`
	URI               string            `json:"uri"`
	EncryptionDetails any               `json:"encryption_details"`
	SubresourceUris   map[string]string `json:"subresource_uris"`
	MediaURL          string            `json:"media_url"`
}

func newRecording(account string, v sim.Recording) recording {
	base := accountsPath + account + "/Recordings/" + v.Sid
	r := recording{
		AccountSid: account, APIVersion: "2010-04-01", CallSid: orNull(&v.CallSid),
		DateCreated: rfc2822(v.Created), DateUpdated: rfc2822(v.Updated), StartTime: rfc2822(v.Created),
		Sid: v.Sid, PriceUnit: "USD", Status: "in-progress", Channels: 2, Source: "StartConferenceRecordingAPI",
		URI: base + jsonFormat, MediaURL: "https://" + hostOf(coreAPI) + base,
		SubresourceUris: map[string]string{
			"add_on_results": base + "/AddOnResults" + jsonFormat, "transcriptions": base + "/Transcriptions" + jsonFormat,
		},
	}
	if !v.Ended.IsZero() {
		seconds := strconv.Itoa(int(v.Ended.Sub(v.Created) / time.Second))
		r.Status, r.Duration = "completed", &seconds
	}
	return r
}
