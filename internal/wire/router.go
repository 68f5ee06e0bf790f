package wire

import (
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
)

// A product is one of the platform's APIs, by the first label of its host.
type product string

const (
	taskRouter       product = "taskrouter"
	flexAPI          product = "flex-api"
	conversationsAPI product = "conversations"
	coreAPI          product = "api"
	chatAPI          product = "chat"
	studioAPI        product = "studio"
)

// platform ends the name of every host of the platform.
const platform = ".twilio.com"

func hostOf(p product) string { return string(p) + platform }

// routes find the operation of a request: by the product that its host names,
// or among all products where it names none.
type routes struct {
	byProduct map[product]*http.ServeMux
	all       *http.ServeMux
	none      *http.ServeMux // of a product that is not modelled at all
}

// modelled are the routes of the table. They hold nothing of a stand-in, so that
// all share them.
var modelled = sync.OnceValue(func() routes { return newRoutes(operations()) })

func newRoutes(table []operation) routes {
	r := routes{byProduct: map[product]*http.ServeMux{}, all: newMux(table), none: newMux(nil)}
	for _, op := range table {
		if r.byProduct[op.product] == nil {
			r.byProduct[op.product] = newMux(slices.DeleteFunc(slices.Clone(table), func(other operation) bool {
				return other.product != op.product
			}))
		}
	}
	return r
}

// documentedOnly are operations that Twilio documents on paths of the table and
// the stand-in does not model: another verb would be the client's mistake, these
// are not.
var documentedOnly = []string{
	"POST /v1/Conversations/{ConversationSid}/Participants/{Sid}",
	"POST /v2/Services/{ServiceSid}/Channels/{ChannelSid}/Messages/{Sid}",
	"DELETE /v2/Services/{ServiceSid}/Channels/{ChannelSid}/Messages/{Sid}",
	"POST /v2/Services/{ServiceSid}/Users",
	"POST /v2/Services/{ServiceSid}/Users/{Sid}",
	"DELETE /v2/Services/{ServiceSid}/Users/{Sid}",
}

// newMux registers every operation under its verb, its path under any other
// verb, and everything else. A table in which two operations collide panics
// here, when the stand-in is made.
func newMux(table []operation) *http.ServeMux {
	mux := http.NewServeMux()
	verbs := map[string][]string{}
	for i := range table {
		op := &table[i]
		prepared := prepare(op)
		mux.HandleFunc(op.method+" "+op.pattern(), func(w http.ResponseWriter, _ *http.Request) { callOf(w).carryOut(prepared) })
		verbs[op.pattern()] = append(verbs[op.pattern()], op.method)
	}
	for path, allowed := range verbs {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { callOf(w).wrongVerb(allowed) })
	}
	for _, pattern := range append(documentedOnly, "/") {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, _ *http.Request) { callOf(w).unmodelled() })
	}
	return mux
}

// forHost gives the routes that hold for a host.
func (r routes) forHost(host string) *http.ServeMux {
	labels, ok := strings.CutSuffix(host, platform)
	if !ok {
		return r.all
	}
	// product, product.region or product.edge.region
	name, _, _ := strings.Cut(labels, ".")
	if mux, ok := r.byProduct[product(name)]; ok {
		return mux
	}
	return r.none
}

// hostName is a request's host in lower case and without its port.
func hostName(r *http.Request) string {
	host := r.Host
	if colon := strings.LastIndexByte(host, ':'); colon >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:colon]
	}
	return strings.ToLower(host)
}

// tidy tells whether a path names something as it stands. ServeMux would answer
// any other with a redirect, which a client takes for success.
func tidy(r *http.Request) bool {
	if r.URL.RawPath == "" && plainPath(r.URL.Path) {
		return r.RequestURI != "*"
	}
	escaped := r.URL.EscapedPath()
	return strings.HasPrefix(escaped, "/") && path.Clean(escaped) == escaped && r.RequestURI != "*"
}

// plainPath tells of most paths that they name something as they stand, at a
// fraction of the cost: segments of letters, digits, hyphens and underscores.
func plainPath(path string) bool {
	const slash = '/'
	if len(path) < 2 || path[0] != slash || path[len(path)-1] == slash {
		return false
	}
	for i := 1; i < len(path); i++ {
		switch c := path[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_':
		case c == slash && path[i-1] != slash:
		default:
			return false
		}
	}
	return true
}
