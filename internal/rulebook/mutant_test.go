package rulebook_test

import (
	"reflect"
	"slices"
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
	all := rulebook.Mutants()
	for i, m := range all {
		same := slices.IndexFunc(all[:i], func(n rulebook.Mutant) bool { return n.Rule == m.Rule && reflect.DeepEqual(n.Book, m.Book) })
		if same >= 0 {
			t.Errorf("%s (%s) changes what %s (%s) changes", m.ID, m.What, all[same].ID, all[same].What)
		}
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
