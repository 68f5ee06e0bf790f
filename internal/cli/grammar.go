package cli

import (
	"cmp"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"
)

// A grammar is the command line. kong reads its tags: the help, the defaults,
// and the names of the environment's twins.
type grammar struct {
	Verify  verify           `cmd:"" help:"Play the contract against a target and say rule by rule what held."`
	Mutants mutants          `cmd:"" help:"Break the stand-in rule by rule and say which breakage the features notice."`
	Rules   rules            `cmd:"" help:"List the rule book: sentence, source, provenance, examples."`
	Serve   serve            `cmd:"" help:"Put the stand-in on addresses of its own, for any client."`
	Exec    execute          `cmd:"" name:"exec" help:"Run a command with its *.twilio.com traffic answered by the stand-in."`
	Report  report           `cmd:"" help:"Render a finished run again, or join the shards of a load."`
	Load    loads            `cmd:"" help:"Drive the task-update paths and prove that nothing acknowledged was lost."`
	Version kong.VersionFlag `env:"-" help:"Print the version and exit."`
}

// grammarOf is what kong needs to read a line: of one that begins with a command that
// command alone, for kong takes a fifth of the time of a start to read the tags of all;
// of any other, and for help, everything.
func grammarOf(args []string) any {
	whole := reflect.TypeFor[grammar]()
	always, _ := whole.FieldByName("Version")
	for i := range whole.NumField() {
		field := whole.Field(i)
		if _, is := field.Tag.Lookup("cmd"); is && len(args) > 0 && args[0] == commandName(field) {
			return reflect.New(reflect.StructOf([]reflect.StructField{field, always})).Interface()
		}
	}
	return &grammar{}
}

// commandName is what a command is called on the line.
func commandName(field reflect.StructField) string {
	return cmp.Or(field.Tag.Get("name"), strings.ToLower(field.Name))
}
