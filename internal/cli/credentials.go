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

// credentials open an account of the stand-in.
type credentials struct{ sid, token string }

// credentialsOf makes an account's credentials from a seed: the same ones each time.
func credentialsOf(seed int64) credentials {
	sum := sha256.Sum256(fmt.Appendf(nil, "flexrig account %d", seed))
	text := hex.EncodeToString(sum[:])
	return credentials{"AC" + text[:32], text[32:]}
}

// open makes an account whose clock follows the machine's.
func open(ctx context.Context, running *server.Server, who credentials) error {
	body, err := json.Marshal(map[string]string{"sid": who.sid, "token": who.token, "clock": "following"})
	if err != nil {
		return err
	}
	status, answer, err := running.Manage(ctx, http.MethodPost, "/v1/accounts", body)
	if err != nil {
		return err
	}
	if status == http.StatusConflict { // of a saved state: it has to be the same account
		return running.Knows(ctx, who.sid, who.token)
	}
	if status != http.StatusCreated {
		return fmt.Errorf("open account %.40s: %s", who.sid, strings.TrimSpace(string(answer)))
	}
	return nil
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
