package grade

import (
	"fmt"
	"strconv"
	"strings"
)

// judgeLeftovers looks for what is still open when nobody asks any more.
func judgeLeftovers(j *judge) {
	if !j.End {
		return
	}
	var waiting, held []string
	for i := range j.Tasks {
		switch t := &j.Tasks[i]; {
		case t.Open():
			waiting = append(waiting, fmt.Sprintf("%s (%s)", t.Sid, t.Status))
		case !t.Final():
			held = append(held, fmt.Sprintf("%s (%s)", t.Sid, t.Status))
		}
	}
	open := make([]string, len(j.Channels))
	for i, c := range j.Channels {
		open[i] = fmt.Sprintf("%s of %s (%s, %s)", c.Sid, c.InteractionSid, c.Type, c.Status)
	}
	j.left(TaskLeftPending, "task", waiting)
	j.left(TaskLeftOpen, "task", held)
	j.left(ChannelLeftOpen, "channel", open)
}

// left tells of what is left, once, with the first few by name.
func (j *judge) left(kind, noun string, what []string) {
	const named = 3
	if len(what) == 0 {
		return
	}
	shown := strings.Join(what[:min(named, len(what))], ", ")
	if more := len(what) - named; more > 0 {
		shown += " and " + strconv.Itoa(more) + " more"
	}
	j.see(kind, Warning, "", nil, "%s left: %s", times(len(what), noun), shown)
	j.list[len(j.list)-1].Count = len(what)
}

// times writes a number with its noun: 1 task, 2 tasks.
func times(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// ordinal writes a number's place: 2nd, 11th.
func ordinal(n int) string {
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			return strconv.Itoa(n) + "st"
		case 2:
			return strconv.Itoa(n) + "nd"
		case 3:
			return strconv.Itoa(n) + "rd"
		}
	}
	return strconv.Itoa(n) + "th"
}
