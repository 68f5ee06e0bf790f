package cli_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

const module = "github.com/flexrig/flexrig"

// mayImport is the direction in which imports run: what each room may know of
// the others. A room that is missing here is not part of the house yet.
var mayImport = map[string][]string{
	"":                       {"internal/cli"},
	"internal/cli":           {"features", "internal/clock", "internal/server", "internal/target", "internal/wrapper", "load", "load/attack", "load/compare", "load/live", "load/pacing", "load/workload", "load/threshold", "reports", "steps"},
	"load":                   {"fixtures", "internal/target", "load/attack", "load/history", "load/pacing", "load/threshold", "load/workload", "reports"},
	"load/attack":            {"load/history", "load/pacing", "reports"},
	"load/compare":           {"reports"},
	"load/history":           {},
	"load/live":              {"reports"},
	"load/pacing":            {},
	"load/threshold":         {"reports"},
	"load/workload":          {"fixtures", "load/attack", "load/history"},
	"steps":                  {"features", "fixtures", "fixtures/middleware", "internal/earliest", "internal/guard", "internal/target", "reports"},
	"internal/target":        {"fixtures/insights", "internal/guard", "internal/lines", "internal/rulebook", "internal/wire"},
	"internal/wire":          {"internal/chat", "internal/clock", "internal/console", "internal/conversations", "internal/fault", "internal/flex", "internal/grade", "internal/insights", "internal/rulebook", "internal/sim", "internal/studio", "internal/taskrouter"},
	"internal/fault":         {"internal/rulebook"},
	"internal/http1":         {"internal/clock"},
	"internal/server":        {"internal/clock", "internal/http1", "internal/rulebook", "internal/wire"},
	"internal/grade":         {"internal/insights", "internal/rulebook", "internal/taskrouter"},
	"internal/sim":           {"internal/chat", "internal/clock", "internal/conversations", "internal/flex", "internal/insights", "internal/rulebook", "internal/studio", "internal/taskrouter"},
	"internal/insights":      {"internal/rulebook", "internal/taskrouter"},
	"internal/flex":          {"internal/rulebook", "internal/taskrouter"},
	"internal/conversations": {"internal/rulebook"},
	"internal/chat":          {"internal/rulebook"},
	"internal/studio":        {},
	"internal/taskrouter":    {"internal/rulebook"},
	"internal/rulebook":      {},
	"internal/clock":         {},
	"internal/lines":         {},
	"internal/earliest":      {},
	"internal/wrapper":       {"internal/clock"},
	"internal/console":       {},
	"features":               {},
	"fixtures":               {"fixtures/insights", "internal/target", "reports"},
	"fixtures/insights":      {},
	"fixtures/middleware":    {},
	"internal/guard":         {},
	"reports":                {},

	"fixtures/middleware/cmd/middleware": {"fixtures/middleware"},
	"internal/cli/ask":                   {},
	"fixtures/clients":                   {},
	"fixtures/clients/environment":       {},
}

// defendants are the rooms whose notes the judge does not read: an expectation
// that came out of the stand-in could only ever agree with it.
var defendants = []string{
	"internal/wire", "internal/sim", "internal/insights", "internal/flex", "internal/conversations",
	"internal/taskrouter", "internal/rulebook", "internal/chat", "internal/studio", "internal/grade", "internal/fault", "internal/http1", "internal/server",
}

type listedPackage struct {
	ImportPath, Dir                    string
	Imports, TestImports, XTestImports []string
	GoFiles                            []string
}

func house(t *testing.T) map[string]listedPackage {
	t.Helper()
	rooms, err := listed()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return rooms
}

// listed asks for all packages once.
var listed = sync.OnceValues(func() (map[string]listedPackage, error) {
	command := exec.Command("go", "list", "-json=ImportPath,Dir,Imports,TestImports,XTestImports,GoFiles", "./...")
	command.Dir = filepath.Join("..", "..")
	out, err := command.Output()
	if err != nil {
		return nil, err
	}
	rooms := map[string]listedPackage{}
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listedPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return rooms, nil
		} else if err != nil {
			return nil, err
		}
		rooms[room(p.ImportPath)] = p
	}
})

// room is a package's place in the house, or "-" for a package of somebody else.
func room(path string) string {
	if path == module {
		return ""
	}
	if inside, ok := strings.CutPrefix(path, module+"/"); ok {
		return inside
	}
	return "-"
}

func TestImportsRunOneWay(t *testing.T) {
	t.Parallel()
	for name, p := range house(t) {
		allowed, known := mayImport[name]
		if !known {
			t.Errorf("room %q is not in the table of import directions; decide what it may import", name)
			continue
		}
		for _, path := range p.Imports {
			if to := room(path); to != "-" && !slices.Contains(allowed, to) {
				t.Errorf("%s imports %s: imports run one way, and %s may know only of %v", name, to, name, allowed)
			}
		}
	}
}

func TestTheJudgeDoesNotReadTheDefendantsNotes(t *testing.T) {
	t.Parallel()
	rooms := house(t)
	p, ok := rooms["steps"]
	if !ok {
		t.Fatal("there are no steps to look at")
	}
	for _, path := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
		if slices.Contains(defendants, room(path)) {
			t.Errorf("steps import %s: what is expected stands in the feature or the fixture, never in the stand-in", path)
		}
	}
}

func TestReportsOpenNoFile(t *testing.T) {
	t.Parallel()
	p, ok := house(t)["reports"]
	if !ok {
		t.Fatal("there are no reports to look at")
	}
	for _, path := range p.Imports {
		if path == "os" || path == "io/ioutil" {
			t.Errorf("reports import %s: they render to an io.Writer, and the command line owns the files", path)
		}
	}
}

// ownersOfTime may read the machine's clock, sleep and set timers. The scripts' client
// is one as any other is: it waits between two requests.
var ownersOfTime = []string{"internal/clock", "internal/target", "load", "load/attack", "internal/cli/ask"}

func TestTimeHasOneOwner(t *testing.T) {
	t.Parallel()
	asks := []string{"Now", "Sleep", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick", "Since", "Until"}
	for name, p := range house(t) {
		if slices.Contains(ownersOfTime, name) {
			continue
		}
		for _, file := range p.GoFiles {
			set := token.NewFileSet()
			parsed, err := parser.ParseFile(set, filepath.Join(p.Dir, file), nil, 0)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(node ast.Node) bool {
				selector, ok := node.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if of, ok := selector.X.(*ast.Ident); ok && of.Name == "time" && of.Obj == nil && slices.Contains(asks, selector.Sel.Name) {
					t.Errorf("%s: time.%s: only %v own time; take an instant, or a clock, from the caller",
						set.Position(selector.Pos()), selector.Sel.Name, ownersOfTime)
				}
				return true
			})
		}
	}
}

func TestEveryRoomHasADocThatTeaches(t *testing.T) {
	t.Parallel()
	const least = 200 // characters: a sentence that repeats the name is shorter
	for name, p := range house(t) {
		if name == "" {
			continue // the command's own comment stands in main.go
		}
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, filepath.Join(p.Dir, "doc.go"), nil, parser.ParseComments)
		if err != nil {
			t.Errorf("%s has no doc.go: %v", name, err)
			continue
		}
		if parsed.Doc == nil || len(parsed.Doc.Text()) < least {
			t.Errorf("%s/doc.go says less than %d characters of what the package is, is not, and how it is used", name, least)
		}
	}
}
