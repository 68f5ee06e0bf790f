package reports

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"
)

// redactor masks credentials by the place they stand in, and keeps what it
// masked so that the same value can be masked in every other place.
type redactor struct {
	known *secrets
	// names remembers the verdict on header names: a run repeats the same few
	// dozen names thousands of times.
	names map[string]bool
	// clean remembers what became of header values: every answer repeats the
	// same lists of header names, which speak of authorization and keys.
	clean map[string]string
	// depth is how many layers of JSON and form encoding text is inside of.
	depth int
}

// maxDepth bounds the layers. Attributes in a form in a log are three; without
// a bound a body of nothing but %2525… would be decoded once a character.
const maxDepth = 8

func newRedactor() *redactor {
	return &redactor{known: newSecrets(), names: map[string]bool{}, clean: map[string]string{}}
}

// header masks one header value.
func (r *redactor) header(name, value string) string {
	sensitive, seen := r.names[name]
	if !seen {
		sensitive = sensitiveName(name)
		r.names[name] = sensitive
	}
	if !sensitive {
		return r.headerText(value)
	}
	r.learnCredential(value)
	return Mask
}

// headerText is text for header values, each of which is looked at once.
func (r *redactor) headerText(value string) string {
	if !suspicious(value) {
		return value
	}
	clean, seen := r.clean[value]
	if !seen {
		clean = r.text(value)
		r.clean[value] = clean
	}
	return clean
}

// text masks credentials in a text of any kind: JSON, a form, a URL, prose.
func (r *redactor) text(s string) string {
	r.depth++
	defer func() { r.depth-- }()
	switch {
	case !suspicious(s):
		return s
	case r.depth > maxDepth:
		return r.plain(s)
	case looksJSON(s):
		return r.json(s)
	case strings.ContainsAny(s, " \t\r\n"):
		return r.plain(s)
	case schemeAtStart.MatchString(s):
		return r.url(s)
	case strings.Contains(s, "="):
		return r.form(s)
	}
	return r.plain(s)
}

var schemeAtStart = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://`)

// url masks the user part, the query and the fragment of a URL. It works on
// the text, because what a client really sent may be no valid URL.
func (r *redactor) url(s string) string {
	if !suspicious(s) {
		return s
	}
	rest, fragment, hasFragment := strings.Cut(s, "#")
	head, query, hasQuery := strings.Cut(rest, "?")
	out := r.plain(head)
	if hasQuery {
		out += "?" + r.form(query)
	}
	if hasFragment {
		out += "#" + r.form(fragment)
	}
	return out
}

var plainName = regexp.MustCompile(`^[\w.%+\-\[\]]+$`)

// form masks values of a form or a query and keeps the rest byte by byte.
func (r *redactor) form(s string) string {
	parts := strings.Split(s, "&")
	for i, part := range parts {
		parts[i] = r.formPart(part)
	}
	return strings.Join(parts, "&")
}

func (r *redactor) formPart(part string) string {
	name, value, ok := strings.Cut(part, "=")
	if !ok || !plainName.MatchString(name) {
		return r.plain(part)
	}
	decoded, err := url.QueryUnescape(value)
	if sensitiveName(name) || sensitiveName(decodedName(name)) {
		if value == "" {
			return part
		}
		r.known.learn(value)
		r.known.learn(decoded)
		return name + "=" + Mask
	}
	if err != nil {
		return r.plain(part)
	}
	if clean := r.text(decoded); clean != decoded {
		return name + "=" + url.QueryEscape(clean)
	}
	return part
}

// decodedName is empty for a name that is no valid encoding.
func decodedName(name string) string {
	plain, err := url.QueryUnescape(name)
	if err != nil {
		return ""
	}
	return plain
}

var (
	// The user part runs to the last @ before the path: an unescaped @ in a
	// password does not end it.
	userinfo = regexp.MustCompile(`([A-Za-z][A-Za-z0-9+.\-]*://)([^\s/?#"'<>\\]+)@`)
	scheme   = regexp.MustCompile(`(?i)\b(basic|bearer)(\s+|%20|\+)([A-Za-z0-9+/=._~%\-]+)`)
)

// plain masks credentials in text without a structure of its own.
func (r *redactor) plain(s string) string {
	s = userinfo.ReplaceAllStringFunc(s, func(m string) string {
		parts := userinfo.FindStringSubmatch(m)
		if parts[2] == Mask {
			return m
		}
		r.known.learn(parts[2])
		if _, password, ok := strings.Cut(parts[2], ":"); ok {
			r.known.learn(password)
		}
		return parts[1] + Mask + "@"
	})
	s = scheme.ReplaceAllStringFunc(s, func(m string) string {
		parts := scheme.FindStringSubmatch(m)
		if !r.isCredential(strings.ToLower(parts[1]), parts[3]) {
			return m
		}
		r.learnCredential(parts[1] + " " + parts[3])
		return parts[1] + parts[2] + Mask
	})
	return r.pairs(r.sentences(s))
}

// isCredential tells "Basic QUM6dG9rZW4=" from "basic authentication".
func (r *redactor) isCredential(scheme, value string) bool {
	if scheme == "basic" {
		_, ok := basicPassword(value)
		return ok
	}
	return looksSecret(value)
}

// learnCredential remembers the value of an Authorization header, or of any
// other header that carries a secret.
func (r *redactor) learnCredential(value string) {
	name, blob, ok := strings.Cut(value, " ")
	if !ok {
		r.known.learn(value)
		return
	}
	r.known.learn(blob)
	if strings.EqualFold(name, "basic") {
		if password, ok := basicPassword(blob); ok {
			r.known.learn(password)
		}
	}
}

// basicPassword decodes the "user:password" of HTTP Basic authentication.
func basicPassword(blob string) (string, bool) {
	raw, err := base64.StdEncoding.DecodeString(blob)
	if err != nil {
		return "", false
	}
	_, password, ok := strings.Cut(string(raw), ":")
	return password, ok
}
