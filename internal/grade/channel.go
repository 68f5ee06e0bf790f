package grade

import (
	"net/http"
	"strings"
)

// judgeChannelUpdates looks for updates of channels that were refused because of
// what they said, and for channels that somebody tried to make.
func judgeChannelUpdates(j *judge) {
	for i := range j.Requests {
		r := &j.Requests[i]
		switch {
		case r.Operation == "UpdateInteractionChannel" && r.Status == http.StatusBadRequest:
			j.judgeChannelStatus(r)
		case r.Method == http.MethodPost && r.Status == http.StatusMethodNotAllowed && strings.Contains(r.Path, "/Interactions/") &&
			strings.HasSuffix(r.Path, "/Channels"):
			j.see(ChannelMadeDirectly, Error, "", r, "%s tried to create a channel; it cannot be created directly", r.writer().name())
		}
	}
}

func (j *judge) judgeChannelStatus(r *Request) {
	status, _ := r.Field("Status")
	routing, routed := r.Field("Routing")
	switch {
	case status == "inactive" && !routed:
		j.see(InactiveWithoutRouting, Error, "", r, "%s set a channel inactive without a routing; it was refused and nothing has changed",
			r.writer().name())
	case status == "inactive":
		j.see(InactiveWithoutRouting, Error, "", r, "%s set a channel inactive with the routing %.60q, which does not close it; it was refused and nothing has changed",
			r.writer().name(), routing)
	default:
		j.see(ChannelStatusRefused, Error, status, r, "%s set a channel's status to %.60q, which was refused", r.writer().name(), status)
	}
}
