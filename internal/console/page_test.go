//go:build browser

package console_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/flexrig/flexrig/reports"
)

// rowOf is the row of a task in the page.
func rowOf(task string) string { return `document.querySelector('#tasks tr[data-key="` + task + `"]')` }

// TestTwoMinutesLaterTheTaskIsGone: the button moves the clock, the task that has
// ended disappears, and the page says so.
func TestTwoMinutesLaterTheTaskIsGone(t *testing.T) {
	r := newRig(t)
	task := r.task(`{"name":"done"}`)
	r.finish(task)
	p := r.open(1280, 900, "light")
	p.until(rowOf(task) + `?.innerText.includes("2:00")`)
	p.click(`button[data-advance="1m"]`)
	p.until(rowOf(task) + `?.innerText.includes("1:00")`)
	p.click(`button[data-advance="2m"]`)
	p.until(rowOf(task) + ` === null`)
	p.until(`document.getElementById("said").textContent.includes("1 task is gone")`)
	p.until(`document.getElementById("now").textContent === "09:03:00"`)
}

// TestJournalIsLive: requests appear as they come, and the filter keeps those that
// say all of it.
func TestJournalIsLive(t *testing.T) {
	r := newRig(t)
	p := r.open(1280, 900, "light")
	task := r.task(`{"name":"live"}`)
	p.until(`document.querySelector("#journal tbody tr")?.innerText.includes("POST") && document.querySelector("#journal tbody tr")?.innerText.includes("/Tasks")`)
	p.until(rowOf(task) + ` !== null`)
	r.do(http.MethodGet, "/v1/Workspaces/WS00000000000000000000000000000000", nil)
	p.until(`document.querySelector("#journal tbody tr")?.innerText.includes("404")`)
	p.does(chromedp.SendKeys(chromedp.CSS("#filter"), "get 404"))
	p.until(`document.querySelectorAll("#journal tbody tr").length === 1`)
	p.click("#reset")
	p.until(`document.getElementById("sure").open`)
	p.click("#really")
	p.until(`document.querySelectorAll("#tasks tbody tr").length === 0 && document.getElementById("journal-count").textContent.startsWith("0 of 0")`)
}

// TestNothingOfARequestIsMarkup: whatever a client sends is shown as the text that
// it is, in every place where it is shown.
func TestNothingOfARequestIsMarkup(t *testing.T) {
	r := newRig(t)
	const hostile = `"><img src=x onerror="window.broken=1"><script>window.broken=1</script><svg onload=window.broken=1>`
	quoted := `"` + strings.ReplaceAll(hostile, `"`, `\"`) + `"`
	task := r.task(`{"name":` + quoted + `,"conversations":{"case":` + quoted + `,"media":[{"type":"Custom","url":"javascript:window.broken=1","title":` + quoted + `}]},"customers":{"name":` + quoted + `}}`)
	r.finish(task)
	r.do(http.MethodGet, "/v1/"+url.PathEscape(hostile), url.Values{})
	r.do(http.MethodPost, r.workspace+"/Tasks/"+task, url.Values{hostile: {hostile}})
	r.send(r.workspace+"/Workers", "FriendlyName", hostile[:62])
	p := r.open(1280, 900, "light")
	p.until(rowOf(task) + `?.innerText.includes("<img src=x")`)
	p.click(`#tasks tr[data-key="` + task + `"] button`)
	p.until(`document.getElementById("insights-body").innerText.includes("<script>window.broken=1")`)
	p.until(`document.getElementById("journal").innerText.includes("<svg onload")`)
	eval[bool](p, `document.querySelectorAll("#journal details").forEach((one) => one.open = true) ?? true`)
	p.until(`[...document.querySelectorAll("#journal dt")].some((one) => one.textContent.startsWith('"><img'))`)
	if made := eval[int](p, `document.querySelectorAll("main img, main script, main svg, main a[href^=javascript]").length`); made != 0 {
		t.Errorf("%d elements were made of what a client sent", made)
	}
	if eval[bool](p, `"broken" in window`) {
		t.Error("what a client sent has run")
	}
	if markup := eval[string](p, `(() => { try { document.body.insertAdjacentHTML("beforeend", "<b>x</b>"); return "made" } catch (refused) { return refused.name } })()`); markup != "TypeError" {
		t.Errorf("the page's policy lets text become markup: %s", markup)
	}
}

// TestKeyboardIsEnough: the clock is moved and a task chosen with keys alone, and
// what has the focus can be seen.
func TestKeyboardIsEnough(t *testing.T) {
	r := newRig(t)
	task := r.task(`{"name":"keys"}`)
	r.finish(task)
	p := r.open(1280, 900, "light")
	p.until(rowOf(task) + ` !== null`)
	reach := func(what string) {
		t.Helper()
		for range 40 {
			p.does(chromedp.KeyEvent(kb.Tab))
			if eval[bool](p, `document.activeElement.matches(`+asText(what)+`)`) {
				if outline := eval[string](p, `getComputedStyle(document.activeElement).outlineStyle`); outline == "none" {
					t.Errorf("%s has the focus, and nobody sees it", what)
				}
				return
			}
		}
		t.Fatalf("Tab does not lead to %s", what)
	}
	reach("#tasks .sid")
	p.does(chromedp.KeyEvent(kb.Enter))
	p.until(`document.querySelectorAll("#insights-body .segment").length > 0`)
	if !eval[bool](p, `document.activeElement.matches("#tasks .sid[aria-pressed=true]")`) {
		t.Error("choosing a task has taken the focus away")
	}
	reach(`button[data-advance="2m"]`)
	p.does(chromedp.KeyEvent(kb.Enter))
	p.until(rowOf(task) + ` === null`)
	p.until(`document.getElementById("insights-task").textContent.includes("gone from TaskRouter")`)
}

// TestPhonesScrollOneWay: at 360 pixels nothing is wider than the page, and buttons
// are large enough for a thumb.
func TestPhonesScrollOneWay(t *testing.T) {
	r := newRig(t)
	task := r.task(`{"name":"` + strings.Repeat("long", 50) + `","conversations":{"case":"` + strings.Repeat("wide", 60) + `"}}`)
	r.finish(task)
	r.do(http.MethodGet, "/v1/Workspaces/"+strings.Repeat("x", 400), nil)
	p := r.open(360, 780, "light")
	p.until(rowOf(task) + ` !== null`)
	p.click(`#tasks tr[data-key="` + task + `"] button`)
	p.until(`document.querySelectorAll("#insights-body .segment").length > 0`)
	eval[bool](p, `(document.getElementById("routes").open = true)`)
	if wide := eval[int](p, `document.documentElement.scrollWidth`); wide > 360 {
		t.Errorf("the page is %d pixels wide on a screen of 360", wide)
	}
	if wide := eval[[]string](p, `[...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > 361 && !one.closest(".sr, .attributes")).map((one) => one.tagName + "." + one.className).slice(0, 5)`); len(wide) > 0 {
		t.Errorf("these reach beyond the screen: %v", wide)
	}
	if low := eval[float64](p, `Math.min(...[...document.querySelectorAll("[data-advance], #follow, #reset")].map((one) => one.getBoundingClientRect().height))`); low < 40 {
		t.Errorf("a button is %.0f pixels high", low)
	}
	p.picture("phone")
}

// contrast is a JavaScript function that finds texts which stand out from their
// ground by less than 4.5 to 1 (WCAG 2.2, 1.4.3).
const contrast = `(() => {
	const parse = (text) => text.match(/[\d.]+/g).map(Number);
	const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
	const ground = (one) => { for (; one; one = one.parentElement) { const c = parse(getComputedStyle(one).backgroundColor); if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
	const pale = [];
	for (const one of document.querySelectorAll("body *")) {
		if (![...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) || !one.checkVisibility()) continue;
		const [a, b] = [light(parse(getComputedStyle(one).color)), light(ground(one))];
		const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
		if (ratio < 4.5) pale.push(one.tagName + " " + one.textContent.slice(0, 20) + " " + ratio.toFixed(2));
	}
	return pale;
})()`

// TestBothSchemesCanBeRead: light and dark differ, and in both every text stands out.
func TestBothSchemesCanBeRead(t *testing.T) {
	r := newRig(t)
	grounds := map[string]bool{}
	r.task(`{"name":"waiting","conversations":{"media":[{"type":"Wibble"}]}}`)
	done := r.task(`{"name":"done","conversations":{"case":"invoice"}}`)
	r.send(r.workspace+"/Tasks/"+done, "AssignmentStatus", "canceled", "Reason", "gave up")
	r.do(http.MethodGet, "/v1/Nothing", nil)
	for _, scheme := range []string{"light", "dark"} {
		p := r.open(1280, 900, scheme)
		p.until(rowOf(done) + ` !== null`)
		p.click("#tasks tbody tr:last-child button")
		p.until(`document.querySelectorAll("#insights-body .segment").length > 0`)
		time.Sleep(300 * time.Millisecond) // colours change over 120 ms
		grounds[eval[string](p, `getComputedStyle(document.documentElement).backgroundColor`)] = true
		if pale := eval[[]string](p, contrast); len(pale) > 0 {
			t.Errorf("%s: %v", scheme, pale)
		}
		if texts := eval[int](p, `document.body.innerText.length`); texts < 300 {
			t.Errorf("%s: %d characters to look at", scheme, texts)
		}
	}
	if len(grounds) != 2 {
		t.Errorf("both schemes have the ground %v", grounds)
	}
}

// TestPageAsksNobodyElse: every request of the page goes to the door.
func TestPageAsksNobodyElse(t *testing.T) {
	r := newRig(t)
	r.task(`{"image":"https://example.com/x.png"}`)
	p := r.open(1280, 900, "light")
	p.click("#tasks tbody tr button")
	p.until(`document.querySelectorAll("#insights-body .segment").length > 0`)
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.requests) < 8 {
		t.Errorf("only %d requests were seen", len(p.requests))
	}
	for _, address := range p.requests {
		if !strings.HasPrefix(address, r.door.URL+"/") {
			t.Errorf("the page asked %s", address)
		}
	}
}

// TestThousandTasksAreNoBurden: the page stays short, says how many there are, and
// the buttons go on working.
func TestThousandTasksAreNoBurden(t *testing.T) {
	r := newRig(t)
	for i := range 1000 {
		r.task(fmt.Sprintf(`{"name":"task %d"}`, i))
	}
	p := r.open(1280, 900, "light")
	p.until(`document.getElementById("counts").innerText.includes("pending")`)
	if rows := eval[int](p, `document.querySelectorAll("#tasks tbody tr").length`); rows != 100 {
		t.Errorf("%d rows, want 100", rows)
	}
	if counts := eval[string](p, `document.getElementById("counts").innerText`); !strings.Contains(counts, "100 shown") {
		t.Errorf("counts: %s", counts)
	}
	begun := time.Now()
	p.click(`button[data-advance="1d"]`)
	p.until(`document.getElementById("counts").innerText.includes("canceled")`)
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("a day took %s", took)
	}
}

// TestReportCardIsShown: as the door writes it, and as text.
func TestReportCardIsShown(t *testing.T) {
	p := newRig(t).open(1280, 900, "light")
	card, err := json.Marshal(reports.Card{
		Version: 1, Account: accountSid, Requests: 12, Dropped: 3, Findings: []reports.Finding{{
			Severity: reports.SeverityError, Kind: "dropped-keys", Rule: "TD-11", Count: 4,
			Sentence: "<img src=x onerror=window.broken=1> was lost", Advice: "send the whole object",
			Request: &reports.Evidence{Seq: 7, Method: "POST", Path: "/v1/Tasks", Status: 200},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	show := `import("/console/insights.js").then((module) => { module.showCard(` + string(card) + `); document.getElementById("card").hidden = false; return true })`
	if _, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](show, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
	text := eval[string](p, `document.getElementById("card").innerText`)
	for _, want := range []string{"12 requests, 3 no longer known", "error", "TD-11", "×4", "<img src=x onerror=window.broken=1> was lost", "send the whole object", "#7 POST /v1/Tasks → 200"} {
		if !strings.Contains(text, want) {
			t.Errorf("the card does not say %q: %s", want, text)
		}
	}
}

// TestOtherPagesGetNothing: a page of another origin in the same browser neither
// moves the clock nor reads anything, and a name that its owner leads here opens
// nothing.
func TestOtherPagesGetNothing(t *testing.T) {
	r := newRig(t)
	task := r.task(`{"name":"stays"}`)
	p := r.open(1280, 900, "light")
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<p>another page</p>") }))
	defer other.Close()
	p.does(chromedp.Navigate(other.URL))
	clock, reset := r.door.URL+"/v1/clock?account="+accountSid, r.door.URL+"/v1/reset?account="+accountSid
	tries := `(async () => {
		const all = [];
		for (const [how, where, what] of [
			["simple post", ` + asText(clock) + `, { method: "POST", mode: "no-cors", body: '{"advance":"1h"}' }],
			["reset", ` + asText(reset) + `, { method: "POST", mode: "no-cors" }],
			["json post", ` + asText(clock) + `, { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"advance":"1h"}' }],
			["get", ` + asText(clock) + `, {}],
		]) {
			try { const got = await fetch(where, what); all.push(how + ": " + got.type + " " + (await got.text())) } catch (refused) { all.push(how + ": refused") }
		}
		return all.join("; ");
	})()`
	got, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](tries, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(got, "now") || strings.Count(got, "refused") < 2 {
		t.Errorf("another page was told: %s", got)
	}
	p.does(chromedp.Navigate(r.door.URL + "/"))
	p.until(rowOf(task) + ` !== null && document.getElementById("now").textContent === "09:00:00"`)
	p.does(chromedp.Navigate(strings.Replace(r.door.URL, "127.0.0.1", "evil.example", 1) + "/"))
	if text := eval[string](p, `location.hostname + " " + document.body.innerText`); !strings.Contains(text, "evil.example") || !strings.Contains(text, "does not answer to the name") {
		t.Errorf("by another name: %s", text)
	}
}

// TestDoorThatGoesIsNoticed: the page says that it is not live, and not that all is
// well.
func TestDoorThatGoesIsNoticed(t *testing.T) {
	r := newRig(t)
	p := r.open(1280, 900, "light")
	r.standIn.EndStreams()
	p.until(`document.getElementById("link").dataset.state !== "live"`)
	p.until(`!document.getElementById("reconnect").hidden`)
}

// TestPictures keeps pictures for people to look at, with -pictures DIR.
func TestPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("no -pictures DIR was given")
	}
	r := newRig(t)
	showcase(r)
	for _, scheme := range []string{"light", "dark"} {
		p := r.open(1440, 900, scheme)
		p.until(`document.querySelectorAll("#tasks tbody tr").length > 4`)
		p.click("#tasks tbody tr:first-child button")
		p.until(`document.querySelectorAll("#insights-body .segment").length > 0`)
		p.picture(scheme)
	}
	p := r.open(360, 780, "dark")
	p.until(`document.querySelectorAll("#tasks tbody tr").length > 4`)
	p.picture("phone-dark")
}

// showcase fills a rig with some of everything.
func showcase(r *rig) {
	call := r.task(`{"name":"Invoice 4711 not received","conversations":{"case":"invoice","conversation_attribute_1":"gold","media":[{"type":"VoiceRecording","url":"https://media.example/rec/4711.mp3"},{"type":"Custom","title":"Screen recording","url":"https://media.example/screen/4711"},{"type":"Wibble"}]},"customers":{"customer_label_1":"Acme"}}`)
	r.finish(call)
	r.manage("/v1/clock?account="+accountSid, `{"advance":"42s"}`)
	r.finish(r.task(`{"name":"Address change","from":"+15550100"}`))
	for _, name := range []string{"Router blinks red", "Delivery is late, third call this week", "Wants to speak to a person", "Password reset"} {
		r.task(`{"name":"` + name + `","priority":"normal"}`)
	}
	gaveUp := r.task(`{"name":"Gave up"}`)
	r.send(r.workspace+"/Tasks/"+gaveUp, "AssignmentStatus", "canceled", "Reason", "hung up")
	routing := fmt.Sprintf(`{"properties":{"workspace_sid":%q,"workflow_sid":%q,"task_channel_unique_name":"chat","attributes":{"from":"Grace"}}}`,
		strings.TrimPrefix(r.workspace, "/v1/Workspaces/"), r.workflow)
	r.send("/v1/Interactions", "Channel", `{"type":"web","initiated_by":"api","participants":[{"identity":"grace"}]}`, "Routing", routing)
	r.do(http.MethodPost, r.workspace+"/Tasks/"+gaveUp, url.Values{"Atributes": {`{"a":1}`}})
	r.do(http.MethodGet, r.workspace+"/Tasks/WT00000000000000000000000000000000", nil)
	r.do(http.MethodGet, "/v1/Services", nil)
}
