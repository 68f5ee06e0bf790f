package wire

// A flatPage is what a list of api.twilio.com says of itself: beside the items,
// in addresses without a host, where the newer products have an object for it.
type flatPage struct {
	FirstPageURI    string  `json:"first_page_uri"`
	PreviousPageURI *string `json:"previous_page_uri"`
	URI             string  `json:"uri"`
	NextPageURI     *string `json:"next_page_uri"`
	Page            int     `json:"page"`
	PageSize        int     `json:"page_size"`
	Start           int     `json:"start"` // the first item's place in the whole list, from 0
	End             int     `json:"end"`   // the last item's
}

func (c *call) flatPage(next uint64, items int) flatPage {
	m := c.meta("", next)
	start := m.Page * m.PageSize
	page := flatPage{
		FirstPageURI: c.withoutHost(m.FirstPageURL), URI: c.withoutHost(m.URL),
		Page: m.Page, PageSize: m.PageSize, Start: start, End: start + max(0, items-1),
	}
	if m.PreviousPageURL != nil {
		uri := c.withoutHost(*m.PreviousPageURL)
		page.PreviousPageURI = &uri
	}
	if m.NextPageURL != nil {
		uri := c.withoutHost(*m.NextPageURL)
		page.NextPageURI = &uri
	}
	return page
}

func (c *call) withoutHost(address string) string {
	return address[len("https://"+hostOf(c.op.product)):]
}
