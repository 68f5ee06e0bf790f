package target

import (
	"io"
	"net/http"
)

// A replay is a body held in memory, to be read once more. After its data it
// ends as the original did: with io.EOF, or with the error that cut it off.
type replay struct {
	data []byte
	at   int
	end  error // nil stands for io.EOF
}

func (r *replay) Read(p []byte) (int, error) {
	if r.at < len(r.data) {
		n := copy(p, r.data[r.at:])
		r.at += n
		return n, nil
	}
	if r.end != nil {
		return 0, r.end
	}
	return 0, io.EOF
}

// Close does nothing: there is nothing to give back.
func (r *replay) Close() error { return nil }

// hold reads a response's body to its end and puts a replay in its place. An
// error on the way is kept for whoever reads the body, as if it were still open.
func hold(res *http.Response) *replay {
	if held, ok := res.Body.(*replay); ok {
		return held
	}
	held := &replay{}
	if res.Body != nil {
		held.data, held.end = io.ReadAll(res.Body)
		_ = res.Body.Close() // what could be read has been read
	}
	res.Body = held
	return held
}

// drain reads a request's body to its end and closes it, as a RoundTripper must.
func drain(req *http.Request) ([]byte, error) {
	if req.Body == nil || req.Body == http.NoBody {
		return nil, nil
	}
	data, err := io.ReadAll(req.Body)
	_ = req.Body.Close()
	return data, err
}
