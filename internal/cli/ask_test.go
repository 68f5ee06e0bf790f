package cli_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

// ask is a client for the scripts, told nothing but by its environment: ask METHOD
// URL [FORM]. It sends the account's credentials, prints the body, and ends with 1
// where the status is no success.
func ask() {
	method, address, form := os.Args[1], os.Args[2], strings.Join(os.Args[3:], "&")
	request, err := http.NewRequest(method, address, strings.NewReader(form))
	if err != nil {
		fail(err)
	}
	request.SetBasicAuth(os.Getenv("TWILIO_ACCOUNT_SID"), os.Getenv("TWILIO_AUTH_TOKEN"))
	if form != "" {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	client := http.Client{Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true}}
	answer, err := client.Do(request)
	if err != nil {
		fail(err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(os.Stdout, answer.Body); err != nil {
		fail(err)
	}
	if answer.StatusCode >= http.StatusMultipleChoices {
		fail(fmt.Errorf("answered %s", answer.Status))
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "ask:", err)
	os.Exit(1)
}
