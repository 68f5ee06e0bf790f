package console

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func ask(path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

// TestEveryFileIsServed: what is in the page's folder and nothing else, each as what
// it is, and what the page names is there.
func TestEveryFileIsServed(t *testing.T) {
	t.Parallel()
	files, err := fs.ReadDir(page, "page")
	if err != nil || len(files) != len(types) {
		t.Fatalf("%d files, %d types: %v", len(files), len(types), err)
	}
	named := regexp.MustCompile(`"(/console/[^"]+|\./[a-z]+\.js)"`)
	for _, file := range files {
		got := ask("/console/" + file.Name())
		if got.Code != http.StatusOK || got.Body.Len() == 0 || got.Header().Get("Content-Type") != types[file.Name()] {
			t.Errorf("%s: %d, %s", file.Name(), got.Code, got.Header().Get("Content-Type"))
		}
		for _, name := range named.FindAllStringSubmatch(got.Body.String(), -1) {
			path := strings.Replace(name[1], "./", "/console/", 1)
			if ask(path).Code != http.StatusOK {
				t.Errorf("%s names %s, which is not there", file.Name(), path)
			}
		}
	}
	for _, path := range []string{"/console/", "/console/doc.go", "/console/page", "/console/..", "/console/index.html.bak"} {
		if got := ask(path); got.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Code)
		}
	}
}

// TestPageNamesNobodyElse: no address of another host, no script or style in the
// markup, and nothing that makes markup of a text.
func TestPageNamesNobodyElse(t *testing.T) {
	t.Parallel()
	foreign := regexp.MustCompile(`(https?:)?//[a-z0-9-]+\.[a-z]|innerHTML|outerHTML|insertAdjacent|document\.write|eval\(| style="| on[a-z]+="|<script>|<style`)
	for name := range types {
		text := strings.ReplaceAll(ask("/console/"+name).Body.String(), `xmlns="http://www.w3.org/2000/svg"`, "")
		if found := foreign.FindString(text); found != "" {
			t.Errorf("%s: %q", name, found)
		}
	}
	policy := ask("/").Header().Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "require-trusted-types-for 'script'"} {
		if !strings.Contains(policy, want) || strings.Contains(policy, "unsafe") {
			t.Errorf("policy %q, want %s in it", policy, want)
		}
	}
}
