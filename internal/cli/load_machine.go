package cli

import (
	"bufio"
	"os"
	"runtime"
	"strings"

	"github.com/flexrig/flexrig/reports"
)

// machine is what loads are sent from.
func machine() reports.LoadMachine {
	return reports.LoadMachine{OS: runtime.GOOS, Arch: runtime.GOARCH, CPU: processor(), Cores: runtime.GOMAXPROCS(0)}
}

// processor is the name of the machine's processor where the system has a file
// that tells it, as Linux has, and empty elsewhere.
func processor() string {
	file, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	defer file.Close() // it was only read
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
