package sim

import (
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/insights"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/studio"
)

// An Account is one Twilio account: its state, its clock, its history. Every
// exported method is one command, carried out whole before the next one begins;
// what it gives back is a value that nobody changes any more.
type Account struct {
	sid   string
	token string
	seed  uint64
	book  *rulebook.Book
	clock *clock.Virtual

	ring  *keyring // of the stand-in
	given []Key    // keys that are the account's own, as its token is: a reset keeps them

	spareEvents int // how many the history keeps that it could do without

	mu      sync.Mutex
	leaving func()    // leave, made once: a method value is an allocation
	now     time.Time // the instant of the command, or of the timer, that runs
	ids     ids
	names   ids // request ids: reading must not change what is created next
	post    post
	wake    wake
	state
}

// state is everything that a reset empties.
type state struct {
	timers        timers
	history       chronicle
	turn          uint64 // counts who was idle before whom
	quiet         bool   // a command ends several tasks; nobody is offered anything before it is done
	freed         []freed
	workspaces    *table[*workspace]
	ended         []*taskRow // completed and canceled tasks, in the order in which they ended
	interactions  *table[*interaction]
	threads       *table[*conversation]
	uniqueNames   map[string]string // a conversation's unique name to its sid
	chats         *table[*chatChannel]
	chatUsers     *table[chat.User]
	flexFlows     *table[flex.Flow]
	studioFlows   *table[studio.Flow]
	configuration Configuration
	profile       Profile
	recordings    *table[*Recording]
	settings      Settings
	identities    map[string]*identity // by worker sid
	outbox        outbox
	keys          *table[Key]
}

func newAccount(sid, token string, seed uint64, options Options, ring *keyring) *Account {
	account := &Account{
		sid: sid, token: token, seed: seed, book: options.Book, clock: clock.NewVirtual(options.Start),
		ring: ring, spareEvents: options.History,
	}
	account.leaving = account.leave
	account.wake.alarm = clock.NewAlarm(account.wakeUp)
	account.empty()
	return account
}

// empty makes the account as new, at the instant where its clock stands.
func (a *Account) empty() {
	a.now = a.clock.Now()
	a.ids, a.names = newIDs(a.seed), newIDs(^a.seed)
	a.state = state{
		timers:        newTimers(),
		history:       newChronicle(),
		workspaces:    newTable[*workspace](),
		interactions:  newTable[*interaction](),
		threads:       newTable[*conversation](),
		uniqueNames:   map[string]string{},
		chats:         newTable[*chatChannel](),
		chatUsers:     newTable[chat.User](),
		flexFlows:     newTable[flex.Flow](),
		studioFlows:   newTable[studio.Flow](),
		configuration: Configuration{Created: a.now, Updated: a.now},
		identities:    map[string]*identity{},
		profile:       newProfile(a.sid, a.now),
		recordings:    newTable[*Recording](),
		outbox:        newOutbox(),
		keys:          newTable[Key](),
	}
	for _, key := range a.given {
		a.keys.add(key.Sid, key)
	}
}

// enter begins a command: it waits for its turn, lets everything happen that
// has fallen due, and gives back what ends the command.
func (a *Account) enter() (leave func()) {
	a.mu.Lock()
	a.catchUp(a.clock.Now())
	return a.leaving
}

// leave ends a command. Where time goes on by itself, the account sees to it
// that it wakes up for what falls due next.
func (a *Account) leave() {
	if a.wake.follows {
		a.setAlarm()
	}
	a.mu.Unlock()
}

// catchUp fires timers up to an instant, each at its own.
func (a *Account) catchUp(to time.Time) {
	for {
		next, ok := a.timers.pop(to)
		if !ok {
			break
		}
		a.now = next.at
		next.fire()
	}
	a.now = to
	a.sweep()
}

// Sid is the account's sid, the user name of its credentials.
func (a *Account) Sid() string { return a.sid }

// Now is where the account's clock stands.
func (a *Account) Now() time.Time { return a.clock.Now() }

// RequestSid gives the next request's own sid, RQ….
func (a *Account) RequestSid() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.names.next("RQ")
}

// Advance lets a span pass. What falls due on the way happens at its own
// instant, in order, before the call returns. A negative span is refused, and so
// is one that leads past 11 April 2262, where instants end.
func (a *Account) Advance(span time.Duration) (time.Time, error) {
	a.mu.Lock()
	defer a.leave()
	return a.moveTo(a.clock.Now().Add(span))
}

// Set moves the clock to an instant, as [Account.Advance] does.
func (a *Account) Set(to time.Time) (time.Time, error) {
	a.mu.Lock()
	defer a.leave()
	return a.moveTo(to)
}

// Following tells whether the account's clock goes on with the machine's time.
func (a *Account) Following() bool { return a.clock.Following() }

// lastInstant is the latest that an account's clock can show. Lines are in the
// order of nanoseconds since 1970, and in the year 2262 an int64 of them ends.
var lastInstant, firstInstant = time.Unix(0, math.MaxInt64).UTC(), time.Unix(0, math.MinInt64).UTC()

func (a *Account) moveTo(to time.Time) (time.Time, error) {
	if to.After(lastInstant) {
		return a.clock.Now(), fmt.Errorf("account %s: set clock to %s: instants end at %s",
			a.sid, to.UTC().Format(time.RFC3339Nano), lastInstant.Format(time.RFC3339Nano))
	}
	if err := a.clock.Set(to); err != nil {
		return a.clock.Now(), fmt.Errorf("account %s: %w", a.sid, err)
	}
	a.wake.moved()
	a.catchUp(a.clock.Now())
	return a.now, nil
}

// Reset makes the account as new. Its clock stays where it stands, and its
// sids begin again from the seed.
func (a *Account) Reset() {
	a.mu.Lock()
	defer a.leave()
	a.outbox.abandon()
	a.empty()
	a.ring.replace(a, a.keys.all())
}

// ForgetHistory empties the history and keeps everything else. Events are numbered
// from 1 again, and Insights knows of nothing that was before.
func (a *Account) ForgetHistory() {
	defer a.enter()()
	a.history = newChronicle()
	for w := range a.workspaces.all() {
		for row := range w.tasks.all() {
			row.trail = trail{}
		}
	}
}

// Insights is what Flex Insights makes of the account's history so far.
func (a *Account) Insights() insights.Projection {
	defer a.enter()()
	return a.projected(insights.Project(a.book, a.history.events(0)))
}

// Reports is what reports show of it right now: what the last load has brought.
func (a *Account) Reports() insights.Projection {
	defer a.enter()()
	return a.projected(insights.Reports(a.book, a.history.events(0), a.now))
}

// projected says how much of the history a projection could not read.
func (a *Account) projected(p insights.Projection) insights.Projection {
	p.Dropped = a.history.dropped
	return p
}
