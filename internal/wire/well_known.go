package wire

import "net/http"

// wellKnown is where a stand-in says what it is, without credentials: a client
// that is pointed at an address alone can tell it from the platform and find the
// management door.
const wellKnown = "/.well-known/flexrig"

// introduce answers a request for [wellKnown].
func (s *StandIn) introduce(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		_ = send(w, answer{status: http.StatusMethodNotAllowed})
		return
	}
	_ = send(w, answer{status: http.StatusOK, body: struct { // texts can always be encoded
		StandIn    string `json:"stand_in"`
		Management string `json:"management"` // base URL; empty where the door is not served
	}{"flexrig", s.manage}})
}
