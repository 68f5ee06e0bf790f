package server_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/flexrig/flexrig/internal/server"
)

// caFolder makes a process of this test open the CA there and print it.
const caFolder = "FLEXRIG_TEST_OPENS_CA"

// TestMain looks for goroutines that are left when all tests are over.
func TestMain(m *testing.M) {
	if folder := os.Getenv(caFolder); folder != "" {
		os.Exit(printAuthority(folder))
	}
	goleak.VerifyTestMain(m)
}

func printAuthority(folder string) (status int) {
	ca, err := server.OpenAuthority(folder, time.Now())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Printf("%s", ca.PEM())
	return 0
}
