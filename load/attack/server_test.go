package attack_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// asServer makes this test binary a bare server: in a process of its own, so
// that what the generator costs can be told from what the server does. Its value
// is how the server behaves.
const asServer = "FLEXRIG_TEST_SERVER"

// task is what the server answers: about as long as a task is.
var task = []byte(`{"sid":"WT0123456789abcdef0123456789abcdef","attributes":"` + strings.Repeat("x", 900) + `"}`)

// serve answers until standard input ends, which is when the benchmark does.
func serve() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	began := time.Now()
	silent := os.Getenv(asServer) == "silent"
	fmt.Println(listener.Addr())
	go http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		if sent := time.Since(began); silent {
			time.Sleep(answered(sent) - sent)
		}
		w.Header().Set("ETag", `"7"`)
		w.Header().Set("Content-Type", "application/json")
		w.Write(task)
	}))
	io.Copy(io.Discard, os.Stdin)
}

// served starts the server and gives its address.
func served(t testing.TB, behaviour string) string {
	t.Helper()
	server := exec.Command(os.Args[0])
	server.Env = append(os.Environ(), asServer+"="+behaviour)
	server.Stderr = os.Stderr
	in, err := server.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := server.Wait(); err != nil {
			t.Error(err)
		}
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(address)
}

// connected is a transport of at most so many connections.
func connected(t testing.TB, connections int) *http.Transport {
	t.Helper()
	transport := &http.Transport{
		MaxConnsPerHost: connections, MaxIdleConns: connections, MaxIdleConnsPerHost: connections, DisableCompression: true,
	}
	t.Cleanup(transport.CloseIdleConnections)
	return transport
}
