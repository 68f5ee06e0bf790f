package wrapper

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// descendants are the processes that a process has started, directly and through
// others, parents before their children. They are read from /proc: where there is
// none, as on macOS, nobody is found. The processes are held, so that a signal
// reaches nobody else who gets the number of one that has ended.
func descendants(ancestor int) []*os.Process {
	children := map[int][]int{}
	files, _ := filepath.Glob("/proc/[0-9]*/stat") // the pattern is sound
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended
		}
		if pid, parent, ok := parentIn(string(text)); ok {
			children[parent] = append(children[parent], pid)
		}
	}
	var found []*os.Process
	for generation := children[ancestor]; len(generation) > 0; {
		var next []int
		for _, pid := range generation {
			if process, err := os.FindProcess(pid); err == nil {
				found = append(found, process)
			}
			next = append(next, children[pid]...)
		}
		generation = next
	}
	return found
}

// parentIn reads a line of /proc/PID/stat: `PID (NAME) STATE PARENT …`. A name may
// hold blanks and parentheses.
func parentIn(line string) (pid, parent int, ok bool) {
	front, _, _ := strings.Cut(line, " ")
	rest := strings.Fields(line[strings.LastIndexByte(line, ')')+1:])
	if len(rest) < 2 {
		return 0, 0, false
	}
	pid, wrong := strconv.Atoi(front)
	parent, alsoWrong := strconv.Atoi(rest[1])
	return pid, parent, wrong == nil && alsoWrong == nil
}
