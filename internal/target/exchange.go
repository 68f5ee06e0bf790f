package target

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	// KeptBody is how many bytes of a body an [Exchange] keeps.
	KeptBody = 64 << 10
	// KeptExchanges is how many of an account's exchanges are kept: the newest.
	KeptExchanges = 1000
)

// An Exchange is one request with its answer, as they went over the account's
// transport. Bodies end after [KeptBody] bytes with a line that tells how much
// is missing. The password of an Authorization header is not kept.
type Exchange struct {
	At             time.Time // when it was sent, by the machine's clock
	Method         string
	URL            string
	RequestHeader  http.Header
	RequestBody    string
	Status         int // 0 where no answer came
	ResponseHeader http.Header
	ResponseBody   string
	Duration       time.Duration // until the whole answer was there
	Err            string        // why no answer came, or why it broke off
}

// exchanges is what an account has sent, in the order of sending.
type exchanges struct {
	mu   sync.Mutex
	kept []*Exchange
}

// begin notes a request that is about to be sent.
func (x *exchanges) begin(req *http.Request, body []byte) *Exchange {
	entry := &Exchange{
		At:            time.Now(),
		Method:        req.Method,
		URL:           req.URL.Redacted(),
		RequestHeader: withoutSecrets(req.Header),
		RequestBody:   shortened(body),
		Err:           "not answered yet",
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.kept) == 2*KeptExchanges { // half of it goes at once, so that keeping stays cheap
		x.kept = slices.Clone(x.kept[KeptExchanges:])
	}
	x.kept = append(x.kept, entry)
	return entry
}

// answer completes an exchange with the answer that came.
func (x *exchanges) answer(entry *Exchange, res *http.Response, body *replay) {
	x.mu.Lock()
	defer x.mu.Unlock()
	entry.Duration = time.Since(entry.At)
	entry.Status, entry.ResponseHeader = res.StatusCode, res.Header
	entry.ResponseBody, entry.Err = shortened(body.data), ""
	if body.end != nil {
		entry.Err = body.end.Error()
	}
}

// fail completes an exchange that had no answer.
func (x *exchanges) fail(entry *Exchange, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	entry.Duration, entry.Err = time.Since(entry.At), err.Error()
}

// list gives the newest exchanges, in the order of sending. The list is the
// caller's; the headers in it are the kept ones, for reading only: copying them
// was a twentieth of a whole run.
func (x *exchanges) list() []Exchange {
	x.mu.Lock()
	defer x.mu.Unlock()
	newest := x.kept[max(0, len(x.kept)-KeptExchanges):]
	listed := make([]Exchange, len(newest))
	for i, entry := range newest {
		listed[i] = *entry
	}
	return listed
}

func shortened(body []byte) string {
	if len(body) <= KeptBody {
		return string(body)
	}
	return fmt.Sprintf("%s\n… and %d bytes more", body[:KeptBody], len(body)-KeptBody)
}

// withoutSecrets copies headers. Of credentials the user stays readable, since
// examples about authorization turn on it.
func withoutSecrets(header http.Header) http.Header {
	kept := header.Clone()
	for i, value := range kept["Authorization"] {
		kept["Authorization"][i] = withoutPassword(value)
	}
	return kept
}

func withoutPassword(authorization string) string {
	const redacted = "[redacted]"
	scheme, credentials, _ := strings.Cut(authorization, " ")
	if scheme == "Basic" {
		if plain, err := base64.StdEncoding.DecodeString(credentials); err == nil {
			user, _, _ := strings.Cut(string(plain), ":")
			return scheme + " " + user + ":" + redacted
		}
	}
	return scheme + " " + redacted
}
