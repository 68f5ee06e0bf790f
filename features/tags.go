package features

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	messages "github.com/cucumber/messages/go/v21"
)

const needsPrefix = "needs:"

var (
	provenances  = []string{"documented", "observed", "assumed"}
	capabilities = []string{"clock", "insights", "faults", "webhooks", "browser"}
)

// knownTags lists every tag that may stand in a feature file, with its @.
var knownTags = sync.OnceValue(func() []string {
	var tags []string
	for _, p := range provenances {
		tags = append(tags, "@"+p)
	}
	for _, c := range capabilities {
		tags = append(tags, "@"+needsPrefix+c)
	}
	for _, r := range catalogue() {
		tags = append(tags, "@"+r.ID)
	}
	return tags
})

// tagProblem says what is wrong with a tag, and "" for one that is known.
func tagProblem(tag string) string {
	known := knownTags()
	if slices.Contains(known, tag) {
		return ""
	}
	return fmt.Sprintf("unknown tag %s; near it are %s", tag, strings.Join(nearest(tag, known), ", "))
}

// labelled checks that the example has one rule, one provenance and no tag that
// nobody would look at.
func (e Example) labelled(p *messages.Pickle) error {
	var problems []error
	complain := func(format string, args ...any) {
		problems = append(problems, fmt.Errorf("%s:%d: %s", e.File, e.Line, fmt.Sprintf(format, args...)))
	}
	var ids, origins []string
	for _, tag := range e.Tags {
		if problem := tagProblem(tag); problem != "" {
			complain("%s", problem)
			continue
		}
		switch name := strings.TrimPrefix(tag, "@"); {
		case ruleID.MatchString(name):
			ids = append(ids, tag)
		case slices.Contains(provenances, name):
			origins = append(origins, tag)
		}
	}
	if len(ids) != 1 {
		complain("example %q has %d rules (%s), want one", p.Name, len(ids), strings.Join(ids, " "))
	}
	if len(origins) != 1 {
		complain("example %q has %d provenances (%s), want one of @%s", p.Name, len(origins),
			strings.Join(origins, " "), strings.Join(provenances, " @"))
	}
	return errors.Join(problems...)
}
