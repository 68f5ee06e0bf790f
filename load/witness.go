package load

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/reports"
)

// A Witness stands behind the service that a load is sent to, and tells what the
// service made of it; [target.Auditor] is one.
type Witness interface {
	Begin(ctx context.Context) error
	End(ctx context.Context) (target.Arrivals, error)
}

// witnessed are the figures of a load that has a witness.
var witnessed = []string{"arrived", "took_effect", "refused_updates", "failed_updates", "correct_updates", "correct_per_second", "correct_per_1000_hits"}

// testify puts into the record what the witness has seen: as figures, and as the
// audit.
func testify(ctx context.Context, w Witness, record *reports.Load) {
	came, err := w.End(ctx)
	if err != nil {
		record.Audit = reports.LoadAudit{Outcome: notObservable, Reason: fmt.Sprintf("what arrived is not known: %v", err), Rules: []reports.AuditRule{}}
		return
	}
	took := time.Duration(record.Totals.Took * float64(time.Millisecond))
	values := []int64{
		came.Requests, came.TookEffect, came.Refused, came.Failed, came.Correct(),
		int64(math.Round(came.CorrectRate(took))), int64(math.Round(1000 * came.CorrectPerRequest(record.Totals.Sent))),
	}
	sentences := []string{
		"requests that the service sent to account " + came.Account,
		"task updates of them that took effect",
		"task updates that were refused",
		"task updates that failed at the stand-in, or had no answer",
		"task updates that took effect and did what the rules ask",
		"correct task updates a second, rounded",
		"correct task updates for every 1,000 hits on the service, rounded",
	}
	for i, name := range witnessed {
		record.Counts = append(record.Counts, reports.LoadCount{Name: name, Value: values[i], What: sentences[i]})
	}
	record.Audit = testimony(came)
}

// testimony is the audit of what arrived. A card that no longer knows all requests
// has judged a sample.
func testimony(came target.Arrivals) reports.LoadAudit {
	correct := reports.AuditRule{Name: "correct", Sentence: "every task update that took effect did what the rules ask"}
	for _, found := range came.Findings {
		if correct.Broken += found.Updates; found.Updates > 0 {
			correct.Examples = append(correct.Examples, fmt.Sprintf("%s, %d times: %s", found.Kind, found.Updates, found.Sentence))
		}
	}
	told := reports.LoadAudit{Outcome: held, Writes: came.Updates, Subjects: came.Updates, Read: came.Updates, Rules: []reports.AuditRule{correct}}
	if came.Unseen > 0 {
		told.Sampled = fmt.Sprintf("the report card no longer knew %d of the account's requests: what they did wrong is not counted; give the stand-in a longer memory with serve --journal", came.Unseen)
	}
	switch {
	case correct.Broken > 0:
		told.Outcome, told.Reason = broken, first(correct.Examples)
	case came.TookEffect == 0:
		told.Outcome, told.Reason = notObservable, fmt.Sprintf("no task update took effect on account %s while the load went on; does the service use it?", came.Account)
	}
	return told
}
