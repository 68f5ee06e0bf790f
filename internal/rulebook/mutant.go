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

// Mutants gives every mutant there is, in the order of the rules. Each call
// makes new books.
func Mutants() []Mutant {
	var all []Mutant
	for _, group := range mutantGroups() {
		for i, m := range group.mutations {
			book := Documented()
			m.change(book)
			all = append(all, Mutant{ID: fmt.Sprintf("%s.%d", group.rule, i+1), Rule: group.rule, What: m.what, Book: book})
		}
	}
	return all
}

// MutantNamed finds a mutant by its id, and false where there is none.
func MutantNamed(id string) (Mutant, bool) {
	all := Mutants()
	if i := slices.IndexFunc(all, func(m Mutant) bool { return m.ID == id }); i >= 0 {
		return all[i], true
	}
	return Mutant{}, false
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
	return slices.Concat(mediaMutants(), dataMutants(), customDataMutants(), channelMutants(), customChannelMutants())
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
