package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/flexrig/flexrig/internal/server"
)

// credentials open an account of the stand-in: its token, and keys beside it.
type credentials struct {
	sid, token string
	keys       []apiKey
}

// An apiKey opens an account as well.
type apiKey struct{ sid, secret string }

// credentialsOf makes an account's credentials from a seed: the same ones each time.
func credentialsOf(seed int64) credentials {
	account, key := digits("account", seed), digits("key", seed)
	return credentials{"AC" + account[:32], account[32:], []apiKey{{"SK" + key[:32], key[32:]}}}
}

// digits are 64 hex digits for one purpose.
func digits(purpose string, seed int64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "flexrig %s %d", purpose, seed))
	return hex.EncodeToString(sum[:])
}

// settings are the variables that hold the credentials, by all the names under
// which Twilio's pages and tools read them.
func (c credentials) settings() []string {
	settings := []string{"TWILIO_ACCOUNT_SID=" + c.sid, "TWILIO_AUTH_TOKEN=" + c.token}
	if len(c.keys) > 0 {
		key := c.keys[0]
		for _, name := range []string{"TWILIO_API_KEY", "TWILIO_API_KEY_SID"} {
			settings = append(settings, name+"="+key.sid)
		}
		for _, name := range []string{"TWILIO_API_SECRET", "TWILIO_API_KEY_SECRET"} {
			settings = append(settings, name+"="+key.secret)
		}
	}
	return settings
}

// open makes an account whose clock follows the machine's, and gives it its keys.
func open(ctx context.Context, running *server.Server, who credentials) error {
	body, err := json.Marshal(map[string]string{"sid": who.sid, "token": who.token, "clock": "following"})
	if err != nil {
		return err
	}
	status, answer, err := running.Manage(ctx, http.MethodPost, "/v1/accounts", body)
	switch {
	case err != nil:
		return err
	case status == http.StatusConflict: // of a saved state: it has to be the same account
		err = running.Knows(ctx, who.sid, who.token)
	case status != http.StatusCreated:
		err = fmt.Errorf("open account %.40s: %s", who.sid, saidBy(answer))
	}
	for _, key := range who.keys {
		if err == nil {
			err = key.give(ctx, running, who.sid)
		}
	}
	return err
}

// give gives the key to an account that is open.
func (k apiKey) give(ctx context.Context, running *server.Server, account string) error {
	body, err := json.Marshal(map[string]string{"sid": k.sid, "secret": k.secret})
	if err != nil {
		return err
	}
	status, answer, err := running.Manage(ctx, http.MethodPost, "/v1/keys?account="+account, body)
	if err == nil && status != http.StatusCreated {
		err = fmt.Errorf("give account %.40s the API key %.40s: %s", account, k.sid, saidBy(answer))
	}
	return err
}

// clientSettings are the variables that lead a client to the stand-in. extra is
// the certificate for those who add to the system's roots, whole the file for
// those who replace them. What noProxy keeps from the proxy stays so, but for the
// platform.
func clientSettings(proxy, extra, whole, noProxy string) []string {
	direct := "localhost,127.0.0.1,::1"
	for entry := range strings.SplitSeq(noProxy, ",") {
		entry = strings.TrimSpace(entry)
		if entry != "" && entry != "*" && !strings.HasSuffix(strings.ToLower(entry), "twilio.com") && strings.ToLower(strings.Trim(entry, ".*")) != "com" {
			direct += "," + entry
		}
	}
	var settings []string
	for _, name := range []string{"HTTPS_PROXY", "HTTP_PROXY"} {
		settings = append(settings, name+"="+proxy, strings.ToLower(name)+"="+proxy)
	}
	return append(settings, "NO_PROXY="+direct, "no_proxy="+direct, "NODE_EXTRA_CA_CERTS="+extra,
		"SSL_CERT_FILE="+whole, "REQUESTS_CA_BUNDLE="+whole, "CURL_CA_BUNDLE="+whole)
}
