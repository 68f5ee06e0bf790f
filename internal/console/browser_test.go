//go:build browser

package console_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/flexrig/flexrig/internal/wire"
)

var pictures = flag.String("pictures", "", "a directory for pictures of the page")

var browser context.Context // that all tests open their tabs in

// TestMain starts one browser. Without one these tests fail: a page that was not
// looked at was not tested.
func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(func() int {
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.WSURLReadTimeout(time.Minute),
			chromedp.Flag("host-resolver-rules", "MAP evil.example 127.0.0.1")) // as its owner's DNS could
		allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
		defer stop()
		started, quit := chromedp.NewContext(allocator)
		defer quit()
		if err := chromedp.Do(started); err != nil {
			fmt.Fprintf(os.Stderr, "start Chromium: %v\nThe console is tested in it: install it (apt-get install chromium), or put it into PATH.\n", err)
			return 1
		}
		browser = started
		return m.Run()
	}())
}

const accountSid, token = "AC00000000000000000000000000000001", "secret"

// A rig is a served stand-in with one account and a small contact centre in it.
type rig struct {
	t                   *testing.T
	standIn             *wire.StandIn
	api, door           *httptest.Server
	workspace, workflow string
}

func newRig(t *testing.T) *rig {
	t.Helper()
	standIn := wire.New(wire.Options{Seed: 1})
	r := &rig{t: t, standIn: standIn, api: httptest.NewServer(standIn.API()), door: httptest.NewServer(standIn.Door())}
	t.Cleanup(func() { standIn.EndStreams(); r.door.Close(); r.api.Close() })
	r.manage("/v1/accounts", `{"sid":"`+accountSid+`","token":"`+token+`"}`)
	r.workspace = "/v1/Workspaces/" + r.send("/v1/Workspaces", "FriendlyName", "Centre")
	for _, activity := range r.list(r.workspace+"/Activities", "activities") {
		if activity["friendly_name"] == "Available" {
			r.send(r.workspace+"/Workers", "FriendlyName", "Ada Lovelace", "ActivitySid", activity["sid"].(string))
		}
	}
	queue := r.send(r.workspace+"/TaskQueues", "FriendlyName", "Support")
	r.workflow = r.send(r.workspace+"/Workflows", "FriendlyName", "All", "Configuration", `{"task_routing":{"filters":[],"default_filter":{"queue":"`+queue+`"}}}`)
	return r
}

func (r *rig) manage(path, body string) {
	r.t.Helper()
	res, err := http.Post(r.door.URL+path, "application/json", strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	if text, _ := io.ReadAll(res.Body); res.StatusCode >= 300 {
		r.t.Fatalf("POST %s: %s: %s", path, res.Status, text)
	}
}

func (r *rig) do(method, path string, form url.Values) map[string]any {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.api.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		r.t.Fatal(err)
	}
	req.SetBasicAuth(accountSid, token)
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	var got map[string]any
	if err := json.NewDecoder(res.Body).Decode(&got); err != nil {
		r.t.Fatalf("%s %s: %s: %v", method, path, res.Status, err)
	}
	return got
}

// send posts a form and gives the sid of what it made or changed.
func (r *rig) send(path string, pairs ...string) string {
	r.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	got := r.do(http.MethodPost, path, form)
	sid, ok := got["sid"].(string)
	if !ok {
		r.t.Fatalf("POST %s %v: %v", path, form, got)
	}
	return sid
}

func (r *rig) list(path, name string) (items []map[string]any) {
	r.t.Helper()
	for _, item := range r.do(http.MethodGet, path, nil)[name].([]any) {
		items = append(items, item.(map[string]any))
	}
	return items
}

func (r *rig) task(attributes string) string {
	r.t.Helper()
	return r.send(r.workspace+"/Tasks", "Attributes", attributes, "WorkflowSid", r.workflow)
}

// finish lets the agent take a task and complete it.
func (r *rig) finish(task string) {
	r.t.Helper()
	for _, one := range r.list(r.workspace+"/Tasks/"+task+"/Reservations", "reservations") {
		r.send(r.workspace+"/Tasks/"+task+"/Reservations/"+one["sid"].(string), "ReservationStatus", "accepted")
	}
	r.send(r.workspace+"/Tasks/"+task, "AssignmentStatus", "completed", "Reason", "solved")
}

// A page is the console in a tab of its own, and what it asked the network for.
type page struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	requests []string
}

func (r *rig) open(width, height int64, scheme string) *page {
	r.t.Helper()
	tab, leave := chromedp.NewContext(browser)
	ctx, stop := context.WithTimeout(tab, time.Minute)
	r.t.Cleanup(func() { stop(); leave() })
	p := &page{t: r.t, ctx: ctx}
	if err := chromedp.Listen(ctx, func(event any) {
		if sent, ok := event.(*network.EventRequestWillBeSent); ok {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.requests = append(p.requests, sent.Request.URL)
		}
	}); err != nil {
		r.t.Fatal(err)
	}
	err := chromedp.Do(ctx,
		chromedp.EmulateViewport(width, height),
		chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
			})
			return err
		}),
		chromedp.Navigate(r.door.URL+"/"),
	)
	if err != nil {
		r.t.Fatalf("open the console: %v", err)
	}
	p.until(`document.body.dataset.ready === "true" && document.getElementById("link").dataset.state === "live"`)
	return p
}

// eval gives what an expression comes to in the page.
func eval[T any](p *page, expression string) T {
	p.t.Helper()
	got, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return got
}

// until waits for an expression to hold.
func (p *page) until(expression string) {
	p.t.Helper()
	for deadline := time.Now().Add(15 * time.Second); !eval[bool](p, expression); time.Sleep(30 * time.Millisecond) {
		if time.Now().After(deadline) {
			p.t.Fatalf("never came true: %s\nthe page says: %s", expression, eval[string](p, `document.body.innerText.slice(0, 1500)`))
		}
	}
}

func (p *page) does(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

func (p *page) click(selector string) {
	p.t.Helper()
	p.does(chromedp.Click(chromedp.CSS(selector)))
}

// picture keeps what the page looks like, where a directory was given.
func (p *page) picture(name string) {
	p.t.Helper()
	if *pictures == "" {
		return
	}
	picture, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(*pictures, name+".png"), picture, 0o644)
	}
	if err != nil {
		p.t.Fatalf("picture %s: %v", name, err)
	}
}

// asText is a JavaScript literal of a text.
func asText(text string) string {
	literal, _ := json.Marshal(text)
	return string(literal)
}
