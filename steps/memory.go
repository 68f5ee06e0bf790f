package steps

import "fmt"

// A memory is a part of the account as it was before the last When.
type memory struct {
	look   func() (string, error)
	before string
}

// remember notes how things stand before a When acts, so that "nothing has
// changed" can compare. subject describes a part of the account in words that
// differ whenever that part does; it is asked now and once more by the Then. In
// examples that never ask, nothing is looked at.
func (s *scenario) remember(subject func() (string, error)) error {
	if !s.comparesMemories() {
		return nil
	}
	before, err := subject()
	if err != nil {
		return fmt.Errorf("look before the request: %w", err)
	}
	s.memories = append(s.memories, memory{look: subject, before: before})
	return nil
}

const nothingHasChanged = "nothing has changed"

func (s *scenario) comparesMemories() bool {
	for _, step := range s.example.Steps {
		if step.Text == nothingHasChanged {
			return true
		}
	}
	return false
}

func (s *scenario) nothingChanged() error {
	if len(s.memories) == 0 {
		return fmt.Errorf("the step before remembers nothing to compare with")
	}
	for _, m := range s.memories {
		after, err := m.look()
		if err != nil {
			return fmt.Errorf("look again: %w", err)
		}
		if after != m.before {
			return s.mismatch("after the request there is", after, m.before)
		}
	}
	return nil
}
