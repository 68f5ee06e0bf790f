package wire

import (
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// The headers that every answer carries, as captured from the platform. The
// slices are shared by all answers, so that a header costs no allocation;
// nobody writes into them.
var (
	allowCredentials = []string{"true"}
	allowHeaders     = []string{"Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, Idempotency-Key"}
	allowMethods     = []string{"GET, POST, DELETE, OPTIONS"}
	allowOrigin      = []string{"*"}
	exposeHeaders    = []string{"ETag"}
	jsonType         = []string{"application/json"}
	homeRegion       = []string{"us1"}
	poweredBy        = []string{"AT-5000"}
	shenanigans      = []string{"none"}
	transportOnly    = []string{"max-age=31536000"}
	oneRequest       = []string{"1"}
	noTime           = []string{"0.000"} // seconds; the account's clock stands still meanwhile
)

// setCommonHeaders sets what does not depend on the account.
func setCommonHeaders(header http.Header, domain string) {
	header["Access-Control-Allow-Credentials"] = allowCredentials
	header["Access-Control-Allow-Headers"] = allowHeaders
	header["Access-Control-Allow-Methods"] = allowMethods
	header["Access-Control-Allow-Origin"] = allowOrigin
	header["Access-Control-Expose-Headers"] = exposeHeaders
	header["Strict-Transport-Security"] = transportOnly
	header["Twilio-Request-Duration"] = noTime
	header["X-Api-Domain"] = domains(domain)
	header["X-Home-Region"] = homeRegion
	header["X-Powered-By"] = poweredBy
	header["X-Shenanigans"] = shenanigans
}

// setAccountHeaders sets what the account's state decides: the request's own
// id, the date on the account's clock, how many of its requests are running.
func setAccountHeaders(header http.Header, id string, date []string, running int64) {
	header["Twilio-Request-Id"] = []string{id}
	header["Date"] = date
	header["Twilio-Concurrent-Requests"] = oneRequest
	if running != 1 {
		header["Twilio-Concurrent-Requests"] = []string{strconv.FormatInt(running, 10)}
	}
}

// A calendar writes the date of answers, anew in each second only.
type calendar struct{ page atomic.Pointer[calendarPage] }

type calendarPage struct {
	second int64
	date   []string
}

func (c *calendar) date(now time.Time) []string {
	page := c.page.Load()
	if page == nil || page.second != now.Unix() {
		page = &calendarPage{second: now.Unix(), date: []string{now.UTC().Format(http.TimeFormat)}}
		c.page.Store(page)
	}
	return page.date
}

var productDomains = map[string][]string{
	hostOf(taskRouter):       {hostOf(taskRouter)},
	hostOf(flexAPI):          {hostOf(flexAPI)},
	hostOf(conversationsAPI): {hostOf(conversationsAPI)},
	hostOf(coreAPI):          {hostOf(coreAPI)},
	hostOf(chatAPI):          {hostOf(chatAPI)},
	hostOf(studioAPI):        {hostOf(studioAPI)},
}

// domains is the X-Api-Domain of a request: its host, where it is one of the
// platform's, else the platform's first.
func domains(host string) []string {
	if shared, ok := productDomains[host]; ok {
		return shared
	}
	if strings.HasSuffix(host, platform) {
		return []string{host}
	}
	return productDomains[hostOf(taskRouter)]
}
