package wire

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	core "github.com/twilio/twilio-go/rest/api/v2010"

	"github.com/flexrig/flexrig/internal/rulebook"
)

const coreAddress = "https://api.twilio.com/2010-04-01/Accounts/"

const aCall = "CAca000000000000000000000000000001"

func coreCases() []operationCase {
	account := func(c centre) string { return coreAddress + c.sid + ".json" }
	one := func(t testing.TB, c centre) (string, []string) {
		_, media := c.recorded(t)
		return media + ".json", nil
	}
	return []operationCase{
		{"FetchAccount", &core.ApiV2010Account{}, at(account)},
		{"UpdateAccount", &core.ApiV2010Account{}, at(account, "FriendlyName", "Acme test", "Status", "active")},
		{"ListRecording", &core.ListRecordingResponse{}, func(t testing.TB, c centre) (string, []string) {
			c.recorded(t)
			return coreAddress + c.sid + "/Recordings.json?CallSid=" + aCall + "&PageSize=5", nil
		}},
		{"FetchRecording", &core.ApiV2010Recording{}, one},
		{"DeleteRecording", nil, one},
	}
}

// recorded makes Ada take a call while calls are recorded, and gives the task
// and the address that its attributes then hold.
func (c centre) recorded(t testing.TB) (task, media string) {
	t.Helper()
	c.send(http.MethodPost, flexAddress+"/Configuration", "application/json", `{"call_recording_enabled":true}`).wants(t, http.StatusOK)
	task = c.post(c.in("Tasks"), "Attributes", `{"call_sid":"`+aCall+`"}`, "WorkflowSid", c.workflow, "TaskChannel", "voice").
		wants(t, http.StatusCreated).text(t, "sid")
	c.accept(t, task)
	var attributes struct {
		Conversations struct {
			Link string `json:"segment_link"`
		} `json:"conversations"`
	}
	if err := json.Unmarshal([]byte(c.get(c.in("Tasks/"+task)).text(t, "attributes")), &attributes); err != nil {
		t.Fatal(err)
	}
	if attributes.Conversations.Link == "" {
		t.Fatal("the accepted call's attributes name no recording")
	}
	return task, attributes.Conversations.Link
}

func TestARecordingLastsAsLongAsItsAgentIsOnTheCall(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{Strict: true})
	made := newCentre(t, c)
	task, media := made.recorded(t)
	fetch := func() map[string]any { return c.get(media+".json").wants(t, http.StatusOK).object(t) }
	during := fetch()
	if during["status"] != "in-progress" || during["duration"] != nil || during["media_url"] != media || during["call_sid"] != aCall {
		t.Errorf("during the call: %v", during)
	}
	c.get(media).refuses(t, http.StatusNotFound, rulebook.CodeNotFound, "")
	if _, err := s.tenants[adaSid].account.Advance(90e9); err != nil {
		t.Fatal(err)
	}
	c.post(made.in("Tasks/"+task), "AssignmentStatus", "wrapping", "Reason", "hung up").wants(t, http.StatusOK)
	if _, err := s.tenants[adaSid].account.Advance(30e9); err != nil {
		t.Fatal(err)
	}
	c.post(made.in("Tasks/"+task), "AssignmentStatus", "completed").wants(t, http.StatusOK)
	after := fetch()
	if after["status"] != "completed" || after["duration"] != "90" || after["date_updated"] != "Mon, 05 Jan 2026 09:01:30 +0000" {
		t.Errorf("after the call: %v", after)
	}
}

func TestARecordingIsHeardByItsAccountAlone(t *testing.T) {
	t.Parallel()
	_, clients := openAccounts(t, Options{}, adaSid, benSid)
	ada, ben := clients[0], clients[1]
	made := newCentre(t, ada)
	task, media := made.recorded(t)
	ada.post(made.in("Tasks/"+task), "AssignmentStatus", "completed").wants(t, http.StatusOK)
	for format, want := range map[string]struct{ mediaType, begins string }{
		"": {"audio/x-wav", "RIFF"}, ".wav": {"audio/x-wav", "RIFF"}, ".mp3": {"audio/mpeg", "\xff\xfb"},
	} {
		heard := ada.get(media+format).wants(t, http.StatusOK)
		if heard.header.Get("Content-Type") != want.mediaType || !strings.HasPrefix(string(heard.body), want.begins) {
			t.Errorf("%q: got %s %.8q, want %s %q", format, heard.header.Get("Content-Type"), heard.body, want.mediaType, want.begins)
		}
		serve(ada.handler, newRequest(http.MethodGet, media+format, "", "")).refuses(t, http.StatusUnauthorized, rulebook.CodeUnauthorized, "")
		ben.get(media+format).refuses(t, http.StatusNotFound, rulebook.CodeNotFound, "")
	}
	ben.get(coreAddress+adaSid+".json").refuses(t, http.StatusNotFound, rulebook.CodeNotFound, "")
	ben.get(coreAddress+adaSid+"/Recordings.json").refuses(t, http.StatusNotFound, rulebook.CodeNotFound, "")
	ben.delete(media+".json").refuses(t, http.StatusNotFound, rulebook.CodeNotFound, "")
	ada.get(media+".xml").refuses(t, http.StatusNotImplemented, 0, "")
	ada.delete(media+".json").wants(t, http.StatusNoContent)
	ada.get(media).refuses(t, http.StatusNotFound, rulebook.CodeNotFound, "")
	ada.delete(media+".json").refuses(t, http.StatusNotFound, rulebook.CodeNotFound, "")
}

func TestRecordingsAreListedInFlatPages(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{Strict: true})
	made := newCentre(t, c)
	var want []string
	for range 3 {
		task, media := made.recorded(t)
		want = append(want, media)
		c.post(made.in("Tasks/"+task), "AssignmentStatus", "completed").wants(t, http.StatusOK)
	}
	var got []string
	next := "/2010-04-01/Accounts/" + adaSid + "/Recordings.json?PageSize=2"
	for page := 0; next != ""; page++ {
		var list recordingList
		decodeStrictly(t, c.get("https://api.twilio.com"+next).wants(t, http.StatusOK).body, &list)
		if list.Page != page || list.Start != 2*page || list.End != min(2*page+1, 2) || list.PageSize != 2 {
			t.Errorf("page %d says of itself: %+v", page, list.flatPage)
		}
		for _, r := range list.Recordings {
			got = append(got, r.MediaURL)
		}
		next = ""
		if list.NextPageURI != nil {
			next = *list.NextPageURI
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for query, items := range map[string]int{
		"DateCreated=2026-01-05": 3, "DateCreated=2026-01-04": 0, "DateCreated%3C=2026-01-05": 3, "DateCreated%3C=2026-01-04": 0,
		"DateCreated%3E=2026-01-05T00:00:00Z": 3, "DateCreated%3E=2026-01-06": 0, "CallSid=" + aCall: 3, "CallSid=CA" + strings.Repeat("0", 32): 0,
	} {
		var list recordingList
		decodeStrictly(t, c.get(coreAddress+adaSid+"/Recordings.json?"+query).wants(t, http.StatusOK).body, &list)
		if len(list.Recordings) != items {
			t.Errorf("%s: got %d recordings, want %d", query, len(list.Recordings), items)
		}
	}
	c.get(coreAddress+adaSid+"/Recordings.json?DateCreated=yesterday").refuses(t, http.StatusBadRequest, rulebook.CodeInvalid, "")
}

func TestAnAccountIsRenamed(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{Strict: true})
	address := coreAddress + adaSid + ".json"
	c.post(address, "FriendlyName", "Acme test").wants(t, http.StatusOK)
	if got := c.get(address).text(t, "friendly_name"); got != "Acme test" {
		t.Errorf("the account is called %q", got)
	}
	c.post(address, "FriendlyName", "").refuses(t, http.StatusBadRequest, rulebook.CodeFriendlyName, "")
	c.post(address, "FriendlyName", strings.Repeat("a", 65)).refuses(t, http.StatusBadRequest, rulebook.CodeFriendlyName, "")
	c.post(address, "Status", "closed").refuses(t, http.StatusNotImplemented, 0, "")
	if got := c.post(address).text(t, "friendly_name"); got != "Acme test" {
		t.Errorf("afterwards the account is called %q", got)
	}
}
