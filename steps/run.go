package steps

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/flexrig/flexrig/features"
)

// A panicked is what is left of a step that panicked.
type panicked struct {
	value any
	stack string
}

func (p *panicked) Error() string { return fmt.Sprintf("the step panicked: %v\n%s", p.value, p.stack) }

// run carries out one step. A panic is an error of this example alone.
func (s *scenario) run(w word, do func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &panicked{value: value, stack: stackTop(debug.Stack())}
		}
	}()
	if err := s.ctx.Err(); err != nil {
		return fmt.Errorf("not carried out: %w", err)
	}
	if s.kind == features.When {
		s.answer, s.judged, s.memories = nil, false, nil
	}
	if err := s.unexpectedRefusal(w); err != nil {
		return err
	}
	return do()
}

// unexpectedRefusal fails a Then that would look past a refused request.
func (s *scenario) unexpectedRefusal(w word) error {
	if s.kind != features.Then || s.answer == nil || s.judged || w.judges {
		return nil
	}
	return s.mismatch("the request was", told(s.answer), "accepted")
}

// stackTop cuts a stack trace down to the frames between the panic and run.
func stackTop(stack []byte) string {
	const frames = 6
	_, after, _ := strings.Cut(string(stack), "panic(")
	lines := strings.Split(after, "\n")
	// Two lines a frame, the first of which belongs to panic itself.
	lines = lines[min(2, len(lines)):]
	return strings.TrimSpace(strings.Join(lines[:min(2*frames, len(lines))], "\n"))
}
