package wire

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"slices"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/sim"
)

// signatureHeader carries the proof that a callback comes from the platform.
const signatureHeader = "X-Twilio-Signature"

// sign makes the signature of a callback (Twilio docs, Webhooks Security): an
// HMAC-SHA1, keyed with the account's auth token, over the address as it is
// called and then, for a form, its fields, sorted by name, each name followed by
// its value.
func sign(key, url string, form []sim.CallbackField) string {
	mac := hmac.New(sha1.New, []byte(key))
	mac.Write([]byte(url)) // never fails
	for _, field := range form {
		mac.Write([]byte(field.Name + field.Value))
	}
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// sorted gives the fields by name; those of one name stay as they are.
func sorted(form []sim.CallbackField) []sim.CallbackField {
	inOrder := slices.Clone(form)
	slices.SortStableFunc(inOrder, func(a, b sim.CallbackField) int { return cmp.Compare(a.Name, b.Name) })
	return inOrder
}

// signature is a callback's signature, and false where it has none.
func (c *courier) signature(url string, form []sim.CallbackField) (string, bool) {
	key, signed := c.token, sorted(form)
	switch {
	case c.book.Breaks(rulebook.WebhooksUnsigned):
		return "", false
	case c.book.Breaks(rulebook.WebhooksSignedWithSid):
		key = c.account.Sid()
	case c.book.Breaks(rulebook.WebhooksSignedWithoutFields):
		signed = nil
	case c.book.Breaks(rulebook.WebhooksSignedInFormOrder):
		signed = form
	}
	return sign(key, url, signed), true
}
