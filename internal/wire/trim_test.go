package wire

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var (
	update = flag.Bool("update", false, "write golden files; with -oai the trimmed OpenAPI documents too")
	oai    = flag.String("oai", "", "directory with Twilio's OpenAPI documents, to compare the trimmed ones with")
)

// documents are Twilio's files, by product.
var documents = map[product]string{
	taskRouter:       "twilio_taskrouter_v1.json",
	flexAPI:          "twilio_flex_v1.json",
	conversationsAPI: "twilio_conversations_v1.json",
	chatAPI:          "twilio_chat_v2.json",
	studioAPI:        "twilio_studio_v2.json",
}

func trimmedFile(name string) string { return filepath.Join("testdata", "oai", name) }

// TestTrimmedDocuments holds the documents in testdata against the originals,
// where somebody has them. Without them it still holds that there is nothing in
// testdata that trimming would have taken out, or would write in another way.
func TestTrimmedDocuments(t *testing.T) {
	t.Parallel()
	from := *oai
	if from == "" {
		from = trimmedFile("")
	}
	for product, name := range documents {
		original := readJSON(t, filepath.Join(from, name))
		want, err := json.MarshalIndent(trim(original, product), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, '\n')
		if *update {
			if err := os.WriteFile(trimmedFile(name), want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(trimmedFile(name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what trimming the original gives; run with -update", name)
		}
	}
}

func readJSON(t *testing.T, file string) map[string]any {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var document map[string]any
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return document
}

// trim keeps what the table's operations of a product need of a document.
func trim(document map[string]any, p product) map[string]any {
	paths := map[string]any{}
	for _, op := range operations() {
		item, ok := document["paths"].(map[string]any)[op.path].(map[string]any)
		if op.product != p || !ok {
			continue
		}
		kept, ok := paths[op.path].(map[string]any)
		if !ok {
			kept = map[string]any{"servers": item["servers"]}
			paths[op.path] = kept
		}
		if operation, ok := item[strings.ToLower(op.method)]; ok {
			kept[strings.ToLower(op.method)] = bare(operation, false)
		}
	}
	schemas := map[string]any{}
	all := document["components"].(map[string]any)["schemas"].(map[string]any)
	collect(paths, all, schemas)
	info := document["info"].(map[string]any)
	return map[string]any{
		"openapi":    document["openapi"],
		"info":       map[string]any{"title": info["title"], "version": info["version"], "license": info["license"]},
		"servers":    document["servers"],
		"paths":      paths,
		"components": map[string]any{"schemas": schemas},
	}
}

// bare drops what no check reads. Within properties the keys are names that
// somebody chose, "description" among them.
func bare(node any, names bool) any {
	switch node := node.(type) {
	case []any:
		kept := make([]any, len(node))
		for i, child := range node {
			kept[i] = bare(child, false)
		}
		return kept
	case map[string]any:
		kept := map[string]any{}
		for key, child := range node {
			if names || !dropped(key) {
				kept[key] = bare(child, key == "properties" && !names)
			}
		}
		return kept
	}
	return node
}

func dropped(key string) bool {
	switch key {
	case "description", "summary", "example", "examples", "tags", "headers", "security":
		return true
	}
	return strings.HasPrefix(key, "x-")
}

// collect adds the schemas that a node refers to, and those that they refer to.
func collect(node any, all, into map[string]any) {
	switch node := node.(type) {
	case []any:
		for _, child := range node {
			collect(child, all, into)
		}
	case map[string]any:
		if ref, ok := node["$ref"].(string); ok {
			name := strings.TrimPrefix(ref, "#/components/schemas/")
			if into[name] == nil {
				into[name] = bare(all[name], false)
				collect(into[name], all, into)
			}
		}
		for _, child := range node {
			collect(child, all, into)
		}
	}
}
