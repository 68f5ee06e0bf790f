package attack

import (
	"fmt"
	"time"
)

// A lateness tells the generator's own delay from the target's. A hit may leave
// late because all workers wait for answers: that is the target's slowness, and
// its response time says so. Or it leaves late although a worker was free: then
// the machine was too slow, and the figures are about the machine.
//
// So time is charged to the generator only while a hit was due, a worker was free
// and the hit before was on its way. The charges queue up as hits do:
//
//	charge(n) = sent(n) − max(due(n), sent(n−1), last instant at which all workers were busy)
//	left(n)   = max(due(n), left(n−1)) + charge(n)
//	own(n)    = left(n) − due(n)
//
// own(n) is how late hit n would have been had a worker always been free. A stall
// of the target leaves it small, also while the backlog is worked off; a
// generator that needs longer for a hit than the schedule gives it lets it grow.
type lateness struct {
	workers int

	busy  int
	full  time.Duration // when all workers were busy last
	sent  time.Duration // when the last hit was
	left  time.Duration // left(n)
	late  int64         // hits whose own delay was above grace
	worst time.Duration
}

const (
	// grace is the generator's own delay that a hit may have.
	grace = 50 * time.Millisecond
	// lateShare is the share of hits that may have more.
	lateShare = 0.01
	// handover is what may pass from an answer to the hit that waited for its
	// worker; longer is charged.
	handover = time.Millisecond
)

// leave says that a hit is sent.
func (l *lateness) leave(now, due time.Duration) {
	own := l.own(now, due)
	l.left, l.sent = due+own, now
	l.worst = max(l.worst, own)
	l.busy++
	if own > grace {
		l.late++
	}
}

// own is how late a hit is by the generator's doing if it is sent now.
func (l *lateness) own(now, due time.Duration) time.Duration {
	before := max(due, l.sent)
	charge := now - max(before, l.full)
	if l.busy >= l.workers || l.full > before && charge <= handover {
		charge = 0
	}
	return max(due, l.left) + max(0, charge) - due
}

// land says that a hit has its last answer.
func (l *lateness) land(now time.Duration) {
	if l.busy >= l.workers {
		l.full = now
	}
	l.busy--
}

// verdict is why the run proves nothing of the target, and empty if it does.
// Hits that were due and not sent when the run was stopped count as late where
// the next of them is.
func (l *lateness) verdict(now time.Duration, sent, unsent int64, next time.Duration) string {
	late := l.late
	if unsent > 0 && l.own(now, next) > grace {
		late += unsent
		sent += unsent
		l.worst = max(l.worst, l.own(now, next))
	}
	if share := float64(late) / float64(max(1, sent)); share > lateShare {
		return fmt.Sprintf("the generator fell behind its schedule: %.1f %% of %d hits were over %s late although workers were free, the worst %s; "+
			"lower the rate, or send from a machine with more free cores", 100*share, sent, grace, l.worst.Round(time.Millisecond))
	}
	return ""
}
