package target

import (
	"fmt"
	"strings"
)

// Parse opens the target that a command line names: "mock", configured as
// given. Addresses and "live" are understood and refused, since there is
// nothing yet that could verify them; all else is an error that lists what
// there is.
func Parse(spec string, mock MockConfig) (Target, error) {
	switch {
	case spec == mockName:
		m, err := NewMock(mock)
		if err != nil {
			return nil, err // a nil *Mock must not become a Target that is not nil
		}
		return m, nil
	case spec == "live":
		return nil, fmt.Errorf("target %q: this version verifies the stand-in only and reaches no real account; use %s", spec, mockName)
	case strings.HasPrefix(spec, "http://"), strings.HasPrefix(spec, "https://"):
		return nil, fmt.Errorf("target %q: this version verifies the stand-in in its own process only and reaches none by address; use %s", spec, mockName)
	}
	return nil, fmt.Errorf("target %q is not known; there is %s, the stand-in in this process", spec, mockName)
}
