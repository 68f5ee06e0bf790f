package console

import (
	"embed"
	"net/http"
	"path"
)

//go:embed page
var page embed.FS

// policy allows the page its own files and its own door, and nothing else. Trusted
// Types make the browser refuse markup that is made of text.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// types are the files of the page. What is not among them is not served.
var types = map[string]string{
	"index.html":  "text/html; charset=utf-8",
	"style.css":   "text/css; charset=utf-8",
	"icon.svg":    "image/svg+xml",
	"main.js":     "text/javascript; charset=utf-8",
	"door.js":     "text/javascript; charset=utf-8",
	"dom.js":      "text/javascript; charset=utf-8",
	"overview.js": "text/javascript; charset=utf-8",
	"journal.js":  "text/javascript; charset=utf-8",
	"insights.js": "text/javascript; charset=utf-8",
}

// Handler serves the page at / and its parts at /console/….
func Handler() http.Handler { return http.HandlerFunc(serve) }

func serve(w http.ResponseWriter, r *http.Request) {
	name := "index.html"
	if r.URL.Path != "/" {
		name = path.Base(r.URL.Path)
	}
	kind, known := types[name]
	text, err := page.ReadFile("page/" + name)
	if !known || err != nil {
		http.Error(w, "the console has no such file; open /", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Security-Policy", policy)
	_, _ = w.Write(text) // the browser has gone; there is nobody to tell
}
