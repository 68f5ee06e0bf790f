package reports

import "strings"

// Names of credentials, in lower case and without separators: what they
// contain, what they are, what they end with.
var (
	sensitiveParts = []string{
		"authtoken", "authorization", "password", "passwd", "passphrase", "secret",
		"apikey", "privatekey", "accesskey", "signature", "cookie",
	}
	sensitiveWhole  = []string{"auth", "pwd", "sig", "jwt", "tokens", "credentials"}
	harmlessTokens  = []string{"page", "idempotency"}
	nameSeparators  = strings.NewReplacer("_", "", "-", "", ".", "", "[", "", "]", "", " ", "", "+", "")
	suspiciousStems = []string{
		"token", "auth", "secret", "passw", "passphrase", "pwd", "key", "signature", "sig=", `sig"`, `sig\"`, "sig%3d",
		"sig:", "sig%22", "cookie", "jwt", "credentials", "basic ", "basic%20", "basic+", "bearer", `\u00`,
		"%3a%2f%2f", // an encoded URL may have a user
	}
	stemsByFirst = indexStems(suspiciousStems)
)

// sensitiveName reports whether a header, parameter or key of that name holds
// a credential. "PageToken" and idempotency tokens are no credentials.
func sensitiveName(name string) bool {
	n := nameSeparators.Replace(strings.ToLower(name))
	for _, part := range sensitiveParts {
		if strings.Contains(n, part) {
			return true
		}
	}
	for _, whole := range sensitiveWhole {
		if n == whole {
			return true
		}
	}
	return strings.HasSuffix(n, "token") && !containsAny(n, harmlessTokens)
}

func containsAny(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// suspicious reports whether s is worth a closer look. Bodies are many and
// credentials few: this one pass keeps the expressions away from nearly all of
// them. It may say yes for nothing, never no for a credential.
func suspicious(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ':' && (endsInAccountID(s[:i]) || isUserinfo(s[i:])) {
			return true
		}
		for _, stem := range stemsByFirst[lower(c)] {
			if hasFoldPrefix(s[i:], stem) && !harmless(stem, s[:i]) {
				return true
			}
		}
	}
	return false
}

// harmless reports whether what stands before a stem takes the suspicion away:
// every list's answer holds a "key" and a PageToken, which are neither.
func harmless(stem, before string) bool {
	switch stem {
	case "key":
		return !endsInAny(before, "api", "private", "access")
	case "token":
		return endsInAny(before, harmlessTokens...)
	}
	return false
}

// endsInAny reports whether s, without separators at its end, ends with one of
// the words, in whatever case.
func endsInAny(s string, words ...string) bool {
	s = strings.TrimRight(s, "_-.[] +")
	for _, word := range words {
		if at := len(s) - len(word); at >= 0 && hasFoldPrefix(s[at:], word) {
			return true
		}
	}
	return false
}

// endsInAccountID asks the expression only where its two letters stand.
func endsInAccountID(s string) bool {
	start := len(s) - len("AC") - 32
	return start >= 0 && (s[start+1] == 'C' || s[start+1] == 'K') && accountID.MatchString(s[start:])
}

// isUserinfo reports whether "://" begins s and an @ follows before the path.
func isUserinfo(s string) bool {
	if !strings.HasPrefix(s, "://") {
		return false
	}
	authority := s[3:]
	if end := strings.IndexAny(authority, "/?# \t\r\n\"'<>\\"); end >= 0 {
		authority = authority[:end]
	}
	return strings.Contains(authority, "@")
}

func indexStems(stems []string) (index [256][]string) {
	for _, s := range stems {
		index[s[0]] = append(index[s[0]], s)
	}
	return index
}

// hasFoldPrefix reports whether s begins with the lower-case ASCII prefix, in
// whatever case.
func hasFoldPrefix(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := 1; i < len(prefix); i++ {
		if lower(s[i]) != prefix[i] {
			return false
		}
	}
	return lower(s[0]) == prefix[0]
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
