package target

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// A Config is what the targets that a command line can name are made with.
type Config struct {
	Mock   MockConfig
	Served ServedConfig // its address is the command line's
}

// Parse opens the target that a command line names: "mock", or a server by its
// address. "live" is understood and refused, since there is nothing yet that
// could verify it; all else is an error that lists what there is.
func Parse(ctx context.Context, spec string, config Config) (Target, error) {
	switch {
	case spec == mockName && config.Served.Manage != "":
		return nil, fmt.Errorf("target %s has no management door at an address; leave --manage out", mockName)
	case spec == mockName:
		m, err := NewMock(config.Mock)
		if err != nil {
			return nil, err // a nil *Mock must not become a Target that is not nil
		}
		return m, nil
	case spec == "live":
		return nil, fmt.Errorf("target %q: this version verifies the stand-in only and reaches no real account; use %s, or the address of a served stand-in", spec, mockName)
	case strings.HasPrefix(spec, "http://"), strings.HasPrefix(spec, "https://"):
		if config.Mock.Rulebook != nil {
			return nil, errors.New("a served stand-in has a rule book of its own; give the file to it: flexrig serve --rulebook FILE")
		}
		config.Served.Address = spec
		return Serve(ctx, config.Served)
	case strings.Contains(spec, "@"):
		_, err := addressOf(spec)
		return nil, fmt.Errorf("target: %w", err)
	}
	return nil, fmt.Errorf("target %q is not known; there is %s, the stand-in in this process, and a server's address, as http://127.0.0.1:4010", spec, mockName)
}
