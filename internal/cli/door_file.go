package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/flexrig/flexrig/internal/server"
)

// readSettings reads a file of faults or of a quota, JSON or YAML, as the door
// takes it.
func readSettings(flag, path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, hinted{fmt.Errorf("--%s: %w", flag, err), "--" + flag + " takes a JSON or YAML file"}
	}
	asJSON, err := yaml.YAMLToJSON(text) // every JSON text is YAML
	if err != nil {
		return nil, fmt.Errorf("--%s %s: %w", flag, path, err)
	}
	return asJSON, nil
}

// tell sends the door something about an account, and gives back its refusal.
func tell(ctx context.Context, running *server.Server, method, path, sid string, body []byte) error {
	status, answer, err := running.Manage(ctx, method, path+"?account="+sid, body)
	if err == nil && status >= http.StatusBadRequest {
		err = errors.New(saidBy(answer))
	}
	return err
}

// saidBy is what the door says is wrong, out of its JSON.
func saidBy(answer []byte) string {
	var said struct {
		Error string `json:"error"`
	}
	if err := json.Unmarshal(answer, &said); err != nil || said.Error == "" {
		return strings.TrimSpace(string(answer))
	}
	return said.Error
}
