package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

const connections = 32

// attributes are a task's, of about 1 kB; the mark makes them different.
func attributes(mark string) string {
	return `{"conversations":{"media":[{"type":"Referenced","url":"https://example.com/recordings?id=42&part=7","title":"` + mark +
		`"}]},"customers":{"name":"Customer","phone":"+15550100"},"notes":"` + strings.Repeat("lorem ipsum ", 68) + `"}`
}

// The script prepares its requests before it begins, so that wrk's own core is
// not what is measured, and sends them one after the other.
const prelude = `
local headers = {["Authorization"] = "Basic %s", ["Content-Type"] = "application/x-www-form-urlencoded"}
local before, after = %q, %q
local prepared, next = {}, 0
init = function()
  for i = 1, 4096 do
    prepared[i] = wrk.format("POST", paths[(i - 1) %% #paths + 1], headers, before .. i .. after)
  end
end
request = function()
  next = next %% #prepared + 1
  return prepared[next]
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %%d %%d %%d %%d %%d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
`

// updates is a script that gives tasks new attributes, again and again.
func updates(paths []string) string {
	const mark = "MARK"
	before, after, _ := strings.Cut(url.Values{"Attributes": {attributes(mark)}}.Encode(), mark)
	credentials := base64.StdEncoding.EncodeToString([]byte(accountSid + ":" + token))
	return "local paths = {\"" + strings.Join(paths, "\",\n\"") + "\"}\n" + fmt.Sprintf(prelude, credentials, before, after)
}

// drive lets wrk send a script's requests for some seconds. A single answer that
// is no success is an error: what is refused costs something else.
func drive(ctx context.Context, s *subject, script string, seconds int) (one turn, requests int, err error) {
	wrk := exec.CommandContext(ctx, "taskset", "-c", clientCore, "wrk", "-t", "1", "-c", strconv.Itoa(connections),
		"-d", strconv.Itoa(seconds)+"s", "--timeout", "30s", "-s", script, "http://"+s.address)
	out, err := wrk.CombinedOutput()
	if err != nil {
		return one, 0, fmt.Errorf("wrk: %w: %s", err, out)
	}
	_, result, _ := strings.Cut(string(out), "RESULT ")
	var took, p50, p99, failed int // microseconds
	if _, err := fmt.Sscan(result, &requests, &took, &p50, &p99, &failed); err != nil {
		return one, 0, fmt.Errorf("wrk said nothing of its result: %s", out)
	}
	if failed > 0 || requests == 0 {
		return one, requests, errors.New(string(out))
	}
	one.rate = float64(requests) / (time.Duration(took) * time.Microsecond).Seconds()
	one.p50, one.p99 = time.Duration(p50)*time.Microsecond, time.Duration(p99)*time.Microsecond
	return one, requests, nil
}
