package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/flexrig/flexrig/internal/server"
)

// largestSettings bounds a file of faults or of a quota, in bytes: a fault is some
// hundred.
const largestSettings = 1 << 20

// readSettings reads a file of faults or of a quota, JSON or YAML, as the door
// takes it.
func readSettings(flag, path string) ([]byte, error) {
	takes := "--" + flag + " takes a JSON or YAML file"
	file, err := os.Open(path)
	if err != nil {
		return nil, hinted{fmt.Errorf("--%s: %w", flag, err), takes}
	}
	defer file.Close() // it was only read
	asJSON, err := settingsIn(file)
	if err != nil {
		return nil, hinted{fmt.Errorf("--%s %s: %w", flag, path, err), takes}
	}
	return asJSON, nil
}

// settingsIn takes JSON as it is, and makes it of YAML.
func settingsIn(file io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(file, largestSettings+1))
	if err != nil {
		return nil, err
	}
	if len(text) > largestSettings {
		return nil, fmt.Errorf("the file is larger than %d bytes", largestSettings)
	}
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff")))
	if len(text) == 0 {
		return nil, errors.New("the file is empty")
	}
	if text[0] == '{' || text[0] == '[' {
		return text, nil
	}
	asJSON, err := yaml.YAMLToJSON(text)
	if err != nil {
		return nil, fmt.Errorf("the file is neither JSON nor YAML: %w", err)
	}
	return asJSON, nil
}

// tell sends the door something about an account, and gives back its refusal.
func tell(ctx context.Context, running *server.Server, method, path, sid string, body []byte) error {
	status, answer, err := running.Manage(ctx, method, path+"?"+url.Values{"account": {sid}}.Encode(), body)
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
