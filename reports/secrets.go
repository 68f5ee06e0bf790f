package reports

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// windowLen is the length of the shortest secret that is masked by value. A
// shorter one would tear holes into words that merely contain it.
const windowLen = 8

// secrets is a set of values to be masked wherever they occur. A run holds
// hundreds of accounts, each with a token of its own, and megabytes of bodies:
// a filter over eight bytes keeps the search at one probe a byte. They are the
// last eight, because secrets differ there: all Basic credentials begin with
// the two letters of an account.
type secrets struct {
	byEnd  map[uint64][]string
	filter [1 << 10]uint64
}

func newSecrets() *secrets {
	return &secrets{byEnd: map[uint64][]string{}}
}

func (k *secrets) empty() bool { return len(k.byEnd) == 0 }

// learn adds a value, and the value as a URL or a form would write it, if it
// looks like a secret.
func (k *secrets) learn(value string) {
	if !looksSecret(value) {
		return
	}
	for _, v := range []string{value, url.QueryEscape(value), url.PathEscape(value)} {
		k.add(v)
	}
}

func (k *secrets) add(value string) {
	w := window(value, len(value))
	if slices.Contains(k.byEnd[w], value) {
		return
	}
	// Longest first: a secret that ends with another one goes as a whole.
	k.byEnd[w] = append(k.byEnd[w], value)
	slices.SortFunc(k.byEnd[w], func(a, b string) int {
		return cmp.Or(len(b)-len(a), strings.Compare(a, b))
	})
	word, bit := slot(w)
	k.filter[word] |= bit
}

// merge adds what another set holds.
func (k *secrets) merge(other *secrets) {
	for _, values := range other.byEnd {
		for _, v := range values {
			k.add(v)
		}
	}
}

// mask replaces every known secret in s.
func (k *secrets) mask(s string) string {
	spans := k.spans(s)
	if len(spans) == 0 {
		return s
	}
	var b strings.Builder
	done := 0
	for _, p := range spans {
		b.WriteString(s[done:p.start])
		b.WriteString(Mask)
		done = p.end
	}
	b.WriteString(s[done:])
	return b.String()
}

// span is a part of a text, end excluded.
type span struct{ start, end int }

// spans finds the secrets in s, in order; those that overlap are one span.
func (k *secrets) spans(s string) []span {
	var found []span
	for end := windowLen; end <= len(s); end++ {
		w := window(s, end)
		if word, bit := slot(w); k.filter[word]&bit == 0 {
			continue
		}
		length := k.endingIn(s[:end], w)
		if length == 0 {
			continue
		}
		next := span{end - length, end}
		for len(found) > 0 && next.start < found[len(found)-1].end {
			next.start = min(next.start, found[len(found)-1].start)
			found = found[:len(found)-1]
		}
		found = append(found, next)
	}
	return found
}

// endingIn is the length of the longest secret that s ends with, 0 if with
// none.
func (k *secrets) endingIn(s string, w uint64) int {
	for _, v := range k.byEnd[w] {
		if strings.HasSuffix(s, v) {
			return len(v)
		}
	}
	return 0
}

// window is the eight bytes of s before end.
func window(s string, end int) uint64 {
	s = s[end-windowLen : end]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// slot spreads windows over the filter's 65,536 bits (Fibonacci hashing).
func slot(w uint64) (word int, bit uint64) {
	h := w * 0x9E3779B97F4A7C15 >> 48
	return int(h >> 6), 1 << (h & 63)
}

// sid is Twilio's form of a resource id, which is public.
var sid = regexp.MustCompile(`^[A-Z]{2}[0-9a-fA-F]{32}$`)

// looksSecret tells a secret from a word that happens to stand in a secret's
// place, such as the "documented" in {"signature": "documented"}: masking that
// everywhere would leave a report nobody can read.
func looksSecret(v string) bool {
	if len(v) < windowLen || strings.ContainsAny(v, " \t\r\n") || strings.Contains(v, Mask) || sid.MatchString(v) {
		return false
	}
	digit := strings.ContainsAny(v, "0123456789")
	letter := strings.ContainsAny(strings.ToLower(v), "abcdefghijklmnopqrstuvwxyz")
	return digit && letter || len(v) >= 20
}
