package rulebook

import (
	"fmt"
	"slices"
	"time"
)

// A Mutant is a book that breaks one rule on purpose. Played against it, at
// least one example of that rule has to fail; where none does, the features
// would not notice a platform that behaves so.
type Mutant struct {
	ID   string // TD-06.1
	Rule string // TD-06
	What string // what is different, in a few words
	Book *Book
}

// Mutants gives every mutant there is, in the order of the groups; those of a
// rule are numbered through where several groups break it. Each call makes new
// books.
func Mutants() []Mutant {
	var all []Mutant
	for _, d := range drafts() {
		d.write()
		all = append(all, d.Mutant)
	}
	return all
}

// MutantNamed finds a mutant by its id, and false where there is none.
func MutantNamed(id string) (Mutant, bool) {
	for _, d := range drafts() {
		if d.ID == id {
			d.write()
			return d.Mutant, true
		}
	}
	return Mutant{}, false
}

// A draft is a mutant whose book has not been written: most are only looked at.
type draft struct {
	Mutant
	change func(*Book)
}

func drafts() []draft {
	var all []draft
	numbers := map[string]int{}
	for _, group := range mutantGroups() {
		for _, m := range group.mutations {
			numbers[group.rule]++
			id := fmt.Sprintf("%s.%d", group.rule, numbers[group.rule])
			all = append(all, draft{Mutant{ID: id, Rule: group.rule, What: m.what}, m.change})
		}
	}
	return all
}

func (d *draft) write() {
	d.Book = Documented()
	d.change(d.Book)
}

type mutation struct {
	what   string
	change func(*Book)
}

type mutantGroup struct {
	rule      string
	mutations []mutation
}

func mutantGroups() []mutantGroup {
	return slices.Concat(mediaMutants(), dataMutants(), customDataMutants(), channelMutants(),
		agentMutants(), inputMutants())
}

// without gives a list that lacks one word, with one that has one more.
func without(list []string, word string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(w string) bool { return w == word })
}

func with(list []string, word string) []string { return append(slices.Clone(list), word) }

// typed changes one type of media link.
func typed(name string, change func(*MediaType)) func(*Book) {
	return func(b *Book) {
		for i := range b.MediaTypes {
			if b.MediaTypes[i].Name == name {
				change(&b.MediaTypes[i])
			}
		}
	}
}

// untyped takes one type of media link away.
func untyped(name string) func(*Book) {
	return func(b *Book) {
		b.MediaTypes = slices.DeleteFunc(b.MediaTypes, func(t MediaType) bool { return t.Name == name })
	}
}

// row changes one row of the closing table.
func row(channel, routing string, change func(*Closing)) func(*Book) {
	return func(b *Book) {
		for i := range b.Closings {
			if b.Closings[i].Channel == channel && b.Closings[i].Routing == routing {
				change(&b.Closings[i])
			}
		}
	}
}

// anotherRow adds a row that the platform refuses.
func anotherRow(c Closing) func(*Book) {
	return func(b *Book) { b.Closings = append(b.Closings, c) }
}

func retained(span time.Duration) func(*Book) {
	return func(b *Book) { b.CompletedTaskRetention = Duration(span) }
}

func kept(span time.Duration) func(*Book) {
	return func(b *Book) { b.ChannelRetention = Duration(span) }
}

// activityMutants change, one by one, what counts as an update of a channel.
func activityMutants(change func([]string, string) []string, what string, activities ...string) []mutation {
	var all []mutation
	for _, activity := range activities {
		all = append(all, mutation{fmt.Sprintf(what, activity), func(b *Book) { b.ChannelActivity = change(b.ChannelActivity, activity) }})
	}
	return all
}
