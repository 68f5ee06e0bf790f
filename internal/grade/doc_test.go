package grade

import (
	"fmt"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// TestTheDocListsEveryKind holds the table in doc.go to the kinds, their order
// and their rules.
func TestTheDocListsEveryKind(t *testing.T) {
	t.Parallel()
	parsed, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^\t([a-z-]+) +(?:error|warning|note)(?:, (?:error|warning|note))? *([A-Z]{2}-[0-9]{2})?`)
	var listed, want []string
	for _, match := range row.FindAllStringSubmatch(parsed.Doc.Text(), -1) {
		listed = append(listed, fmt.Sprint(match[1], " ", match[2]))
	}
	for _, kind := range kinds {
		want = append(want, fmt.Sprint(kind.Name, " ", kind.Rule))
	}
	if !slices.Equal(listed, want) {
		t.Errorf("doc.go lists\n%q\nand the kinds are\n%q", listed, want)
	}
}

func TestWhatIsKnownOnlyAtTheEndIsNotLookedForBefore(t *testing.T) {
	t.Parallel()
	before, end := Kinds(false), Kinds(true)
	if len(end)-len(before) != 3 {
		t.Errorf("%d kinds are looked for before the end and %d at the end, want three more", len(before), len(end))
	}
	for _, kind := range before {
		if kind.atEnd || kind.Sentence == "" || kind.advice == "" {
			t.Errorf("%+v is looked for before the end, or lacks a sentence or advice", kind)
		}
	}
}

// TestRetentionIsTheBooks: an operator who corrects the book is judged by theirs.
func TestRetentionIsTheBooks(t *testing.T) {
	t.Parallel()
	s := newScript().creates("a@1", `{}`).ends().updates("a@1", `{"a":1}`, after(115e9))
	if of(WriteLate, Judge(s.Record)) == nil {
		t.Error("five seconds before the documented end nothing is found")
	}
	s.Book = rulebook.Documented()
	s.Book.CompletedTaskRetention *= 2
	if found := of(WriteLate, Judge(s.Record)); found != nil {
		t.Errorf("with twice the retention: found %+v, want nothing", found)
	}
}
