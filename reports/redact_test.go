package reports

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCredentialsInTextAreMasked(t *testing.T) {
	t.Parallel()
	basic := base64.StdEncoding.EncodeToString([]byte("AC1:tok"))
	for _, row := range []struct{ sentence, input, want string }{
		{"a form value", "Page=1&AuthToken=abc&To=x", "Page=1&AuthToken=REDACTED&To=x"},
		{"a form value in whatever case", "authtoken=abc&PASSWORD=d&Api_Key=e&client-secret=f", "authtoken=REDACTED&PASSWORD=REDACTED&Api_Key=REDACTED&client-secret=REDACTED"},
		{"a form value with odd characters", "Password=a,b;c)d%26e&x=1", "Password=REDACTED&x=1"},
		{"a form name that is encoded", "auth%5Ftoken=abc", "auth%5Ftoken=REDACTED"},
		{"a form name with brackets", "user[password]=abc", "user[password]=REDACTED"},
		{"an empty form value stays", "AuthToken=&x=1", "AuthToken=&x=1"},
		{"JSON inside a form value", "Attributes=%7B%22secret%22%3A%22abc%22%7D&x=%20", "Attributes=%7B%22secret%22%3A%22REDACTED%22%7D&x=%20"},
		{"a form value that is no valid encoding", "q=%zz+token=abc&x=1", "q=%zz+token=REDACTED&x=1"},
		{"a JSON string", `{"auth_token": "abc", "n": 1}`, `{"auth_token": "REDACTED", "n": 1}`},
		{"a JSON number", `{"token":12345}`, `{"token":"REDACTED"}`},
		{"a JSON array and an object", `{"tokens":["a",{"b":"]"}],"secret":{"c":"}"}, "d":2}`, `{"tokens":"REDACTED","secret":"REDACTED", "d":2}`},
		{"JSON that says there is none stays", `{"secret":null,"token":"","password":false}`, `{"secret":null,"token":"","password":false}`},
		{"JSON in a JSON string, twice", `{"a":"{\"b\":\"{\\\"secret\\\":\\\"abc\\\"}\"}"}`, `{"a":"{\"b\":\"{\\\"secret\\\":\\\"REDACTED\\\"}\"}"}`},
		{"a JSON key in unicode escapes", `{"\u0073ecret":"abc"}`, `{"\u0073ecret":"REDACTED"}`},
		{"a form in a JSON string", `["AuthToken=abc&x=1"]`, `["AuthToken=REDACTED&x=1"]`},
		{"JSON that was cut", `{"x":1,"auth_token":"abc`, `{"x":1,"auth_token":"REDACTED`},
		{"escaped JSON in prose", `bad body: {\"secret\": \"a b\", \"x\": 1}`, `bad body: {\"secret\": \"REDACTED\", \"x\": 1}`},
		{"encoded JSON in prose", `sent %22secret%22%3A%22abc%22%2C to it`, `sent %22secret%22%3A%22REDACTED%22%2C to it`},
		{"Basic credentials", "sent Basic " + basic + " and failed", "sent Basic REDACTED and failed"},
		{"Bearer credentials", "BEARER abc.def-123 refused", "BEARER REDACTED refused"},
		{"a header line", "Authorization: Digest a b, c\r\nAccept: */*", "Authorization: REDACTED\r\nAccept: */*"},
		{"a cookie line", "got Set-Cookie: a=b; Path=/", "got Set-Cookie: REDACTED"},
		{"a header map as Go prints it", "map[Accept:[*/*] X-Auth-Token:[a b]]", "map[Accept:[*/*] X-Auth-Token:[REDACTED]]"},
		{"an account with its token", "--account " + account + ":tok --seed 1", "--account " + account + ":REDACTED --seed 1"},
		{"a user in a URL", `Get "https://AC1:t@k@host/x": EOF`, `Get "https://REDACTED@host/x": EOF`},
		{"a URL query in prose", "GET https://h/x?a=1&sig=abc&b=2 failed", "GET https://h/x?a=1&sig=REDACTED&b=2 failed"},
		{"a quoted value", `password="a b" given`, `password="REDACTED" given`},
		{"a quoted value after a word", `the auth token "abc12345" is old`, `the auth token "REDACTED" is old`},
		{"an environment variable", "TWILIO_AUTH_TOKEN=abc flexrig verify", "TWILIO_AUTH_TOKEN=REDACTED flexrig verify"},
		{"a flag", "--api-secret=abc", "--api-secret=REDACTED"},
	} {
		t.Run(row.sentence, func(t *testing.T) {
			t.Parallel()
			got := newRedactor().text(row.input)
			if got != row.want {
				t.Errorf("text(%q)\n got %q\nwant %q", row.input, got, row.want)
			}
			if again := newRedactor().text(got); again != got {
				t.Errorf("text(%q) is not final: a second time gives %q", got, again)
			}
		})
	}
}

func TestWhatIsNoCredentialStays(t *testing.T) {
	t.Parallel()
	for _, input := range []string{
		"", "a", "AC", ":", "://@", "Status=closed&Routing=%7B%22status%22%3A%22closed%22%7D",
		`{"meta": {"next_page_url": "https://taskrouter.twilio.com/v1/Workspaces/WS1/Tasks?PageSize=50&Page=1&PageToken=PAWT1"}}`,
		`{"page_token":"x","assignment_status":"reserved","author":"Ada","key":"value","task_queue_sid":"WQ1"}`,
		"I-Twilio-Idempotency-Token: 1234567890ab", "basic authentication is wanted", "the bearer presented it",
		account + ": no such account", "mail ada@example.com about https://example.com/a@b",
		`unexpected token "}" in line 3`, "no, wrong or another account's credentials",
		"\xff\xfe secretly invalid", "a && b == c",
	} {
		if got := newRedactor().text(input); got != input {
			t.Errorf("text(%q) = %q, want it unchanged", input, got)
		}
	}
}

func TestCredentialsInURLsAreMasked(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ sentence, input, want string }{
		{"a user with a password", "https://AC1:tok@api.twilio.com/x", "https://REDACTED@api.twilio.com/x"},
		{"a user alone, who may be a token", "https://tok@api.twilio.com", "https://REDACTED@api.twilio.com"},
		{"the query", "/x?PageToken=a&AuthToken=b", "/x?PageToken=a&AuthToken=REDACTED"},
		{"the query of a storage link", "https://h/x?X-Amz-Signature=a&X-Amz-Security-Token=b&X-Amz-Date=c", "https://h/x?X-Amz-Signature=REDACTED&X-Amz-Security-Token=REDACTED&X-Amz-Date=c"},
		{"the fragment", "https://h/x#access_token=a&state=b", "https://h/x#access_token=REDACTED&state=b"},
		{"a URL in the query", "https://h/?next=https%3A%2F%2Fu%3Ap%40g%2F", "https://h/?next=https%3A%2F%2FREDACTED%40g%2F"},
		{"nothing", "https://h:8080/a@b?x=%7B%22&y=a+b#z", "https://h:8080/a@b?x=%7B%22&y=a+b#z"},
	} {
		t.Run(row.sentence, func(t *testing.T) {
			t.Parallel()
			if got := newRedactor().url(row.input); got != row.want {
				t.Errorf("url(%q)\n got %q\nwant %q", row.input, got, row.want)
			}
		})
	}
}

func TestCredentialsInHeadersAreMasked(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, value, want string }{
		{"Authorization", "Basic x", Mask},
		{"aUTHORIZATION", "anything", Mask},
		{"Proxy-Authorization", "Bearer x", Mask},
		{"X-Twilio-Signature", "x", Mask},
		{"Cookie", "a=b", Mask},
		{"Set-Cookie", "a=b", Mask},
		{"X-Api-Key", "x", Mask},
		{"Location", "https://u:p@h/", "https://REDACTED@h/"},
		{"Content-Type", "application/json", "application/json"},
		{"ETag", `"0"`, `"0"`},
		{"I-Twilio-Idempotency-Token", "x", "x"},
	} {
		if got := newRedactor().header(row.name, row.value); got != row.want {
			t.Errorf("%s: %s: got %q, want %q", row.name, row.value, got, row.want)
		}
	}
}

func TestASecretSeenOnceIsMaskedEverywhere(t *testing.T) {
	t.Parallel()
	const secret = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
	rec := plainRecord()
	rec.Rules[0].Examples[0].Exchanges[0].RequestHeader = http.Header{
		"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte("SK1:"+secret))},
	}
	rec.Rules[1].Examples[0].Failure.History = append(rec.Rules[1].Examples[0].Failure.History, "called with "+secret+"!")
	rec.Rules[1].Examples[0].Exchanges[0].ResponseBody = "x" + secret + secret
	got := Redact(rec)
	history := got.Rules[1].Examples[0].Failure.History
	if last := history[len(history)-1]; last != "called with REDACTED!" {
		t.Errorf("another rule's history: got %q", last)
	}
	if body := got.Rules[1].Examples[0].Exchanges[0].ResponseBody; body != "xREDACTEDREDACTED" {
		t.Errorf("another rule's body: got %q", body)
	}
}

func TestSecretsThatOverlapAreMaskedWhole(t *testing.T) {
	t.Parallel()
	known := newSecrets()
	for _, v := range []string{"abcd1234", "abcd1234efgh5678", "5678zzzz", "xx-abcd1234"} {
		known.learn(v)
	}
	for _, row := range []struct{ input, want string }{
		{"abcd1234", "REDACTED"},
		{"-abcd1234-", "-REDACTED-"},
		{"abcd1234efgh5678", "REDACTED"},
		{"abcd1234efgh567", "REDACTEDefgh567"},
		{"abcd1234efgh5678zzzz!", "REDACTED!"},
		{"xx-abcd1234efgh5678", "REDACTED"},
		{"abcd1234abcd1234", "REDACTEDREDACTED"},
		{"bcd1234", "bcd1234"},
	} {
		if got := known.mask(row.input); got != row.want {
			t.Errorf("mask(%q) = %q, want %q", row.input, got, row.want)
		}
	}
}

func TestOnlyWhatLooksLikeASecretIsMaskedEverywhere(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		value string
		want  bool
	}{
		{"0123456789abcdef0123456789abcdef", true},
		{"hunter2-hunter2", true},
		{"onlylettersbutlongenough", true},
		{"short1", false},
		{"documented", false},
		{"12345678", false},
		{"two words 12345", false},
		{account, false},
		{Mask + "12", false},
	} {
		if got := looksSecret(row.value); got != row.want {
			t.Errorf("looksSecret(%q) = %v, want %v", row.value, got, row.want)
		}
	}
}

func TestRedactLeavesItsArgumentAlone(t *testing.T) {
	t.Parallel()
	rec := awkwardRecord()
	before := flatten(awkwardRecord())
	clean := Redact(rec)
	if diff := cmp.Diff(sortedLines(before), sortedLines(flatten(rec))); diff != "" {
		t.Errorf("the record was changed (-before +after):\n%s", diff)
	}
	if flatten(clean) == before {
		t.Error("nothing was masked")
	}
	if diff := cmp.Diff(sortedLines(flatten(clean)), sortedLines(flatten(Redact(clean)))); diff != "" {
		t.Errorf("a second time differs:\n%s", diff)
	}
}

// sortedLines takes the order of map iterations out of a comparison.
func sortedLines(s string) map[string]int {
	m := map[string]int{}
	for line := range strings.Lines(s) {
		m[line]++
	}
	return m
}

func TestASecretUnderASensitiveNameNeverSurvives(t *testing.T) {
	t.Parallel()
	names := []string{"AuthToken", "auth_token", "Password", "client_secret", "api-key", "X-Twilio-Signature", "accessToken", "TWILIO_API_SECRET"}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "name")
		secret := "~" + rapid.StringMatching(`[A-Za-z0-9+/=._~\-]{6,40}`).Draw(t, "secret")
		around := rapid.StringN(0, 20, -1).Draw(t, "around")
		for kind, input := range carriers(name, secret, around) {
			if got := newRedactor().text(input); strings.Contains(got, secret) {
				t.Fatalf("%s %q shows %q: %q", kind, input, secret, got)
			}
		}
	})
}

func TestEndlessLayersOfEncodingTakeNoTime(t *testing.T) {
	t.Parallel()
	layers := "token=" + strings.Repeat("%25", 300_000) + "&x=" + strings.Repeat("%25", 300_000) + "key"
	got := newRedactor().text(layers)
	if !strings.HasPrefix(got, "token=REDACTED&x=%25") {
		t.Errorf("got %.40q, want the token masked and the rest left", got)
	}
}

// carriers are the ways in which a secret travels.
func carriers(name, secret, around string) map[string]string {
	form := url.Values{"A": {around}, "Z": {around}}
	object := map[string]any{"a": around, name: secret}
	inner, _ := json.Marshal(object)
	outer, _ := json.Marshal(map[string]any{"attributes": string(inner), "b": around})
	return map[string]string{
		"form":           form.Encode() + "&" + name + "=" + url.QueryEscape(secret) + "&x=1",
		"JSON":           string(inner),
		"JSON in JSON":   string(outer),
		"JSON in a form": "x=1&Attributes=" + url.QueryEscape(string(inner)),
		"header line":    "X: y\r\n" + name + ": " + secret + "\r\n",
		"query":          "https://host/path?x=1&" + name + "=" + secret,
	}
}

func FuzzRedact(f *testing.F) {
	for _, line := range strings.Split(flatten(awkwardRecord()), "\n") {
		f.Add(line[:min(len(line), 400)])
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := newRedactor()
		got := r.text(s)
		if json.Valid([]byte(s)) && !json.Valid([]byte(got)) {
			t.Errorf("text(%q) = %q, which is no JSON any more", s, got)
		}
		if !suspicious(s) && got != s {
			t.Errorf("text(%q) = %q, though nothing was suspicious", s, got)
		}
		r.known.mask(got)
		r.url(s)
	})
}
