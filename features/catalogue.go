package features

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed rules.yaml
var rulesFile []byte

// A Rule is one statement of Twilio's pages that the contract is about.
type Rule struct {
	ID       string // such as "IC-11"; the tag of its Rule block
	Sentence string // what it says, lower case, without a full stop
	Source   string // the page, such as "Interaction Channels"
	// Where joins with "+" what has to be there to observe it: api, time,
	// insights, browser, or guard for the rig's own conduct.
	Where string
	// Note says where the pages contradict themselves or each other, and what
	// this contract takes for true; empty where they do not.
	Note string
}

// InBrowserAlone tells whether a rule shows only where Flex UI runs: no API and
// no stand-in can tell anything of it.
func (r Rule) InBrowserAlone() bool { return r.Where == "browser" }

// ruleID is the form of every id.
var ruleID = regexp.MustCompile(`^[A-Z]{2}-[0-9]{2}$`)

var places = map[string]bool{"api": true, "time": true, "insights": true, "browser": true, "guard": true}

// Catalogue lists every rule in the order of the pages, those without an
// example included. The caller may change what it gets.
func Catalogue() []Rule {
	return append([]Rule(nil), catalogue()...)
}

// catalogue is read once. The file is part of the binary, so that a fault in it
// is a fault of the program, and a test reads it before anybody else does.
var catalogue = sync.OnceValue(func() []Rule {
	rules, err := readCatalogue(rulesFile)
	if err != nil {
		panic(fmt.Sprintf("rules.yaml: %v", err))
	}
	return rules
})

func readCatalogue(text []byte) ([]Rule, error) {
	var entries []struct {
		ID       string   `yaml:"id"`
		Sentence string   `yaml:"sentence"`
		Source   string   `yaml:"source"`
		Where    []string `yaml:"where"`
		Note     string   `yaml:"note"`
	}
	if err := yaml.UnmarshalWithOptions(text, &entries, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("not a list of rules: %w", err)
	}
	seen := map[string]bool{}
	var rules []Rule
	for _, e := range entries {
		rule := Rule{ID: e.ID, Sentence: e.Sentence, Source: e.Source, Where: strings.Join(e.Where, "+"), Note: strings.TrimSpace(e.Note)}
		if err := rule.check(e.Where); err != nil {
			return nil, err
		}
		if seen[rule.ID] {
			return nil, fmt.Errorf("rule %s is there twice", rule.ID)
		}
		seen[rule.ID] = true
		rules = append(rules, rule)
	}
	return rules, nil
}

func (r Rule) check(where []string) error {
	switch {
	case !ruleID.MatchString(r.ID):
		return fmt.Errorf("rule id %q is not of the form IC-11", r.ID)
	case r.Sentence == "", r.Source == "", r.Where == "":
		return fmt.Errorf("rule %s needs a sentence, a source and a where", r.ID)
	}
	for _, place := range where {
		if !places[place] {
			return fmt.Errorf("rule %s is observed in %q, which is not known", r.ID, place)
		}
	}
	return nil
}
