package target

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// A door is a client of a stand-in's management door, for one account. Its
// requests are not the example's: no fault meets them and nobody records them.
type door struct {
	http *http.Client
	base string // scheme and host
	sid  string // the account
	none string // why there is no door, where there is none
}

// doorway reaches a door at an address.
func doorway(client *http.Client, at *url.URL, sid string) *door {
	return &door{http: client, base: strings.TrimSuffix(at.String(), "/"), sid: sid}
}

// noDoor stands where a server has no door that could be used. Whatever is asked
// of it cannot be observed.
func noDoor(why string) *door { return &door{none: why} }

// doorWithin reaches a door in this process.
func doorWithin(handler http.Handler, sid string) *door {
	return &door{http: &http.Client{Transport: inProcess{handler}}, base: "http://door", sid: sid}
}

// An opening is what a door is told of an account that it is to make.
type opening struct {
	identity
	strict bool // refuse parameters that the platform does not know
}

// open makes the account and gives the instant where its clock stands.
func (d *door) open(ctx context.Context, how opening) (time.Time, error) {
	who := how.identity
	asked := struct {
		Sid    string `json:"sid"`
		Token  string `json:"token"`
		Seed   uint64 `json:"seed"`
		Strict bool   `json:"strict,omitempty"`
	}{who.sid, who.token, who.seed, how.strict}
	var made struct {
		Sid string    `json:"sid"`
		Now time.Time `json:"now"`
	}
	if err := d.call(ctx, http.MethodPost, "/v1/accounts", nil, asked, &made); err != nil {
		return time.Time{}, fmt.Errorf("make account %s: %w", d.sid, err)
	}
	if made.Sid != who.sid {
		return time.Time{}, fmt.Errorf("make account %s: the door made %q", d.sid, made.Sid)
	}
	return made.Now, nil
}

// key gives the account an API key of the door's own making.
func (d *door) key(ctx context.Context) (sid, secret string, err error) {
	var made struct {
		Sid    string `json:"sid"`
		Secret string `json:"secret"`
	}
	if err := d.call(ctx, http.MethodPost, "/v1/keys", nil, struct{}{}, &made); err != nil {
		return "", "", fmt.Errorf("give account %s an API key: %w", d.sid, err)
	}
	return made.Sid, made.Secret, nil
}

// drop forgets the account.
func (d *door) drop(ctx context.Context) error {
	if err := d.call(ctx, http.MethodDelete, "/v1/accounts", nil, nil, nil); err != nil {
		return fmt.Errorf("drop account %s: %w", d.sid, err)
	}
	return nil
}

type clockState struct {
	Now  time.Time `json:"now"`
	Mode string    `json:"mode"`
}

func (d *door) now(ctx context.Context) (time.Time, error) {
	var state clockState
	if err := d.call(ctx, http.MethodGet, "/v1/clock", nil, nil, &state); err != nil {
		return time.Time{}, fmt.Errorf("read the clock of account %s: %w", d.sid, err)
	}
	return state.Now.UTC(), nil
}

func (d *door) advance(ctx context.Context, span time.Duration) error {
	asked := struct {
		Advance string `json:"advance"`
	}{span.String()}
	var state clockState
	if err := d.call(ctx, http.MethodPost, "/v1/clock", nil, asked, &state); err != nil {
		return fmt.Errorf("advance the clock of account %s by %s: %w", d.sid, span, err)
	}
	return nil
}

func (d *door) insights(ctx context.Context) (Projection, error) {
	var shown Projection
	if err := d.call(ctx, http.MethodGet, "/v1/insights", nil, nil, &shown); err != nil {
		return Projection{}, fmt.Errorf("read the Insights of account %s: %w", d.sid, err)
	}
	return shown, nil
}

func (d *door) history(ctx context.Context, last int) ([]historyEvent, error) {
	var told struct {
		Events []historyEvent `json:"events"`
	}
	query := url.Values{"last": {strconv.Itoa(last)}}
	if err := d.call(ctx, http.MethodGet, "/v1/history", query, nil, &told); err != nil {
		return nil, fmt.Errorf("read the history of account %s: %w", d.sid, err)
	}
	return told.Events, nil
}

func (d *door) grade(ctx context.Context, end bool) (json.RawMessage, error) {
	var card json.RawMessage
	query := url.Values{}
	if end {
		query.Set("end", "true")
	}
	if err := d.call(ctx, http.MethodGet, "/v1/grade", query, nil, &card); err != nil {
		return nil, fmt.Errorf("grade account %s: %w", d.sid, err)
	}
	return card, nil
}

// call sends one request about the account and decodes the answer into `into`,
// or expects none where that is nil.
func (d *door) call(ctx context.Context, method, path string, query url.Values, body, into any) error {
	if d.none != "" {
		return &Unobservable{Reason: d.none}
	}
	req, err := d.request(ctx, method, path, query, body)
	if err != nil {
		return err
	}
	res, err := d.http.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 {
		return complaintIn(res)
	}
	if into == nil {
		return nil
	}
	if err := decodeStrictly(res.Body, into); err != nil {
		return fmt.Errorf("%s %s: the door's answer is not understood, which may be that of another version of flexrig: %w", method, path, err)
	}
	return nil
}

func (d *door) request(ctx context.Context, method, path string, query url.Values, body any) (*http.Request, error) {
	var sent io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		sent = bytes.NewReader(text)
	}
	if query == nil {
		query = url.Values{}
	}
	if method != http.MethodPost || path != "/v1/accounts" { // which names the account in its body
		query.Set("account", d.sid)
	}
	req, err := http.NewRequestWithContext(ctx, method, d.base+path+"?"+query.Encode(), sent)
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}

// A complaint is the door's own sentence about what is wrong.
type complaint struct {
	status int
	said   string
}

func (c *complaint) Error() string { return c.said }

// taken tells that a door has refused to make an account because it is there.
func taken(err error) bool {
	var refused *complaint
	return errors.As(err, &refused) && refused.status == http.StatusConflict
}

func complaintIn(res *http.Response) error {
	var said struct {
		Error string `json:"error"`
	}
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return fmt.Errorf("the door answered %s and broke off: %w", res.Status, err)
	}
	if err := decodeStrictly(bytes.NewReader(text), &said); err != nil || said.Error == "" {
		return fmt.Errorf("the door answered %s: %s", res.Status, text)
	}
	return &complaint{res.StatusCode, fmt.Sprintf("the door answered %s: %s", res.Status, said.Error)}
}

// decodeStrictly reads exactly one JSON value, and no field that is not expected.
func decodeStrictly(r io.Reader, into any) error {
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more follows after the JSON value")
	}
	return nil
}
