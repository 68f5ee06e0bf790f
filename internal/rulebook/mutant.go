package rulebook

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
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
			all = append(all, group.mutant(i, m))
		}
	}
	return all
}

// MutantNamed finds a mutant by its id, and false where there is none.
func MutantNamed(id string) (Mutant, bool) {
	for _, group := range mutantGroups() {
		for i, m := range group.mutations {
			if group.idOf(i) == id {
				return group.mutant(i, m), true
			}
		}
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

func (g mutantGroup) idOf(place int) string { return g.rule + "." + strconv.Itoa(place+1) }

// mutant makes a mutation's book, which nobody else has.
func (g mutantGroup) mutant(place int, m mutation) Mutant {
	book := Documented()
	m.change(book)
	return Mutant{ID: g.idOf(place), Rule: g.rule, What: m.what, Book: book}
}

// mutantGroups gives one group a rule, in the order of the rules: several
// subjects may break the same one. They are put together once: whoever plays all
// mutants asks for each by its id.
var mutantGroups = sync.OnceValue(func() []mutantGroup {
	var all []mutantGroup
	for _, group := range slices.Concat(mediaMutants(), dataMutants(), customDataMutants(), channelMutants(),
		customerMutants(), agentMutants(), inputMutants(), guardMutants(), accountMutants(),
		customChannelMutants(), webhookMutants()) {
		if i := slices.IndexFunc(all, func(g mutantGroup) bool { return g.rule == group.rule }); i >= 0 {
			all[i].mutations = append(all[i].mutations, group.mutations...)
		} else {
			all = append(all, group)
		}
	}
	slices.SortFunc(all, func(a, b mutantGroup) int {
		return cmp.Or(family(a.rule)-family(b.rule), strings.Compare(a.rule, b.rule))
	})
	return all
})

// family is the place of a rule's page among the pages.
func family(rule string) int {
	prefix, _, _ := strings.Cut(rule, "-")
	return slices.Index([]string{"CM", "TD", "CC", "IC"}, prefix)
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
