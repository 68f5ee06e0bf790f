package wire

import (
	"context"
	"net/http"
	"time"

	"github.com/flexrig/flexrig/internal/clock"
)

// silent sends nothing.
type silent struct{ http.ResponseWriter }

func (w silent) Unwrap() http.ResponseWriter      { return w.ResponseWriter }
func (silent) WriteHeader(int)                    {}
func (silent) Write(body []byte) (n int, _ error) { return len(body), nil }

// cutting sends the first half of a body, whose length has been announced.
type cutting struct{ http.ResponseWriter }

func (w cutting) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w cutting) Write(body []byte) (int, error) {
	_, err := w.ResponseWriter.Write(body[:len(body)/2])
	flush(w.ResponseWriter)
	return len(body), err
}

// mostPieces is how many pieces a body dribbles in.
const mostPieces = 16

// dribbling sends a body in pieces, spread over a span. The last one goes with the
// end of the request, as a whole answer would.
type dribbling struct {
	http.ResponseWriter
	ctx  context.Context
	over time.Duration
}

func (w dribbling) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w dribbling) Write(body []byte) (int, error) {
	count := min(mostPieces, max(1, len(body)))
	for i := range count {
		if err := clock.Sleep(w.ctx, w.over/time.Duration(count)); err != nil {
			return 0, err // the client has gone
		}
		if _, err := w.ResponseWriter.Write(body[len(body)*i/count : len(body)*(i+1)/count]); err != nil {
			return 0, err
		}
		if i < count-1 {
			flush(w.ResponseWriter)
		}
	}
	return len(body), nil
}

// flush sends what has been written, where there is a connection to send it over.
func flush(w http.ResponseWriter) { _ = http.NewResponseController(w).Flush() }
