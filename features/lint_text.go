package features

import (
	"regexp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	messages "github.com/cucumber/messages/go/v21"
)

var (
	should = regexp.MustCompile(`(?i)\bshould\b`)
	// A misspelt keyword makes its line, and all that follow, a description.
	likeKeyword = regexp.MustCompile(`^\s*(?:[A-Z]\w*(?: [A-Z]\w*)?:|(?:Given|When|Then|And|But) |\* |@\w|\|)`)
)

// wire is what belongs to the surface and stands only in the features about it.
var wire = []struct {
	what string
	form *regexp.Regexp
}{
	{"a sid", regexp.MustCompile(`\b[A-Z]{2}[0-9a-f]{32}\b`)},
	{"a Twilio address", regexp.MustCompile(`(?i)\b[a-z0-9.-]*twilio\.com\b`)},
	{"an HTTP status", regexp.MustCompile(`\b(?:20[0-4]|40[0-9]|41[0-8]|42[2-9]|50[0-5])\b`)},
	{"JSON", regexp.MustCompile(`[{\[]\s*["{\[]|"[ \t]*:[ \t]*["\dtfn{\[-]|\{\s*\}`)},
}

// nearKeywords are English words that are one letter away from a keyword.
var nearKeywords = []string{"The", "They", "Them", "Than", "Give"}

// swallowed finds a step whose misspelt keyword made it a description. Unlike a
// feature or a rule, an example is hardly ever explained in prose.
func (l *linter) swallowed(at *messages.Location, description string, steps []*messages.Step) {
	text := strings.Split(description, "\n")
	start := l.descriptionLine(line(at), text[0])
	for i, written := range text {
		word, _, _ := strings.Cut(strings.TrimSpace(written), " ")
		for _, keyword := range []string{"Given", "When", "Then"} {
			if levenshtein.ComputeDistance(word, keyword) == 1 && !slices.Contains(nearKeywords, word) {
				l.find(start+i, "%q is read as prose; is %s misspelt?", strings.TrimSpace(written), keyword)
			}
		}
	}
	if len(steps) > 0 && steps[0].KeywordType == messages.StepKeywordType_CONJUNCTION {
		l.find(line(steps[0].Location), "the first step is an %s; is the keyword before it misspelt?", strings.TrimSpace(steps[0].Keyword))
	}
}

// prose checks a name and a description.
func (l *linter) prose(at *messages.Location, name, description string) {
	l.wording(line(at), name)
	// The description begins on the line after the keyword; blank lines between
	// the two are not part of it.
	text := strings.Split(description, "\n")
	start := l.descriptionLine(line(at), text[0])
	for i, written := range text {
		if should.MatchString(written) {
			l.find(start+i, "say what is, not what should be")
		}
		if likeKeyword.MatchString(written) {
			l.find(start+i, "%q is read as prose; is its keyword, or one before it, misspelt?", strings.TrimSpace(written))
		}
	}
}

// descriptionLine finds the line of a description's first line.
func (l *linter) descriptionLine(keyword int, first string) int {
	for number := keyword + 1; number <= len(l.doc.lines); number++ {
		if strings.TrimSpace(l.doc.lines[number-1]) == strings.TrimSpace(first) {
			return number
		}
	}
	return keyword
}

// wording checks what is played or shown in reports.
func (l *linter) wording(at int, text string) {
	if should.MatchString(text) {
		l.find(at, "say what is, not what should be: %q", text)
	}
	if strings.HasPrefix(l.doc.path, Root+"/wire/") {
		return
	}
	for _, w := range wire {
		if found := w.form.FindString(text); found != "" {
			l.find(at, "%s (%s) belongs into features/wire", w.what, found)
		}
	}
}
