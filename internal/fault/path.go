package fault

import (
	"regexp"
	"strings"
)

// A pathPattern tells which paths a rule is for.
type pathPattern struct {
	exact string         // where there is no wildcard
	form  *regexp.Regexp // where there is one
}

// newPathPattern makes a pattern of a path in which * stands for any text within
// a segment and ** for any text. An empty one fits every path.
func newPathPattern(path string) pathPattern {
	if !strings.Contains(path, "*") {
		return pathPattern{exact: path}
	}
	quoted := strings.NewReplacer(`\*\*`, `.*`, `\*`, `[^/]*`).Replace(regexp.QuoteMeta(path))
	return pathPattern{form: regexp.MustCompile(`\A(?s:` + quoted + `)\z`)} // made of quoted text: it compiles
}

func (p pathPattern) fits(path string) bool {
	if p.form != nil {
		return p.form.MatchString(path)
	}
	return p.exact == "" || p.exact == path
}
