package wire

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/sim"
)

// Paging (Twilio docs, REST API: pagination): a page holds 50 items where
// nobody says otherwise, 1000 at most.
const (
	defaultPageSize = sim.DefaultPageSize
	largestPage     = 1000
)

// pagingFields are the query parameters that every list knows.
var pagingFields = []string{"PageSize", "Page", "PageToken"}

// A pageRequest is which page a client asks for. Only the token says where the
// page begins; the number is carried along for the client to see.
type pageRequest struct {
	size, number int
	token        string
	after        uint64
}

func (p pageRequest) sim() sim.Page { return sim.Page{Size: p.size, After: p.after} }

// readPage reads PageSize, Page and PageToken. A page number without a token is
// refused, as TaskRouter does since it gave up absolute paging.
func readPage(f *form) (pageRequest, error) {
	page := pageRequest{size: defaultPageSize}
	if size := f.integer("PageSize"); size != nil {
		page.size = *size
	}
	if number := f.integer("Page"); number != nil {
		page.number = *number
	}
	if token := f.filter("PageToken"); token != nil {
		page.token = *token
	}
	if err := f.problem(); err != nil {
		return page, err
	}
	return page.checked()
}

func (p pageRequest) checked() (pageRequest, error) {
	switch {
	case p.size > largestPage:
		return p, rulebook.Invalid(rulebook.CodePageSize, "Page size too large: %d, at most %d", p.size, largestPage)
	case p.size < 1:
		return p, invalid("Value '%d' provided for PageSize is less than 1", p.size)
	case p.number < 0:
		return p, invalid("Value '%d' provided for Page is less than 0", p.number)
	case p.number > 0 && p.token == "":
		return p, rulebook.Invalid(codePaging, "Absolute paging is not supported: follow next_page_url instead of giving Page")
	case p.token == "":
		return p, nil
	}
	after, ok := readToken(p.token)
	if !ok {
		return p, invalid("Value '%.100s' provided for PageToken is no token of this list", p.token)
	}
	p.after = after
	return p, nil
}

// A page token is PA and 32 hex digits, like a sid; it holds the ordinal after
// which the page begins.
const tokenPrefix = "PA"

func writeToken(after uint64) string {
	digits := strconv.FormatUint(after, 16)
	return tokenPrefix + strings.Repeat("0", 32-len(digits)) + digits
}

func readToken(token string) (uint64, bool) {
	if !isSid(token, tokenPrefix) {
		return 0, false
	}
	after, err := strconv.ParseUint(token[len(tokenPrefix):], 16, 64)
	return after, err == nil && after > 0
}

// meta is what a list says of itself.
type meta struct {
	Page            int     `json:"page"`
	PageSize        int     `json:"page_size"`
	FirstPageURL    string  `json:"first_page_url"`
	PreviousPageURL *string `json:"previous_page_url"`
	URL             string  `json:"url"`
	NextPageURL     *string `json:"next_page_url"`
	Key             string  `json:"key"`
}

// list makes the answer of a command that lists: the items under the list's
// key, and meta with the addresses to go on from. Tokens lead forwards only, so
// previous_page_url is known on the second page alone.
func list[V any, R any](key string, resource func(*call, V) R) func(*call, sim.Listed[V], error) (answer, error) {
	return func(c *call, listed sim.Listed[V], err error) (answer, error) {
		if err != nil {
			return answer{}, err
		}
		items := make([]R, 0, len(listed.Items))
		for _, item := range listed.Items {
			items = append(items, resource(c, item))
		}
		return answer{status: http.StatusOK, body: map[string]any{"meta": c.meta(key, listed.Next), key: items}}, nil
	}
}

// A listing is a list whose items write their own JSON.
type listing[R appender] struct {
	meta  meta
	key   string
	items []R
}

// listWritten is [list] for resources that write their own JSON.
func listWritten[V any, R appender](key string, resource func(*call, V) R) func(*call, sim.Listed[V], error) (answer, error) {
	return func(c *call, listed sim.Listed[V], err error) (answer, error) {
		if err != nil {
			return answer{}, err
		}
		items := make([]R, 0, len(listed.Items))
		for _, item := range listed.Items {
			items = append(items, resource(c, item))
		}
		return answer{status: http.StatusOK, body: &listing[R]{meta: c.meta(key, listed.Next), key: key, items: items}}, nil
	}
}

// MarshalJSON is for those who ask encoding/json.
func (l *listing[R]) MarshalJSON() ([]byte, error) { return l.appendJSON(nil), nil }

// appendJSON writes the two members in the order of their names, as a list's
// are that encoding/json writes.
func (l *listing[R]) appendJSON(to []byte) []byte {
	const first = "meta"
	if l.key < first {
		to = l.meta.appendJSON(append(l.appendItems(append(to, '{')), `,"meta":`...))
	} else {
		to = l.appendItems(append(l.meta.appendJSON(append(to, `{"meta":`...)), ','))
	}
	return append(to, '}')
}

func (l *listing[R]) appendItems(to []byte) []byte {
	to = append(appendText(to, l.key), ":["...)
	for i, item := range l.items {
		if i > 0 {
			to = append(to, ',')
		}
		to = item.appendJSON(to)
	}
	return append(to, ']')
}

func (m *meta) appendJSON(to []byte) []byte {
	to = appendNumber(append(to, `{"page":`...), m.Page)
	to = appendNumber(append(to, `,"page_size":`...), m.PageSize)
	to = appendText(append(to, `,"first_page_url":`...), m.FirstPageURL)
	to = appendURL(append(to, `,"previous_page_url":`...), m.PreviousPageURL)
	to = appendText(append(to, `,"url":`...), m.URL)
	to = appendURL(append(to, `,"next_page_url":`...), m.NextPageURL)
	to = appendText(append(to, `,"key":`...), m.Key)
	return append(to, '}')
}

func appendURL(to []byte, url *string) []byte {
	if url == nil {
		return append(to, "null"...)
	}
	return appendText(to, *url)
}

func (c *call) meta(key string, next uint64) meta {
	base := c.listURL()
	m := meta{
		Page: c.page.number, PageSize: c.page.size, Key: key,
		FirstPageURL: base + "&Page=0",
		URL:          base + "&Page=" + strconv.Itoa(c.page.number),
	}
	if c.page.token != "" {
		m.URL += "&PageToken=" + c.page.token
	}
	if c.page.number == 1 {
		m.PreviousPageURL = &m.FirstPageURL
	}
	if next != 0 {
		url := base + "&Page=" + strconv.Itoa(c.page.number+1) + "&PageToken=" + writeToken(next)
		m.NextPageURL = &url
	}
	return m
}

// listURL is the list's own address with its filters as they were given, up to
// and with the page's size.
func (c *call) listURL() string {
	var b strings.Builder
	b.WriteString("https://")
	b.WriteString(hostOf(c.op.product))
	b.WriteString(c.request.URL.EscapedPath())
	b.WriteByte('?')
	for _, given := range c.query.fields {
		if c.op.filters(given.Name) {
			b.WriteString(given.Name + "=" + url.QueryEscape(given.Value) + "&")
		}
	}
	b.WriteString("PageSize=" + strconv.Itoa(c.page.size))
	return b.String()
}
