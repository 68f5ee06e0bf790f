package steps

import (
	"fmt"
	"regexp"
	"sync"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/features"
)

// words are the steps that one file knows: a pattern over the whole text of a
// step, and what it does. do is a method expression, such as
// (*scenario).taskIs, whose arguments are the pattern's groups, as strings, and
// then the step's table or doc string if it has one.
type words []struct {
	pattern string
	do      any
}

// A word is one of them, ready to be used.
type word struct {
	pattern *regexp.Regexp
	do      any
	kind    features.Kind // the only kind of step that it serves; empty for all
	judges  bool          // it may see a refused answer that nobody has looked at
}

// vocabulary is every step that features may use. Each file of words is named
// here once. The patterns are compiled when the first one is asked for: that is
// most of what the program would do before it begins, and only plays need them.
var vocabulary = sync.OnceValue(func() []word {
	return join(
		speak(centreWords),
		speak(agentWords),
		speak(clockWords),
		speak(callWords),
		speak(faultWords),
		speak(trialWords),
		speak(handoverWords),
		speak(attributesWords),
		speak(fieldWords),
		speak(mediaWords),
		speak(workflowWords),
		speak(recordingWords),
		speak(playerWords),
		speak(insightsWords),
		speak(dataWords),
		speak(screenWords),
		speak(findingWords),
		speak(pageWords),
		speak(checkWords),
		speak(cardinalityWords),
		speak(admissionWords),
		speak(credentialWords),
		speak(reasonWords),
		speak(retentionWords),
		speak(chatWords),
		speak(interactionWords),
		speak(channelWords),
		speak(channelFieldWords),
		speak(inviteWords),
		speak(participantWords),
		speak(conversationWords),
		speak(contactDataWords),
		speak(taskChangeWords),
		speak(customerWords),
		speak(segmentWords),
		speak(workerWords),
		speak(loginWords),
		speak(agentDataWords),
		speak(reportWords),
		speak(inputWords),
		speak(hipaaWords),
		speak(taskChannelWords),
		speak(studioFlowWords),
		speak(flexFlowWords),
		speak(chatChannelWords),
		speak(chatMessageWords),
		speak(chatWebhookWords),
		speak(middlewareWords),
		speak(webhookWords),
		speak(callbackWords),
		given(taskActions),
		when(taskActions),
		then(taskStates),
		judge(answerWords),
		judge(answerCodeWords),
		judge(channelAnswers),
	)
})

// speak takes words that serve every kind of step.
func speak(w words) []word { return compile(w, "", false) }

// given takes words that serve only as a Given, when only as a When, then only
// as a Then: the same text may be a deed and a state.
func given(w words) []word { return compile(w, features.Given, false) }
func when(w words) []word  { return compile(w, features.When, false) }
func then(w words) []word  { return compile(w, features.Then, false) }

// judge takes words that look at what the last When was told. All other Thens
// fail where the request was refused and nobody has judged that.
func judge(w words) []word { return compile(w, features.Then, true) }

func compile(w words, kind features.Kind, judges bool) []word {
	var compiled []word
	for _, entry := range w {
		compiled = append(compiled, word{regexp.MustCompile(entry.pattern), entry.do, kind, judges})
	}
	return compiled
}

func join(groups ...[]word) []word {
	var all []word
	for _, group := range groups {
		all = append(all, group...)
	}
	return all
}

// matches tells whether the word is one for the step.
func (w word) matches(step features.Step) bool {
	return (w.kind == "" || w.kind == step.Kind) && w.pattern.MatchString(step.Text)
}

// bind gives the word's function for one scenario in a form that godog calls.
// It is a type switch and no reflection because it runs for every step.
func (w word) bind(s *scenario) (any, error) {
	run := func(do func() error) error { return s.run(w, do) }
	switch do := w.do.(type) {
	case func(*scenario) error:
		return func() error { return run(func() error { return do(s) }) }, nil
	case func(*scenario, string) error:
		return func(a string) error { return run(func() error { return do(s, a) }) }, nil
	case func(*scenario, string, string) error:
		return func(a, b string) error { return run(func() error { return do(s, a, b) }) }, nil
	case func(*scenario, string, string, string) error:
		return func(a, b, c string) error { return run(func() error { return do(s, a, b, c) }) }, nil
	case func(*scenario, string, string, string, string) error:
		return func(a, b, c, d string) error { return run(func() error { return do(s, a, b, c, d) }) }, nil
	}
	return w.bindArgument(s, run)
}

// bindArgument is bind for words that take a table or a doc string.
func (w word) bindArgument(s *scenario, run func(func() error) error) (any, error) {
	switch do := w.do.(type) {
	case func(*scenario, *godog.Table) error:
		return func(t *godog.Table) error { return run(func() error { return do(s, t) }) }, nil
	case func(*scenario, string, *godog.Table) error:
		return func(a string, t *godog.Table) error { return run(func() error { return do(s, a, t) }) }, nil
	case func(*scenario, string, string, *godog.Table) error:
		return func(a, b string, t *godog.Table) error { return run(func() error { return do(s, a, b, t) }) }, nil
	case func(*scenario, *godog.DocString) error:
		return func(d *godog.DocString) error { return run(func() error { return do(s, d) }) }, nil
	case func(*scenario, string, *godog.DocString) error:
		return func(a string, d *godog.DocString) error { return run(func() error { return do(s, a, d) }) }, nil
	case func(*scenario, string, string, *godog.DocString) error:
		return func(a, b string, d *godog.DocString) error { return run(func() error { return do(s, a, b, d) }) }, nil
	}
	return nil, fmt.Errorf("the word %s has a function of type %T; it takes up to four strings, then a table or a doc string", w.pattern, w.do)
}
