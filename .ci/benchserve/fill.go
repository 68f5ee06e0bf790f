package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// mostPaths is over how many tasks the updates are spread.
const mostPaths = 4096

// fill makes a workspace in which tasks wait for nobody, and gives the paths of
// some of them.
func fill(ctx context.Context, s *subject) ([]string, error) {
	api := client{ctx: ctx, base: "http://" + s.address}
	workspace, err := api.sid("/v1/Workspaces", "FriendlyName", "Contact centre")
	if err != nil {
		return nil, err
	}
	in := "/v1/Workspaces/" + workspace
	queue, err := api.sid(in+"/TaskQueues", "FriendlyName", "Support")
	if err != nil {
		return nil, err
	}
	if _, err := api.sid(in+"/Workflows", "FriendlyName", "To support",
		"Configuration", `{"task_routing":{"default_filter":{"queue":"`+queue+`"}}}`); err != nil {
		return nil, err
	}
	create := hold
	if s.held <= few {
		create = api.hold
	}
	if err := create(ctx, s, in+"/Tasks"); err != nil {
		return nil, err
	}
	return api.tasks(in + "/Tasks")
}

// hold creates tasks by wrk until as many are held as should be, or some more.
func hold(ctx context.Context, s *subject, path string) error {
	script := filepath.Join(os.TempDir(), fmt.Sprintf("hold-%d.lua", s.process.Process.Pid))
	if err := os.WriteFile(script, []byte(updates([]string{path})), 0o600); err != nil {
		return err
	}
	defer os.Remove(script)
	seconds := 1
	for made := 0; made < s.held; {
		one, requests, err := drive(ctx, s, script, seconds)
		if err != nil {
			return err
		}
		made += requests
		seconds = min(10, max(1, int(float64(s.held-made)/one.rate)))
	}
	return nil
}

// A client asks the stand-in for what it takes to measure it.
type client struct {
	ctx  context.Context
	base string
}

func (c client) do(method, path, body string, into any) error {
	request, err := http.NewRequestWithContext(c.ctx, method, c.base+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	request.SetBasicAuth(accountSid, token)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s %s: status %d, %s (%w)", method, path, answer.StatusCode, text, err)
	}
	return json.Unmarshal(text, into)
}

// hold creates exactly as many tasks, one after the other.
func (c client) hold(_ context.Context, s *subject, path string) error {
	for i := range s.held {
		if _, err := c.sid(path, "Attributes", attributes(strconv.Itoa(i))); err != nil {
			return err
		}
	}
	return nil
}

// sid creates something and gives its sid.
func (c client) sid(path string, pairs ...string) (string, error) {
	fields := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		fields.Set(pairs[i], pairs[i+1])
	}
	var made struct{ Sid string }
	err := c.do(http.MethodPost, path, fields.Encode(), &made)
	return made.Sid, err
}

// tasks gives the paths of some of the tasks.
func (c client) tasks(path string) ([]string, error) {
	var paths []string
	next := path + "?PageSize=1000"
	for next != "" && len(paths) < mostPaths {
		var page struct {
			Tasks []struct{ Sid string }
			Meta  struct {
				Next string `json:"next_page_url"`
			}
		}
		if err := c.do(http.MethodGet, next, "", &page); err != nil {
			return nil, err
		}
		for _, task := range page.Tasks {
			paths = append(paths, path+"/"+task.Sid)
		}
		address, err := url.Parse(page.Meta.Next)
		if err != nil {
			return nil, err
		}
		next = address.RequestURI()
		if page.Meta.Next == "" {
			next = ""
		}
	}
	return paths, nil
}
