package features

import (
	"strings"
	"testing"
)

func TestCatalogueHoldsEveryRuleOnce(t *testing.T) {
	t.Parallel()
	found := map[string]int{}
	seen := map[string]bool{}
	for _, rule := range Catalogue() {
		family, _, _ := strings.Cut(rule.ID, "-")
		found[family]++
		if seen[rule.ID] {
			t.Errorf("rule %s is there twice", rule.ID)
		}
		seen[rule.ID] = true
		if strings.HasSuffix(rule.Sentence, ".") {
			t.Errorf("the sentence of %s ends in a full stop: %q", rule.ID, rule.Sentence)
		}
	}
	// Ids are never taken away, so these numbers only grow.
	for family, want := range map[string]int{"CM": 20, "TD": 32, "CC": 9, "IC": 20} {
		if found[family] != want {
			t.Errorf("the catalogue has %d rules of %s, want %d", found[family], family, want)
		}
	}
}

func TestCatalogueIsTheCallersOwn(t *testing.T) {
	t.Parallel()
	first := Catalogue()
	first[0].ID = "changed"
	if got := Catalogue()[0].ID; got != "CM-01" {
		t.Errorf("after a caller changed its copy the first rule is %q, want CM-01", got)
	}
}

func TestCatalogueRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"an unknown field", "- {id: CM-01, sentence: a, source: b, where: [api], colour: red}", "colour"},
		{"an id of another form", "- {id: CM-1, sentence: a, source: b, where: [api]}", "CM-1"},
		{"an id twice", "- {id: CM-01, sentence: a, source: b, where: [api]}\n- {id: CM-01, sentence: a, source: b, where: [api]}", "twice"},
		{"a rule without a sentence", "- {id: CM-01, source: b, where: [api]}", "needs a sentence"},
		{"a place that is not known", "- {id: CM-01, sentence: a, source: b, where: [moon]}", "moon"},
		{"no list", "a: b", "not a list"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rules, err := readCatalogue([]byte(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("readCatalogue(%q) gives %v and the error %v, want an error with %q", tt.text, rules, err, tt.want)
			}
		})
	}
}
