package insights

import (
	"net/url"
	"slices"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A Link is one media link of a segment.
type Link struct {
	Level     string   `json:"level"` // default, task or reservation
	Type      string   `json:"type"`
	URL       string   `json:"url,omitempty"` // as written, byte for byte
	Sid       string   `json:"sid,omitempty"`
	Title     string   `json:"title,omitempty"`
	StartTime *int64   `json:"start_time,omitempty"` // milliseconds since 1970
	Channels  []string `json:"channels,omitempty"`
	Path      string   `json:"path,omitempty"` // where it stands in the attributes: conversations.media[0]; empty for a default
}

// The types of link that are treated in a way of their own.
const (
	typeRaw            = "Raw"
	typeVoiceRecording = "VoiceRecording"
	typeChatTranscript = "ChatTranscript"
)

// The fields of a link.
const (
	fieldURL       = "url"
	fieldSid       = "sid"
	fieldTitle     = "title"
	fieldStartTime = "start_time"
	fieldChannels  = "channels"
)

// A draft is one link as it stands in the attributes, being read.
type draft struct {
	*findings
	book   *rulebook.Book
	kind   rulebook.MediaType
	fields map[string]any
	path   string
}

// link reads one link. It is false for one that cannot be shown; what is wrong
// has been reported then.
func (r *mediaReader) link(value any, path string, level rulebook.MediaLevel) (Link, bool) {
	fields, ok := value.(map[string]any)
	if !ok {
		r.error("CM-20", path, "a media link is %s; write an object with a type", jsonKind(value))
		return Link{}, false
	}
	kind, ok := r.mediaType(fields, path)
	if !ok {
		return Link{}, false
	}
	d := draft{findings: &r.findings, book: r.book, kind: kind, fields: fields, path: path}
	link := Link{Level: string(level), Type: kind.Name, Path: path}
	if !d.complete() || !d.texts(&link) || !d.points(link) {
		return Link{}, false
	}
	if d.takes(fieldStartTime) {
		link.StartTime = d.startTime()
	}
	if d.takes(fieldChannels) {
		link.Channels = d.channels()
	}
	if kind.Name == typeRaw {
		link.URL = addressIn(r.book.RawAddress, link.URL)
	}
	return link, true
}

// mediaType finds the type that a link names.
func (r *mediaReader) mediaType(fields map[string]any, path string) (rulebook.MediaType, bool) {
	path += ".type"
	value := fields["type"]
	name, isText := value.(string)
	kind, known := r.known(name)
	switch {
	case value == nil:
		r.error("CM-20", path, "a media link has no type; write one of %s", typeNames(r.book))
	case !isText:
		r.error("CM-20", path, "a media link's type is %s; write one of %s", jsonKind(value), typeNames(r.book))
	case !known:
		r.error("CM-20", path, "there is no media link type %q; %s", name, typeAdvice(r.book, name))
	}
	return kind, isText && known
}

// known finds the type of a name, by its exact letters.
func (r *mediaReader) known(name string) (rulebook.MediaType, bool) {
	if i := slices.IndexFunc(r.book.MediaTypes, func(t rulebook.MediaType) bool {
		return strings.EqualFold(t.Name, name)
	}); i >= 0 && r.book.Breaks(rulebook.TypeCaseIsIgnored) {
		return r.book.MediaTypes[i], true
	}
	return r.book.MediaType(name)
}

// takes tells whether the link's type knows a field and the link holds it.
func (d *draft) takes(field string) bool {
	return d.fields[field] != nil &&
		(slices.Contains(d.kind.Optional, field) || slices.Contains(d.kind.Required, field))
}

// complete tells whether every field that the type needs is there.
func (d *draft) complete() bool {
	complete := true
	for _, field := range d.kind.Required {
		if value := d.fields[field]; value == nil || value == "" && !d.book.Breaks(rulebook.EmptyFieldsCount) {
			d.error("CM-20", d.path+"."+field, "%s is missing; every %s link needs one", field, d.kind.Name)
			complete = false
		}
	}
	return complete
}

// texts copies the fields that are text, and tells whether those that the type
// needs are. Any other one of a wrong kind is left out.
func (d *draft) texts(link *Link) bool {
	good := true
	for _, target := range [...]struct {
		field string
		to    *string
	}{{fieldURL, &link.URL}, {fieldSid, &link.Sid}, {fieldTitle, &link.Title}} {
		if !d.takes(target.field) {
			continue
		}
		text, ok := d.fields[target.field].(string)
		if !ok {
			d.error(d.ruleFor(target.field), d.path+"."+target.field,
				"%s is %s; write it as text", target.field, jsonKind(d.fields[target.field]))
			good = good && !slices.Contains(d.kind.Required, target.field)
		}
		*target.to = text
	}
	return good
}

// ruleFor gives the rule that a field of a wrong kind goes against: that of the
// missing field where the type needs it, the type's own otherwise.
func (d *draft) ruleFor(field string) string {
	if slices.Contains(d.kind.Required, field) {
		return "CM-20"
	}
	return d.kind.Rule
}

// points tells whether the link leads somewhere: its address is absolute and
// its sid is that of a chat.
func (d *draft) points(link Link) bool {
	if link.URL != "" && !absolute(d.book, link.URL) {
		d.error("CM-20", d.path+".url", "url %q is no absolute http or https address; write it in full, with https:// in front", link.URL)
		return false
	}
	if link.Sid != "" && !d.book.TranscriptSid.Matches(link.Sid) {
		d.error("CM-14", d.path+".sid", "sid %q is no chat's; write CH and 32 hexadecimal digits", link.Sid)
		return false
	}
	return true
}

// channels reads who is on which channel of a recording; nil where it is not a
// list of texts.
func (d *draft) channels() []string {
	list, ok := d.fields[fieldChannels].([]any)
	if !ok {
		d.error("CM-11", d.path+".channels", `channels is %s; write a list of texts such as ["customer", "others"]`,
			jsonKind(d.fields[fieldChannels]))
		return nil
	}
	names := make([]string, 0, len(list))
	for i, value := range list {
		name, ok := value.(string)
		if !ok {
			d.error("CM-11", element(d.path+".channels", i), `a channel is %s; write a text such as "customer"`, jsonKind(value))
			return nil
		}
		names = append(names, name)
	}
	return names
}

// absolute tells whether a text is an address that a browser can open from
// anywhere.
func absolute(book *rulebook.Book, address string) bool {
	parsed, err := url.Parse(address)
	switch {
	case err != nil:
		return false
	case parsed.Scheme == "":
		return book.Breaks(rulebook.RelativeLinksWork)
	case parsed.Hostname() == "":
		return book.Breaks(rulebook.HostlessLinksWork)
	}
	return slices.ContainsFunc(book.LinkSchemes, func(scheme string) bool { return strings.EqualFold(parsed.Scheme, scheme) })
}
