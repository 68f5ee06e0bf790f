package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"
)

func main() {
	key := flag.Bool("key", false, "send TWILIO_API_KEY and TWILIO_API_SECRET")
	etag := flag.Bool("etag", false, "print the answer's ETag instead of its body")
	times := flag.Int("times", 1, "how often")
	wait := flag.Duration("wait", 0, "between one time and the next")
	flag.Parse()
	user, password := "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"
	if *key {
		user, password = "TWILIO_API_KEY", "TWILIO_API_SECRET"
	}
	client := http.Client{Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true}}
	var failed error
	for i, words := range slices.Repeat(split(flag.Args(), "then"), *times) {
		if i > 0 {
			time.Sleep(*wait)
		}
		request, err := question(words)
		if err != nil {
			fail(err)
		}
		request.SetBasicAuth(os.Getenv(user), os.Getenv(password))
		failed = put(&client, request, *etag)
	}
	if failed != nil {
		fail(failed)
	}
}

// split gives the words between those that are at.
func split(words []string, at string) [][]string {
	between := [][]string{nil}
	for _, word := range words {
		if word == at {
			between = append(between, nil)
			continue
		}
		last := len(between) - 1
		between[last] = append(between[last], word)
	}
	return between
}

// question makes a request of METHOD URL and what follows.
func question(words []string) (*http.Request, error) {
	if len(words) < 2 {
		return nil, errors.New("say METHOD URL")
	}
	var form []string
	header := http.Header{}
	for _, word := range words[2:] {
		if name, value, is := strings.Cut(word, ": "); is && !strings.ContainsAny(name, "={") {
			header.Set(name, value)
		} else {
			form = append(form, word)
		}
	}
	body := strings.Join(form, "&")
	request, err := http.NewRequest(words[0], words[1], strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header = header
	switch {
	case strings.HasPrefix(body, "{"):
		header.Set("Content-Type", "application/json")
	case body != "":
		header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return request, nil
}

// put sends a request and prints what it is answered.
func put(client *http.Client, request *http.Request, etag bool) error {
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if etag {
		body = []byte(answer.Header.Get("ETag"))
	}
	if _, failed := os.Stdout.Write(body); cmp.Or(err, failed) != nil {
		return cmp.Or(err, failed)
	}
	if answer.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("answered %s", answer.Status)
	}
	return nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "ask:", err)
	os.Exit(1)
}
