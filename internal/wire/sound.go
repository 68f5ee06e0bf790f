package wire

import (
	"encoding/binary"
	"net/http"
	"slices"
	"strconv"
)

// A sound is the body of an answer that is no JSON.
type sound struct {
	mediaType string
	data      []byte
}

func (s sound) send(w http.ResponseWriter, status int) {
	header := w.Header()
	header["Content-Type"] = []string{s.mediaType}
	header["Content-Length"] = []string{strconv.Itoa(len(s.data))}
	w.WriteHeader(status)
	_, _ = w.Write(s.data) // the client has gone; there is nobody to tell
}

// silence is what every recording of the stand-in sounds like, by the format
// that its address ends in. None stands for WAV (Twilio docs, Recordings
// resource, fetch a recording's media).
var silence = map[string]sound{
	"":     {"audio/x-wav", silentWAV()},
	".wav": {"audio/x-wav", silentWAV()},
	".mp3": {"audio/mpeg", silentMP3()},
}

// silentWAV is a tenth of a second of silence on two channels, 8000 samples of
// 16 bits a second.
func silentWAV() []byte {
	const channels, rate, width = 2, 8000, 2
	const length = rate / 10 * channels * width
	order := binary.LittleEndian
	b := order.AppendUint32([]byte("RIFF"), 36+length)
	b = order.AppendUint32(append(b, "WAVEfmt "...), 16)
	b = order.AppendUint16(b, 1) // PCM
	b = order.AppendUint16(b, channels)
	b = order.AppendUint32(b, rate)
	b = order.AppendUint32(b, rate*channels*width)
	b = order.AppendUint16(b, channels*width)
	b = order.AppendUint16(b, 8*width)
	b = order.AppendUint32(append(b, "data"...), length)
	return append(b, make([]byte, length)...)
}

// silentMP3 is four frames of MPEG-1 Layer III, 128 kbit/s at 44100 samples a
// second, with nothing in them.
func silentMP3() []byte {
	frame := append([]byte{0xFF, 0xFB, 0x90, 0x64}, make([]byte, 413)...)
	return slices.Repeat(frame, 4)
}
