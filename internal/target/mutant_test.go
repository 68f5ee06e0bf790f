package target

import (
	"strings"
	"testing"
)

func TestAMutantIsAMockThatBreaksItsRule(t *testing.T) {
	t.Parallel()
	for _, m := range Mutants() {
		mock, err := NewMock(MockConfig{Mutant: m.ID})
		if err != nil {
			t.Fatalf("%s (%s): %v", m.ID, m.What, err)
		}
		if err := mock.Close(); err != nil {
			t.Errorf("%s: close: %v", m.ID, err)
		}
	}
}

func TestAMutantThatThereIsNotIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := NewMock(MockConfig{Mutant: "TD-06.99"}); err == nil || !strings.Contains(err.Error(), "TD-06.99") {
		t.Errorf("error %v, want one that names TD-06.99", err)
	}
	_, err := NewMock(MockConfig{Mutant: "TD-06.1", Rulebook: strings.NewReader("player_recordings: 2")})
	if err == nil || !strings.Contains(err.Error(), "takes no other") {
		t.Errorf("error %v, want one that says that a mutant takes no rule book", err)
	}
}
