package attack

import (
	"context"
	"net/http"

	"github.com/twilio/twilio-go"

	"github.com/flexrig/flexrig/load/history"
)

// A Workload decides what the hits of a load do. After Prepare it is used by
// many goroutines at once.
type Workload interface {
	// Name is what the command line calls it: "task-update".
	Name() string
	// Operations are the names under which the workload's flows send requests.
	Operations() []string
	// Prepare makes what the hits need, through the API, and tells who listens
	// how much of it is done. It comes once, before the first hit.
	Prepare(ctx context.Context, at Site, progress func(done, all int)) error
	// Subject is the number of the task or channel that hit n works on. All hits
	// of a subject are sent by the same shard.
	Subject(n int) int
	// Hit carries out the hit whose number is f.N. What it sends follows from
	// the seed and the number alone, and from answers where it has to.
	Hit(ctx context.Context, f *Flight)
	// ReadBack reads how the subjects stand now, through the API: those that are
	// named, or all that the hits have touched where subjects is nil.
	ReadBack(ctx context.Context, subjects []int, progress func(done, all int)) ([]history.Final, error)
	// Audit is what the checker has to know of the workload beside the log: how
	// subjects stood before the first hit, who else changes them, how long they
	// are kept.
	Audit() history.Options
	// Unaudited says why nothing of the workload can be read back; empty where it
	// can.
	Unaudited() string
	// Counts are the workload's own figures, in the order in which they are told.
	Counts() []Count
}

// A Count is a figure of a workload's own, as lost updates or late attachments.
type Count struct {
	Name  string // "lost_updates": what a threshold calls it
	Value int64
	What  string // one sentence for people
	// Unknown says why there is no such figure yet, or any more; empty where
	// Value is it.
	Unknown string
}

// A Site is what a load is aimed at.
type Site struct {
	// Network takes requests for the platform's hosts to the target, and adds
	// the account's credentials to those that bring none. It keeps no record.
	Network http.RoundTripper
	// Client speaks to the account over Network.
	Client     *twilio.RestClient
	AccountSid string
	// Prefix begins the names of all that is made on an account that others use
	// too; empty on one of the load's own.
	Prefix string
	Seed   uint64
	// Numbers are the hits that this process is going to send, ascending: all of
	// them, or a shard's share. Prepare makes what these need.
	Numbers []int32
}
