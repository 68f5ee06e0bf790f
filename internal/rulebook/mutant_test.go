package rulebook_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestEveryMutantDiffersFromTheDocumentedBook(t *testing.T) {
	t.Parallel()
	for _, m := range rulebook.Mutants() {
		if reflect.DeepEqual(m.Book, rulebook.Documented()) {
			t.Errorf("%s (%s) is the documented book: it can never be killed", m.ID, m.What)
		}
	}
}

func TestNoTwoMutantsOfARuleAreTheSame(t *testing.T) {
	t.Parallel()
	written := func(b *rulebook.Book) string { return fmt.Sprintf("%#v", *b) }
	if one, other := written(rulebook.Documented()), written(rulebook.Documented()); one != other {
		t.Fatal("equal books are written differently: compare them in another way")
	}
	seen := map[string]rulebook.Mutant{}
	for _, m := range rulebook.Mutants() {
		key := m.Rule + written(m.Book)
		if same, known := seen[key]; known {
			t.Errorf("%s (%s) changes what %s (%s) changes", m.ID, m.What, same.ID, same.What)
		}
		seen[key] = m
	}
}

func TestMutantsAreFoundByTheirIDs(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, m := range rulebook.Mutants() {
		found, ok := rulebook.MutantNamed(m.ID)
		if !ok || found.What != m.What || seen[m.ID] {
			t.Errorf("%s (%s) is found as %q (%t), and was there before: %t", m.ID, m.What, found.What, ok, seen[m.ID])
		}
		seen[m.ID] = true
	}
	if _, ok := rulebook.MutantNamed("TD-06.99"); ok {
		t.Error("a mutant that there is not was found")
	}
}

func TestAMutantDoesNotSpoilTheNextBook(t *testing.T) {
	t.Parallel()
	before := rulebook.Documented()
	rulebook.Mutants()
	if after := rulebook.Documented(); !reflect.DeepEqual(before, after) {
		t.Errorf("making mutants changed the documented book from %+v to %+v", before, after)
	}
}
