package reports

import (
	"regexp"
	"strings"
)

var (
	// A name and what separates it from its value: name=, name: , "name": ,
	// \"name\":, name%22%3A and Go's name:[ all match. The value is found by
	// hand, since what ends it depends on how it begins.
	pair = regexp.MustCompile(`([A-Za-z][\w.\-]*)(\\*["']|%22)?\]?[ \t]*(?:=>|:=|[:=]|%3[AaDd])[ \t]*`)
	// A name and a quoted value with nothing but space between them, as in the
	// sentence: the password "…".
	said = regexp.MustCompile(`([A-Za-z][\w.\-]*)([ \t]+)("[^"\s]+"|'[^'\s]+')`)
	// An account or API key id, as it stands before its secret in "AC…:token".
	accountID = regexp.MustCompile(`^(?:AC|SK)[0-9a-fA-F]{32}$`)
	// What opens a quoted value: quotes behind any number of backslashes, or
	// percent-encoded.
	opening = regexp.MustCompile(`^(?:\\*["']|%22)`)
)

// pairs masks the values of sensitive names in running text. Where it cannot
// tell where a value ends it masks too much rather than too little.
func (r *redactor) pairs(s string) string {
	var b strings.Builder
	done := 0
	for _, m := range pair.FindAllStringSubmatchIndex(s, -1) {
		name := s[m[2]:m[3]]
		if m[0] < done || !sensitiveName(name) && !r.isLogin(s, m) {
			continue
		}
		start, end := secretSpan(s, m[1], wholeLine(name))
		if start == end {
			continue
		}
		r.known.learn(s[start:end])
		b.WriteString(s[done:start])
		b.WriteString(Mask)
		done = end
	}
	b.WriteString(s[done:])
	return b.String()
}

// sentences masks quoted values that a sensitive word precedes, if they look
// like a secret: in prose, 'unexpected token "}"' is more likely than a token.
func (r *redactor) sentences(s string) string {
	return said.ReplaceAllStringFunc(s, func(m string) string {
		parts := said.FindStringSubmatch(m)
		quote, value := parts[3][:1], parts[3][1:len(parts[3])-1]
		if !sensitiveName(parts[1]) || !looksSecret(value) {
			return m
		}
		r.known.learn(value)
		return parts[1] + parts[2] + quote + Mask + quote
	})
}

// isLogin reports whether the pair m of s is an account id with a value glued
// to it; "AC…: not found" has a space and is none.
func (r *redactor) isLogin(s string, m []int) bool {
	return s[m[3]:m[1]] == ":" && accountID.MatchString(s[m[2]:m[3]])
}

// wholeLine reports whether a header of that name has white space inside its
// secret value.
func wholeLine(name string) bool {
	n := strings.ToLower(name)
	return strings.HasSuffix(n, "authorization") || strings.HasSuffix(n, "cookie")
}

// secretSpan finds the value that begins at from, without its quotes.
func secretSpan(s string, from int, line bool) (start, end int) {
	rest := s[from:]
	if quote := opening.FindString(rest); quote != "" {
		start = from + len(quote)
		return start, until(s, start, strings.Index(s[start:], quote))
	}
	if strings.HasPrefix(rest, "[") {
		return from + 1, until(s, from+1, strings.IndexByte(s[from+1:], ']'))
	}
	stop := "& \t\r\n\"'<>`\\"
	if line {
		stop = "\r\n\"'<>`\\"
	}
	return from, until(s, from, strings.IndexAny(rest, stop))
}

// until turns an index relative to start into one of s; the end of s where
// nothing was found, as in a body that was cut.
func until(s string, start, index int) int {
	if index < 0 {
		return len(s)
	}
	return start + index
}
