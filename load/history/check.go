package history

import (
	"fmt"
	"time"
)

// Options say what the log alone does not.
type Options struct {
	// Base tells how a subject stood before its first write, where its Create is
	// not in the log. Without it such a subject's first value and version are
	// taken as unknown.
	Base func(subject int32) (Final, bool)
	// Others says that not only the load's writers change subjects: agents,
	// routing, a service in between. Versions may then rise by more than was
	// acknowledged, and a state need not have been asked for.
	Others bool
	// Unguarded tells which subjects have Add writers that send no If-Match. What
	// these take from each other is their own doing. nil: none has.
	Unguarded func(subject int32) bool
	// Retention is how long after its end the target keeps a subject, 0 for
	// always. ReadUntil is when reading back was over, since the load began.
	Retention, ReadUntil time.Duration
	// MayBeGone tells of subjects that may be gone for another reason.
	MayBeGone func(subject int32) bool
	// Chosen are the subjects that were to be read back, ascending; nil for all.
	Chosen []int32
	// Reason is why a subject may not have been read, for people.
	Reason string
	// Name is what people call a subject: "subject 17" without.
	Name func(subject int32) string
}

// name is what people call the subject.
func (o *Options) name(subject int32) string {
	if o.Name != nil {
		return o.Name(subject)
	}
	return fmt.Sprintf("subject %d", subject)
}

// mayBeGone tells whether a subject may be gone whose end, if any, was asked for
// at that instant.
func (o *Options) mayBeGone(subject int32, ended time.Duration) bool {
	if o.MayBeGone != nil && o.MayBeGone(subject) {
		return true
	}
	return o.Retention > 0 && ended != never && o.ReadUntil-ended >= o.Retention
}

// Check holds the log against what was read back. It leaves the log as it is, so
// that a run may be judged while it goes on; no write is added meanwhile by
// whoever wants the two to agree.
func Check(log *Log, finals []Final, options Options) Judgement {
	c := newCheck(finals, &options)
	var room []Write
	for i := range log.shards {
		room = c.shard(&log.shards[i], room)
	}
	c.others()
	c.judgement.Rules = c.docket.rules(options.name)
	c.judgement.Lost, c.judgement.Unread = c.docket.count[Lost], c.docket.count[Unread]
	return c.judgement
}

// A check is under way.
type check struct {
	options   *Options
	finals    []Final
	place     map[int32]int32 // of a subject's final
	judged    []bool          // finals whose subject was in the log
	chosen    map[int32]bool  // nil for all
	docket    *docket
	judgement Judgement
}

func newCheck(finals []Final, options *Options) *check {
	c := &check{
		options: options, finals: finals, docket: newDocket(),
		place: make(map[int32]int32, len(finals)), judged: make([]bool, len(finals)),
	}
	for i, f := range finals {
		c.place[f.Subject] = int32(i)
	}
	if options.Chosen != nil {
		c.chosen = make(map[int32]bool, len(options.Chosen))
		for _, subject := range options.Chosen {
			c.chosen[subject] = true
		}
	}
	return c
}

// shard judges the subjects of one shard, in the room that is given, which it
// gives back.
func (c *check) shard(s *shard, room []Write) []Write {
	s.mu.Lock()
	defer s.mu.Unlock()
	room = s.writes(room)
	if s.found != nil {
		c.docket.merge(s.found)
	}
	c.judgement.Folded += s.folded
	for rest := room; len(rest) > 0; {
		n := run(rest)
		c.subject(rest[0].Subject, rest[:n], s.ledgers[rest[0].Subject])
		rest = rest[n:]
	}
	c.wholly(s, room)
	return room
}

// wholly judges the subjects that all writes were folded of.
func (c *check) wholly(s *shard, held []Write) {
	if len(s.ledgers) == 0 {
		return
	}
	has := map[int32]bool{}
	for _, w := range held {
		has[w.Subject] = true
	}
	for subject, l := range s.ledgers {
		if !has[subject] {
			c.subject(subject, nil, l)
		}
	}
}

// run is how many writes at the beginning are of the same subject.
func run(writes []Write) int {
	n := 1
	for n < len(writes) && writes[n].Subject == writes[0].Subject {
		n++
	}
	return n
}

// others judges what was read of subjects that nobody wrote to.
func (c *check) others() {
	for i, f := range c.finals {
		if !c.judged[i] {
			c.subject(f.Subject, nil, nil)
		}
	}
}

// subject judges one subject.
func (c *check) subject(subject int32, writes []Write, folded *ledger) {
	c.judgement.Subjects++
	q := inquiry{options: c.options, docket: c.docket, subject: subject, writes: writes, among: writes, ledger: c.ledgerOf(subject, folded)}
	q.add()
	c.judgement.Writes += q.ledger.writes
	at, read := c.place[subject]
	if !read {
		c.unread(subject)
		return
	}
	c.judged[at] = true
	q.final = &c.finals[at]
	c.judgement.Read++
	q.compare()
	c.judgement.Overwritten += q.overwritten
	c.judgement.Gone += q.gone
}

// ledgerOf is a ledger to go on with: what was folded, or how the subject stood.
func (c *check) ledgerOf(subject int32, folded *ledger) *ledger {
	l := newLedger()
	if folded != nil {
		l = folded.clone()
	}
	if c.options.Base != nil {
		if base, known := c.options.Base(subject); known {
			base.Subject = subject
			l.open(base)
		}
	}
	return l
}

// unread counts a subject that was to be read and was not.
func (c *check) unread(subject int32) {
	if c.chosen != nil && !c.chosen[subject] {
		return
	}
	c.docket.enter(Unread, 1, subject, func() string {
		why := c.options.Reason
		if why == "" {
			why = "the target gave no answer about it"
		}
		return " was not read back: " + why
	})
}
