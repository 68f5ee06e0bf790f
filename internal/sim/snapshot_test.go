package sim

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// saved is an account's snapshot as its JSON has it.
func saved(t failer, a *Account) string {
	t.Helper()
	snapshot, err := a.Snapshot()
	if err != nil {
		t.Fatalf("snapshot: %v", err)
	}
	text, err := json.Marshal(snapshot)
	if err != nil {
		t.Fatalf("snapshot: %v", err)
	}
	return string(text)
}

// restored makes an account of a snapshot's JSON, where there was none.
func restored(t failer, text string, book *rulebook.Book) *Account {
	t.Helper()
	accounts := NewAccounts(Options{Book: book})
	if err := load(accounts, text); err != nil {
		t.Fatalf("restore: %v", err)
	}
	account, _ := accounts.Lookup(accountOne)
	return account
}

func load(into *Accounts, text string) error {
	snapshot, err := ReadSnapshot([]byte(text))
	if err != nil {
		return err
	}
	return into.Restore(snapshot)
}

// goOn is the same further life on whichever account: what a seed decides, and all
// that is answered.
func (l *life) goOn(a *Account, seed uint64) (said []string) {
	dice := rand.New(rand.NewPCG(seed, seed))
	say := func(value any, err error) { said = append(said, fmt.Sprintf("%s %v", told(value), err)) }
	for range 20 {
		switch dice.IntN(6) {
		case 0:
			view, err := a.CreateTask(l.ws, NewTask{Attributes: new(`{"kind":"a"}`), WorkflowSid: new(l.flows["by step"])})
			say(view, err)
		case 1:
			_, err := a.Advance([]time.Duration{time.Second, 50 * time.Second, 2 * time.Minute, time.Hour, 24 * time.Hour}[dice.IntN(5)])
			say(a.Now(), err)
		case 2:
			found, err := a.Workers(l.ws, WorkerFilter{}, Page{})
			say(found, err)
			for _, w := range found.Items {
				activity := l.activity([]string{"Available", "Offline"}[dice.IntN(2)])
				say(a.UpdateWorker(l.ws, w.Sid, WorkerChange{ActivitySid: &activity}))
			}
		case 3:
			found, err := a.Tasks(l.ws, TaskFilter{}, Page{Size: 1000})
			say(found, err)
			for _, task := range found.Items {
				say(a.UpdateTask(l.ws, task.Sid, TaskChange{Attributes: new(fmt.Sprintf(`{"kind":"b","level":%d}`, dice.IntN(2)))}))
			}
		default:
			found, err := a.Tasks(l.ws, TaskFilter{}, Page{Size: 1000})
			say(found, err)
			for _, task := range found.Items {
				offers, err := a.TaskReservations(l.ws, task.Sid, ReservationFilter{}, Page{})
				say(offers, err)
				for _, r := range offers.Items {
					status := []string{"accepted", "rejected", "completed"}[dice.IntN(3)]
					say(a.UpdateTaskReservation(l.ws, task.Sid, r.Sid, ReservationChange{Status: &status}))
				}
			}
		}
	}
	return append(said, told(a.Insights()), a.RequestSid())
}

// TestWhatIsSavedGoesOnTheSameWay: whatever has happened to an account, one that
// is made of its snapshot has the same snapshot, and the same things happen to it.
func TestWhatIsSavedGoesOnTheSameWay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := newLife(t)
		t.Repeat(map[string]func(*rapid.T){
			"a task is created":    l.createTask,
			"another task":         l.createTask,
			"a task is updated":    l.updateTask,
			"a reservation is set": l.answerOne,
			"one more is set":      l.answerOne,
			"a worker changes":     l.changeWorker,
			"a queue changes":      l.changeQueue,
			"a chat begins":        l.beginChat,
			"a chat changes":       l.changeChat,
			"time passes":          l.passSome,
		})
		text := saved(t, l.a)
		twin := restored(t, text, l.a.book)
		sound(t, twin)
		if diff := cmp.Diff(text, saved(t, twin)); diff != "" {
			t.Fatalf("saved again it differs (-first +second):\n%s", diff)
		}
		seed := rapid.Uint64().Draw(t, "seed")
		if diff := cmp.Diff(l.goOn(l.a, seed), l.goOn(twin, seed)); diff != "" {
			t.Fatalf("it goes on another way (-first +second):\n%s", diff)
		}
		sound(t, twin)
		if diff := cmp.Diff(saved(t, l.a), saved(t, twin)); diff != "" {
			t.Fatalf("it ends another way (-first +second):\n%s", diff)
		}
	})
}

// TestWhatIsSavedHoldsTheChatsToo: channels, webhooks, flows and what is still to
// be told, down to an attempt that was being made.
func TestWhatIsSavedHoldsTheChatsToo(t *testing.T) {
	t.Parallel()
	c := newCustomCentre(t)
	c.worker("ann", "{}")
	c.says("Hello", "true")
	for _, url := range []string{"http://127.0.0.1/a", "http://127.0.0.1/a", "http://127.0.0.1/b", "http://127.0.0.1/c"} {
		leave := c.a.enter()
		c.a.callBack(Callback{URL: url, Method: "POST", Retries: 3})
		leave()
	}
	first, _ := c.a.Attempt(func() {})
	c.a.Answered(first, Receipt{Status: 503}) // a waits for its second attempt
	c.a.Attempt(func() {})                    // b is being tried
	twin := restored(t, saved(t, c.a), nil)
	told := 0
	twin.WhenDue(func() { told++ })
	var order []string
	for range told {
		taken, _ := twin.Attempt(func() {})
		order = append(order, fmt.Sprintf("%s %d", taken.URL, taken.Attempts))
	}
	if diff := cmp.Diff([]string{"http://127.0.0.1/b 1", "http://127.0.0.1/c 1"}, order); diff != "" {
		t.Errorf("what is due (-want +got):\n%s", diff)
	}
	if _, err := twin.Advance(time.Minute); err != nil {
		t.Fatal(err)
	}
	if taken, ok := twin.Attempt(func() {}); !ok || taken.Attempts != 2 {
		t.Errorf("the second attempt: %+v, %t", taken, ok)
	}
	c.a, c.centre.a = twin, twin
	other := c.newChannel("Ben")
	c.channel = other.Sid
	c.says("Hello too", "true") // the Studio flow still runs
	if found, _ := twin.Tasks(c.ws, TaskFilter{}, Page{}); len(found.Items) != 2 {
		t.Errorf("there are %d tasks, want 2", len(found.Items))
	}
	sound(t, twin)
}

func TestAnAccountBecomesWhatItWas(t *testing.T) {
	t.Parallel()
	accounts := NewAccounts(Options{})
	a, err := accounts.Open(accountOne, "token", 7)
	if err != nil {
		t.Fatal(err)
	}
	c := centreOn(t, a)
	c.queue("everyone", "1==1")
	c.workflow("all", c.byDefault("everyone"))
	c.task("kept")
	before := saved(t, a)
	c.task("made since")
	c.passes(time.Hour)
	if err := load(accounts, before); err != nil {
		t.Fatal(err)
	}
	if got := saved(t, a); got != before {
		t.Errorf("restored it differs: %s", cmp.Diff(before, got))
	}
	if c.status("kept") != "pending" || c.status("made since") != "gone" {
		t.Errorf("kept is %s, made since is %s", c.status("kept"), c.status("made since"))
	}
}

// TestDamagedSnapshotsChangeNothing: what cannot be true is refused in words.
func TestDamagedSnapshotsChangeNothing(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.task("chat")
	c.task("waiting")
	key, err := c.a.GiveKey("", "")
	if err != nil {
		t.Fatal(err)
	}
	whole := saved(t, c.a)
	ann, queue, offline := c.workers["ann"], c.queues["everyone"], c.activity("Offline")
	for _, row := range []struct{ name, was, is, says string }{
		{"a newer version", `{"version":2`, `{"version":3`, "saved by a newer flexrig: version 3, this one reads 2"},
		{"no version", `{"version":2,`, `{`, "no state of flexrig"},
		{"an unknown field", `"turn":`, `"colour":1,"turn":`, "unknown field"},
		{"an unknown field of a task", `"RoutingTarget":`, `"Colour":`, "unknown field"},
		{"cut off", `"outbox":`, ``, "read state"},
		{"a status that is none", `"Status":"reserved"`, `"Status":"sleeping"`, `"sleeping" is no status`},
		{"no account", accountOne, "AC1", "no account sid"},
		{"a worker who is not there", `"members":["` + ann, `"members":["WK1`, "WK1"},
		{"a task in no queue", `"QueueSid":"` + queue, `"QueueSid":"WQ1`, "WQ1"},
		{"an activity that is not there", `"DefaultActivitySid":"` + offline, `"DefaultActivitySid":"WA1`, "WA1"},
		{"a task that is not there", `"value":{"task":`, `"value":{"task":9`, "no task at place"},
		{"a place that is none", `"route":0`, `"route":7`, "no route at place 7"},
		{"random state that is none", `"sids":"`, `"sids":"AAAA`, "PCG"},
		{"a clock beyond time", `"now":"2026`, `"now":"2300`, "clock"},
		{"a past timer", `"deadline":{"at":"2026`, `"deadline":{"at":"2025`, "timer"},
		{"no deadline", `"deadline":{`, `"deadline":null,"declined":[],"step":{}},"x":{`, ""},
		{"an expression that is none", `"TargetWorkers":"1==1"`, `"TargetWorkers":"1=="`, "read state"},
		{"a key that is none", `"Sid":"` + key.Sid, `"Sid":"SK1`, "API key"},
		{"a key without its secret", `"Secret":"` + key.Secret, `"Secret":"`, "has no secret"},
		{"events in another order", `"events":[{"seq":1,`, `"events":[{"seq":2,`, "history"},
	} {
		damaged := strings.ReplaceAll(whole, row.was, row.is)
		if damaged == whole {
			t.Errorf("%s: there is no %s in %s", row.name, row.was, whole)
		}
		accounts := NewAccounts(Options{})
		err := load(accounts, damaged)
		if err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: got %v, want a word of %q", row.name, err, row.says)
		}
		if len(accounts.List()) != 0 {
			t.Errorf("%s: an account was made all the same", row.name)
		}
	}
	accounts := NewAccounts(Options{})
	if _, err := accounts.Open(accountOne, "another", 1); err != nil {
		t.Fatal(err)
	}
	wantRefused(t, "another token", load(accounts, whole), rulebook.KindInvalid, rulebook.CodeInvalid)
}

func FuzzReadSnapshot(f *testing.F) {
	c := newSimpleCentre(f)
	c.worker("ann", "{}")
	c.task("chat")
	f.Add([]byte(saved(f, c.a)))
	f.Add([]byte(`{"version":1}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		snapshot, err := ReadSnapshot(text)
		if err != nil {
			return
		}
		accounts := NewAccounts(Options{})
		if accounts.Restore(snapshot) != nil {
			return
		}
		account, _ := accounts.Lookup(snapshot.Sid)
		account.Insights()
		for w := range account.workspaces.all() {
			for row := range w.tasks.all() {
				_, _ = account.UpdateTask(w.value.Sid, row.task.Sid, TaskChange{Attributes: new(`{"a":1}`)})
				break
			}
		}
	})
}

func BenchmarkSnapshot(b *testing.B) {
	c := newSimpleCentre(b)
	c.workerIn("ann", "{}", "Offline")
	for i := range 10_000 {
		view, err := c.a.CreateTask(c.ws, NewTask{Attributes: new(kilobyte(i))})
		c.must("create task", err)
		c.must("update", errorOf(c.a.UpdateTask(c.ws, view.Sid, TaskChange{Status: new(string(taskrouter.Canceled))})))
	}
	text := saved(b, c.a)
	b.Run("save", func(b *testing.B) {
		for b.Loop() {
			saved(b, c.a)
		}
		b.SetBytes(int64(len(text)))
	})
	b.Run("restore", func(b *testing.B) {
		for b.Loop() {
			restored(b, text, nil)
		}
		b.SetBytes(int64(len(text)))
	})
}

// address is a pointer as fmt prints it; what it leads to is in the JSON.
var address = regexp.MustCompile(`0x[0-9a-f]{6,}`)

// told is a value with all that it leads to, in words that do not change with
// where it lies.
func told(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		text = []byte(err.Error())
	}
	return address.ReplaceAllString(fmt.Sprintf("%+v", value), "0x…") + " " + string(text)
}
