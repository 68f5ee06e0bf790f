package steps

import "testing"

func TestFeaturesNameTasksByKindAndOrder(t *testing.T) {
	t.Parallel()
	s := &scenario{tasks: map[string]*task{}}
	for i, what := range []string{"call", "email", "call", "text message", "call"} {
		s.holds(what, string(rune('1'+i)))
	}
	for phrase, want := range map[string]string{
		"the call": "1", "the first call": "1", "the second call": "3", "the third call": "5",
		"the email": "2", "the first email": "2", "the text message": "4",
	} {
		found, err := s.spokenTask(phrase)
		if err != nil || found.Sid != want {
			t.Errorf("%s is task %+v (%v), want %s", phrase, found, err, want)
		}
		cell, err := s.spoken(phrase + "'s sid")
		if err != nil || cell != want {
			t.Errorf("the sid of %s is %q (%v), want %s", phrase, cell, err, want)
		}
	}
	for _, phrase := range []string{"the second email", "the chat", "the fourth call", "first call "} {
		if found, err := s.spokenTask(phrase); err == nil {
			t.Errorf("%q is task %+v, want none", phrase, found)
		}
	}
	if cell, err := s.spoken("case 4711"); err != nil || cell != "case 4711" {
		t.Errorf("a cell that names no task means %q (%v)", cell, err)
	}
}
