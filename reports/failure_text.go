package reports

import (
	"fmt"
	"strings"
	"time"
)

const (
	// shownExchanges is how many requests of a failing example are shown: the
	// last ones, since the step that failed stands at the end. All of them are
	// among the exchanges.
	shownExchanges = 10
	// shownBody is how much of a body is shown in running text.
	shownBody = 600
	// shownValue is how much of a found or wanted value is shown.
	shownValue = 4000
)

// failureText is a failing example in lines, the first one without indent and
// the last one without a newline. Terminal and JUnit share it.
func failureText(e Example) string {
	var b strings.Builder
	f := e.failure()
	field(&b, "step", f.Step)
	if f.compared() {
		field(&b, "found", orEmpty(f.Found))
		field(&b, "wanted", orEmpty(f.Wanted))
	}
	field(&b, "message", f.Message)
	if len(f.History) > 0 {
		b.WriteString("last events, oldest first\n")
		for _, event := range f.History {
			fmt.Fprintf(&b, "  %s\n", oneLine(event))
		}
	}
	exchangesText(&b, e.Exchanges)
	return strings.TrimSuffix(b.String(), "\n")
}

// field writes one named value; the lines after its first stand under it.
func field(b *strings.Builder, name, value string) {
	if value == "" {
		return
	}
	fmt.Fprintf(b, "%-7s  %s\n", name, indent(lines(cut(value, shownValue)), "         "))
}

// orEmpty shows an empty value: found "" is not the same as not compared.
func orEmpty(value string) string {
	if value == "" {
		return `""`
	}
	return value
}

func exchangesText(b *strings.Builder, exchanges []Exchange) {
	if len(exchanges) == 0 {
		return
	}
	hidden := max(0, len(exchanges)-shownExchanges)
	b.WriteString("requests")
	if hidden > 0 {
		fmt.Fprintf(b, " (the last %d of %d)", shownExchanges, len(exchanges))
	}
	b.WriteString("\n")
	for i, x := range exchanges[hidden:] {
		fmt.Fprintf(b, "  %d  %s\n", hidden+i+1, exchangeLine(x))
		body(b, ">", x.RequestBody)
		body(b, "<", x.ResponseBody)
	}
}

// exchangeLine is an exchange without its bodies.
func exchangeLine(x Exchange) string {
	line := fmt.Sprintf("%s %s", oneLine(x.Method), oneLine(x.URL))
	if x.Status != 0 {
		line += fmt.Sprintf(" %d", x.Status)
	}
	line += fmt.Sprintf(" (%s)", short(x.Duration))
	if x.Err != "" {
		line += ": " + oneLine(x.Err)
	}
	return line
}

func body(b *strings.Builder, arrow, text string) {
	if text == "" {
		return
	}
	fmt.Fprintf(b, "     %s %s\n", arrow, indent(lines(cut(text, shownBody)), "       "))
}

// short is a duration to the digits that anybody reads.
func short(d time.Duration) string {
	switch {
	case d >= time.Second:
		return d.Round(10 * time.Millisecond).String()
	case d >= time.Millisecond:
		return d.Round(100 * time.Microsecond).String()
	}
	return d.Round(time.Microsecond).String()
}
