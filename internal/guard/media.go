package guard

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Link is one link of a task's attributes.
type Link struct {
	Place string // where such links stand: conversations.media
	Path  string // where this one stands: conversations.media[0].url
	Type  string // Raw, Embedded, Referenced, VoiceRecording; empty for a segment link
	URL   string
}

// segmentLinkPath is the place of a recording of one's own.
const segmentLinkPath = "conversations.segment_link"

// MediaIn gives every link with an address that a task's attributes hold: the
// task's own, each reservation's, the segment link. Whether a link can be shown
// is not asked: one that cannot is as open as one that can.
func MediaIn(attributes map[string]any) []Link {
	conversations, _ := attributes["conversations"].(map[string]any)
	links := linksIn(conversations["media"], "conversations.media", "conversations.media")
	reservations, _ := attributes["reservation_attributes"].(map[string]any)
	for _, sid := range slices.Sorted(maps.Keys(reservations)) {
		own, _ := reservations[sid].(map[string]any)
		links = append(links, linksIn(own["media"], "reservation_attributes.*.media", "reservation_attributes."+sid+".media")...)
	}
	return append(links, RecordingIn(attributes)...)
}

// RecordingIn gives the segment link that a task's attributes hold, if they do.
func RecordingIn(attributes map[string]any) []Link {
	conversations, _ := attributes["conversations"].(map[string]any)
	address, _ := conversations["segment_link"].(string)
	if address == "" {
		return nil
	}
	return []Link{{Place: segmentLinkPath, Path: segmentLinkPath, URL: address}}
}

func linksIn(list any, place, path string) []Link {
	values, _ := list.([]any)
	var links []Link
	for i, value := range values {
		members, _ := value.(map[string]any)
		address, _ := members["url"].(string)
		kind, _ := members["type"].(string)
		if address != "" {
			links = append(links, Link{Place: place, Path: fmt.Sprintf("%s[%d].url", path, i), Type: kind, URL: address})
		}
	}
	return links
}

// Closed reports the links that are answered with content to whoever asks (CM-19).
func (g Guard) Closed(ctx context.Context, links []Link) []Finding {
	r := report{guard: g, rule: "CM-19"}
	for _, link := range links {
		if !slices.Contains(g.MediaPlaces, link.Place) || slices.Contains(g.PassedTypes, link.Type) {
			continue
		}
		found, err := g.fetch(ctx, link.URL)
		switch {
		case err != nil:
			r.notChecked(link.Path, "%v", err)
		case g.refused(found):
		case found.has2xx():
			r.error(link.Path, "it is answered with content to whoever asks (%s); serve it to those alone who are signed in, or hand out an address that expires", found)
		default:
			r.notChecked(link.Path, "it answered %s, which does not tell who may see it", found)
		}
	}
	return r.findings
}

// Playable reports the recordings that do not open by their address alone, as
// the Insights player asks for them (TD-11).
func (g Guard) Playable(ctx context.Context, links []Link) []Finding {
	r := report{guard: g, rule: "TD-11"}
	const advice = "link a recording that is public, or that has its authorization in the path or the query of its address"
	for _, link := range links {
		found, err := g.fetch(ctx, link.URL)
		switch {
		case err != nil:
			r.notChecked(link.Path, "%v", err)
		case g.asksForLogin(found):
			r.error(link.Path, "it leads to a login, which no player passes; %s", advice)
		case g.refused(found):
			r.error(link.Path, "it does not open without credentials (%s); %s", found, advice)
		case !found.has2xx():
			r.notChecked(link.Path, "it answered %s, which does not tell whether it can be played", found)
		}
	}
	return r.findings
}

// Embeddable reports the embedded pages that stay out of a frame (CM-09).
func (g Guard) Embeddable(ctx context.Context, links []Link) []Finding {
	r := report{guard: g, rule: "CM-09"}
	for _, link := range links {
		if link.Type != "Embedded" {
			continue
		}
		found, err := g.fetch(ctx, link.URL)
		if err != nil {
			r.notChecked(link.Path, "%v", err)
			continue
		}
		why := g.forbidsFraming(found.header)
		switch {
		case why != "":
			r.error(link.Path, "its page forbids framing by %s; make the link a Referenced one, or let the page be framed by %s", oneLine(why), flexOrigin)
		case !found.has2xx():
			r.notChecked(link.Path, "it answered %s: what a signed-in agent gets may differ", found)
		}
	}
	return r.findings
}

// oneLine keeps a header that somebody else wrote from breaking a report.
func oneLine(header string) string { return strings.Join(strings.Fields(header), " ") }
