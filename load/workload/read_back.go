package workload

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/load/history"
)

// pageSize is the longest page of tasks (Twilio docs, Task resource).
const pageSize = 1000

// keptAfterEnd is how long a completed task is there (Twilio docs, TaskRouter
// Data in Flex Insights). One that has gone by then has not been lost.
const keptAfterEnd = 2 * time.Minute

// A readBack reads how the tasks of a roll stand, once.
type readBack struct {
	*place
	roll map[int]entry
	// subjectOf is the subject whose task holds a marker.
	subjectOf func(marker uint64) int
	// finish says what else a task's attributes show: counters, or what is foreign.
	finish func(final *history.Final, attributes string)

	subjects map[string]int // by sid
	found    map[int]*history.Final
	purged   map[int]bool // subjects that had ended so long before that they may be gone
}

// of reads the subjects: singly those that are named, and all that were touched
// by pages.
func (b *readBack) of(ctx context.Context, named, touched []int, progress func(done, all int)) ([]history.Final, error) {
	b.subjects, b.found = map[string]int{}, map[int]*history.Final{}
	b.purged = map[int]bool{}
	for subject, e := range b.roll {
		if e.sid != "" {
			b.subjects[e.sid] = subject
		}
	}
	wanted := named
	// A task whose sid nobody was told is only found among all.
	if named == nil || slices.ContainsFunc(named, func(s int) bool { return b.roll[s].sid == "" }) {
		if named == nil {
			wanted = touched
		}
		if err := b.pages(ctx, len(wanted), progress); err != nil {
			return nil, err
		}
	}
	return b.collect(ctx, wanted, progress)
}

// pages reads all tasks of the workspace.
func (b *readBack) pages(ctx context.Context, all int, progress func(done, all int)) error {
	next := fmt.Sprintf("%s?PageSize=%d", b.tasks, pageSize)
	for next != "" {
		page, err := b.read(ctx, next)
		if err != nil {
			return err
		}
		if page.status != http.StatusOK || !gjson.ValidBytes(page.body) {
			return fmt.Errorf("read %s: answered with %d and no page of tasks; was the workspace deleted?", next, page.status)
		}
		for _, task := range gjson.GetBytes(page.body, "tasks").Array() {
			b.enter(task, history.NoVersion)
		}
		if progress != nil {
			progress(min(len(b.found), all), all)
		}
		next = gjson.GetBytes(page.body, "meta.next_page_url").String()
	}
	return nil
}

// enter makes a final of a task as the API shows it. A second task of a subject
// is one more copy of the first.
func (b *readBack) enter(task gjson.Result, version int32) {
	attributes := task.Get("attributes").String()
	marker := gjson.Get(attributes, markerKey).Uint()
	subject, known := b.subjects[task.Get("sid").String()]
	if !known {
		if marker == 0 {
			return // none of the load's: it was made before, and its answer was lost
		}
		subject = b.subjectOf(marker)
	}
	if final, twice := b.found[subject]; twice {
		final.Copies++
		return
	}
	final := &history.Final{
		Subject: int32(subject), Copies: 1, Version: version, Marker: marker,
		State: stateOf(task.Get("assignment_status").String()),
	}
	b.finish(final, attributes)
	b.found[subject] = final
}

// collect puts the finals of the wanted subjects together, and asks singly for
// those that no page has shown.
func (b *readBack) collect(ctx context.Context, wanted []int, progress func(done, all int)) ([]history.Final, error) {
	finals := make([]history.Final, 0, len(wanted))
	for i, subject := range wanted {
		if b.found[subject] == nil {
			if err := b.single(ctx, subject); err != nil {
				return finals, err
			}
		}
		if final := b.found[subject]; final != nil {
			finals = append(finals, *final)
		}
		if progress != nil && (i+1)%pageSize == 0 {
			progress(i+1, len(wanted))
		}
	}
	if progress != nil {
		progress(len(wanted), len(wanted))
	}
	return finals, nil
}

func (b *readBack) single(ctx context.Context, subject int) error {
	e := b.roll[subject]
	gone := &history.Final{Subject: int32(subject), Version: history.NoVersion}
	if e.sid == "" {
		b.found[subject] = gone
		return nil
	}
	got, err := b.read(ctx, b.taskURL(e.sid))
	switch {
	case err != nil:
		return err
	case got.status == http.StatusOK:
		b.enter(gjson.ParseBytes(got.body), got.version)
	default:
		b.purged[subject] = !e.ended.IsZero() && got.date.Sub(e.ended) >= keptAfterEnd
		b.found[subject] = gone
	}
	return nil
}
