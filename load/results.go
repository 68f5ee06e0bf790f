package load

import (
	"errors"
	"fmt"
	"io"

	vegeta "github.com/tsenart/vegeta/v12/lib"
)

// MergeResults copies the vegeta results of several shards to one stream, so that
// vegeta report and vegeta plot read the load as a whole. Each stream holds its
// hits in the order in which they ended, and so does what is written; no more than
// one result a stream is kept in memory.
//
// Attacks keep their names, by which vegeta tells the shards apart: a name that
// two streams have is refused, since plot would take their hits for each other. An
// empty stream is refused, too: a shard that was sent has results.
func MergeResults(w io.Writer, streams ...io.Reader) error {
	heads := make([]*resultStream, len(streams))
	for i, r := range streams {
		heads[i] = &resultStream{number: i, decode: vegeta.NewDecoder(r)}
		if err := heads[i].next(); err != nil {
			return fmt.Errorf("merge results: stream %d: %w", i+1, err)
		}
		if heads[i].ended {
			return fmt.Errorf("merge results: stream %d holds no result", i+1)
		}
	}
	encode := vegeta.NewEncoder(w)
	owner := map[string]int{}
	for {
		first := earliest(heads)
		if first == nil {
			return nil
		}
		name := first.head.Attack
		if of, known := owner[name]; known && of != first.number {
			return fmt.Errorf("merge results: streams %d and %d both call their attack %q", of+1, first.number+1, name)
		}
		owner[name] = first.number
		if err := encode.Encode(&first.head); err != nil {
			return fmt.Errorf("merge results: write: %w", err)
		}
		if err := first.next(); err != nil {
			return fmt.Errorf("merge results: stream %d: %w", first.number+1, err)
		}
	}
}

// A resultStream is a stream and the next result of it.
type resultStream struct {
	number int
	decode vegeta.Decoder
	head   vegeta.Result
	ended  bool
}

func (s *resultStream) next() error {
	s.head = vegeta.Result{} // gob leaves fields alone that are zero in the stream
	err := s.decode(&s.head)
	if errors.Is(err, io.EOF) {
		s.ended = true
		return nil
	}
	return err
}

// earliest is the stream whose next hit ended first; nil at the end of all.
func earliest(streams []*resultStream) *resultStream {
	var first *resultStream
	for _, s := range streams {
		if !s.ended && (first == nil || s.head.End().Before(first.head.End())) {
			first = s
		}
	}
	return first
}
