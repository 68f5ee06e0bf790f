package flex_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
)

var monday = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

// pagesFlow is what the page's own command sends.
func pagesFlow() flex.FlowChange {
	return flex.FlowChange{
		FriendlyName: new("Custom Webchat Flex Flow"), ChannelType: new("custom"), ChatServiceSid: new("IS1"),
		ContactIdentity: new("custom"), Enabled: new(true),
		Integration: flex.Integration{Channel: new("studio"), FlowSid: new("FW1")},
	}
}

func TestThePagesOwnCommandMakesAFlow(t *testing.T) {
	t.Parallel()
	got, err := flex.NewFlow(pagesFlow(), monday, rulebook.Documented())
	want := flex.Flow{
		FriendlyName: "Custom Webchat Flex Flow", ChannelType: "custom", ChatServiceSid: "IS1", ContactIdentity: "custom", Enabled: true,
		Integration: flex.Integration{Channel: new("studio"), FlowSid: new("FW1")}, Created: monday, Updated: monday,
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Fatalf("error %v, flow (-want +got):\n%s", err, diff)
	}
	if sid, runs := got.StudioFlow(rulebook.Documented()); sid != "FW1" || !runs {
		t.Errorf("its messages run %q: %t, want FW1", sid, runs)
	}
}

func TestAFlowMayRetryNeverAndThreeTimes(t *testing.T) {
	t.Parallel()
	for _, retries := range []int{0, 3} {
		change := pagesFlow()
		change.Integration.RetryCount = &retries
		if _, err := flex.NewFlow(change, monday, rulebook.Documented()); err != nil {
			t.Errorf("a flow with %d retries is refused: %v", retries, err)
		}
	}
}

func TestFlowsThatAreRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		change func(*flex.FlowChange)
		says   string
	}{
		{"no friendly name", func(c *flex.FlowChange) { c.FriendlyName = nil }, "FriendlyName"},
		{"an empty friendly name", func(c *flex.FlowChange) { c.FriendlyName = new("") }, "FriendlyName"},
		{"no chat service", func(c *flex.FlowChange) { c.ChatServiceSid = nil }, "ChatServiceSid"},
		{"no channel type", func(c *flex.FlowChange) { c.ChannelType = nil }, "ChannelType"},
		{"a channel type that is none", func(c *flex.FlowChange) { c.ChannelType = new("Custom") }, "'Custom' provided for ChannelType"},
		{"an integration type that is none", func(c *flex.FlowChange) { c.IntegrationType = new("carrier") }, "'carrier' provided for IntegrationType"},
		{"a Studio integration without a flow", func(c *flex.FlowChange) { c.IntegrationType, c.Integration.FlowSid = new("studio"), nil }, "Integration.FlowSid"},
		{"an external one without an address", func(c *flex.FlowChange) { c.IntegrationType = new("external") }, "Integration.Url"},
		{"a task's without a workspace", func(c *flex.FlowChange) { c.IntegrationType = new("task") }, "Integration.WorkspaceSid"},
		{"a retry below none", func(c *flex.FlowChange) { c.Integration.RetryCount = new(-1) }, "'-1' provided for Integration.RetryCount"},
		{"a retry too many", func(c *flex.FlowChange) { c.Integration.RetryCount = new(4) }, "'4' provided for Integration.RetryCount"},
	} {
		change := pagesFlow()
		row.change(&change)
		_, err := flex.NewFlow(change, monday, rulebook.Documented())
		var refused *rulebook.Refusal
		if !errors.As(err, &refused) || refused.Code != rulebook.CodeFlexValidation || !strings.Contains(refused.Message, row.says) {
			t.Errorf("%s: error %v, want a refusal about %s", row.name, err, row.says)
		}
	}
}

func TestWhoTakesAFlowsMessages(t *testing.T) {
	t.Parallel()
	studio := flex.Integration{FlowSid: new("FW1")}
	for _, row := range []struct {
		name string
		flow flex.Flow
		runs bool
	}{
		{"a Studio flow that is named and no type", flex.Flow{Enabled: true, Integration: studio}, true},
		{"a Studio flow by its type", flex.Flow{Enabled: true, IntegrationType: "studio", Integration: studio}, true},
		{"nobody, where it is not enabled", flex.Flow{IntegrationType: "studio", Integration: studio}, false},
		{"nobody, where nothing is named", flex.Flow{Enabled: true}, false},
		{"an address, whatever flow is named", flex.Flow{Enabled: true, IntegrationType: "external", Integration: studio}, false},
	} {
		if sid, runs := row.flow.StudioFlow(rulebook.Documented()); runs != row.runs || runs != (sid == "FW1") {
			t.Errorf("%s: runs %q is %t, want %t", row.name, sid, runs, row.runs)
		}
	}
}

func TestAFlowsChangeKeepsWhatItDoesNotName(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	made, err := flex.NewFlow(pagesFlow(), monday, book)
	if err != nil {
		t.Fatal(err)
	}
	got, err := made.Change(flex.FlowChange{Enabled: new(false), Integration: flex.Integration{RetryCount: new(1)}}, monday.Add(time.Hour), book)
	if err != nil {
		t.Fatal(err)
	}
	want := made
	want.Enabled, want.Updated = false, monday.Add(time.Hour)
	want.Integration.RetryCount = new(1)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("flow (-want +got):\n%s", diff)
	}
}

func TestWhatFlexWritesIntoAChatChannel(t *testing.T) {
	t.Parallel()
	flow := flex.Flow{ChannelType: "custom"}
	for _, row := range []struct {
		name    string
		request flex.ChatChannelRequest
		flow    flex.Flow
		want    string
	}{
		{
			"the contact's name",
			flex.ChatChannelRequest{UserFriendlyName: new(`Zoë "Z"`)},
			flow,
			`{"from":"Zoë \"Z\"","channel_type":"custom","status":"ACTIVE","long_lived":false}`,
		},
		{
			"a long life that the request asks for",
			flex.ChatChannelRequest{LongLived: new(true)},
			flow,
			`{"from":"","channel_type":"custom","status":"ACTIVE","long_lived":true}`,
		},
		{
			"a long life that the flow gives",
			flex.ChatChannelRequest{},
			flex.Flow{ChannelType: "web", LongLived: true},
			`{"from":"","channel_type":"web","status":"ACTIVE","long_lived":true}`,
		},
		{
			"a short life against the flow's",
			flex.ChatChannelRequest{LongLived: new(false)},
			flex.Flow{ChannelType: "web", LongLived: true},
			`{"from":"","channel_type":"web","status":"ACTIVE","long_lived":false}`,
		},
		{
			"data from before that are JSON",
			flex.ChatChannelRequest{PreEngagementData: new(`{"order":42}`)},
			flow,
			`{"pre_engagement_data":{"order":42},"from":"","channel_type":"custom","status":"ACTIVE","long_lived":false}`,
		},
		{
			"data from before that are a text",
			flex.ChatChannelRequest{PreEngagementData: new("order 42")},
			flow,
			`{"pre_engagement_data":"order 42","from":"","channel_type":"custom","status":"ACTIVE","long_lived":false}`,
		},
	} {
		if got := row.request.Attributes(row.flow); got != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.name, got, row.want)
		}
	}
}
