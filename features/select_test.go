package features_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/features"
)

func closingContract(t *testing.T) *features.Contract {
	t.Helper()
	contract, err := features.Read(fstest.MapFS{"closing.feature": {Data: []byte(closing)}})
	if err != nil {
		t.Fatal(err)
	}
	return contract
}

func TestSelectPicks(t *testing.T) {
	t.Parallel()
	all := []string{"later", "status closed", "status unset", "alone"}
	tests := []struct {
		name  string
		rules []string
		tags  string
		want  []string
	}{
		{"everything by default", nil, "", all},
		{"one rule", []string{"IC-11"}, "", []string{"alone"}},
		{"a family of rules", []string{"IC-*"}, "", all},
		{"a part of a family", []string{"IC-0*"}, "", all[:3]},
		{"one of several rules", []string{"CM-01", "IC-11"}, "", []string{"alone"}},
		{"a tag", nil, "@needs:clock", []string{"later"}},
		{"without a tag", nil, "not @needs:clock", all[1:]},
		{"either tag", nil, "@needs:clock or @assumed", []string{"later", "alone"}},
		{"both tags", nil, "@documented and @needs:clock", []string{"later"}},
		{"tags in brackets", nil, "@documented and not (@needs:clock or @assumed)", all[1:3]},
		{"a rule by its tag", nil, "@IC-11", []string{"alone"}},
		{"rules and tags together", []string{"IC-09"}, "not @needs:clock", all[1:3]},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			chosen, err := closingContract(t).Select(features.Selection{Rules: tt.rules, Tags: tt.tags})
			if err != nil {
				t.Fatalf("Select(%q, %q): %v", tt.rules, tt.tags, err)
			}
			var names []string
			for _, e := range chosen {
				names = append(names, e.Name)
			}
			if diff := cmp.Diff(tt.want, names); diff != "" {
				t.Errorf("Select(%q, %q) differs, -want +got:\n%s", tt.rules, tt.tags, diff)
			}
		})
	}
}

func TestSelectRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		rules   []string
		tags    string
		want    string
		nothing bool // the selection is sound and empty
	}{
		{"a rule that is not in the catalogue", []string{"IC-22"}, "", `no rule is called "IC-22"; near it are IC-02, IC-12, IC-20`, false},
		{"a rule in small letters", []string{"ic-11"}, "", `no rule is called "ic-11"; near it are IC-11`, false},
		{"a pattern without a match", []string{"XX-*"}, "", `no rule is called "XX-*"`, false},
		{"a pattern that is none", []string{"IC-[0"}, "", "syntax error in pattern", false},
		{"an unknown rule beside a known one", []string{"IC-09", "NOPE-1"}, "", `no rule is called "NOPE-1"`, false},
		{"a misspelt tag", nil, "not @needs:clok", `no tag is called "@needs:clok"; near it are @needs:clock`, false},
		{"a tag without its @", nil, "assumed", `no tag is called "assumed"; near it are @assumed`, false},
		{"half an expression", nil, "@assumed and", "it is not complete", false},
		{"an operator alone", nil, "not", "it is not complete", false},
		{"two tags without an operator", nil, "@assumed @documented", "tag expression", false},
		{"godog's own syntax", nil, "~@assumed", `no tag is called "~@assumed"`, false},
		{"a rule without an example", []string{"CC-02"}, "", "no feature has an example of CC-02 yet", true},
		{"tags that nobody carries together", nil, "@assumed and @documented", "none of 4 examples", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			chosen, err := closingContract(t).Select(features.Selection{Rules: tt.rules, Tags: tt.tags})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("Select(%q, %q) gives %d examples and the error %v, want an error with %q", tt.rules, tt.tags, len(chosen), err, tt.want)
			}
			if errors.Is(err, features.ErrNothingSelected) != tt.nothing {
				t.Errorf("Select(%q, %q): the error %q wraps ErrNothingSelected: %t, want %t", tt.rules, tt.tags, err, !tt.nothing, tt.nothing)
			}
		})
	}
}
