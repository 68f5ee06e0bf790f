package steps

import (
	"testing"

	"go.uber.org/goleak"
)

// No example may leave a goroutine behind: a run plays hundreds of them.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
