package steps

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cucumber/godog"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/fixtures"
)

// attributesWords write and read what a task carries. Words that change one
// thing do what an integration has to do: fetch the attributes, change them, and
// send all of them back.
var attributesWords = words{
	{`^the task's attributes are set to:$`, (*scenario).setsAttributes},
	{`^the task's attributes are set to (\d+) characters$`, (*scenario).fillsAttributes},
	{`^the task's attributes are replaced by:$`, (*scenario).replacesAttributes},
	{`^the task's data is:$`, (*scenario).setsData},
	{`^a task (?:is|was) created with the attributes:$`, (*scenario).createsTask},
	{`^a call arrives that links:$`, (*scenario).callArrivesLinking},
	{`^a call arrives with unreadable attributes$`, (*scenario).callArrivesUnreadable},
	{`^the task's attributes read:$`, (*scenario).attributesRead},
	{`^the task's attributes are:$`, (*scenario).attributesAre},
	{`^the task's attributes are (\d+) characters long$`, (*scenario).attributesAreLong},
	{`^no other task waits$`, (*scenario).noOtherTask},
}

func (s *scenario) setsAttributes(text *godog.DocString) error {
	return s.writeAttributes(text.Content)
}

func (s *scenario) fillsAttributes(characters string) error {
	filled, err := filledText(characters)
	if err != nil {
		return err
	}
	return s.writeAttributes(filled)
}

// filledText makes attributes of so many characters, half of them blanks and the
// rest beyond ASCII: a limit counted in bytes, or without the blanks, would lie
// elsewhere.
func filledText(characters string) (string, error) {
	length, err := count(characters)
	if err != nil {
		return "", err
	}
	const frame = `{"note":""}`
	blanks := length / 2
	letters := length - blanks - len(frame)
	if letters < 1 {
		return "", fmt.Errorf("attributes of %d characters are too short to be filled", length)
	}
	return `{` + strings.Repeat(" ", blanks) + `"note":"` + strings.Repeat("č", letters) + `"}`, nil
}

func (s *scenario) replacesAttributes(table *godog.Table) error {
	object, err := dataOf(table)
	if err != nil {
		return err
	}
	return s.writeObject(object)
}

func (s *scenario) setsData(table *godog.Table) error {
	values, err := pairs(table)
	if err != nil {
		return err
	}
	return s.editAttributes(func(attributes map[string]any) error { return setAll(attributes, values) })
}

// createsTask sends the attributes as they stand, through the centre's workflow.
func (s *scenario) createsTask(text *godog.DocString) error {
	return s.tried(s.taskArrives("task", (&taskrouter.CreateTaskParams{}).SetAttributes(text.Content)))
}

func (s *scenario) callArrivesLinking(table *godog.Table) error {
	links, err := s.linksToSend(table)
	if err != nil {
		return err
	}
	call, err := fixtures.Payload("incoming call")
	if err != nil {
		return err
	}
	attributes, err := decodeObject(call.JSON)
	if err != nil {
		return err
	}
	if err := setAt(attributes, "conversations.media", links); err != nil {
		return err
	}
	encoded, err := encode(attributes)
	if err != nil {
		return err
	}
	return s.tried(s.taskArrives("call", (&taskrouter.CreateTaskParams{}).SetTaskChannel("voice").SetAttributes(encoded)))
}

func (s *scenario) callArrivesUnreadable() error {
	return s.tried(s.taskArrives("call", (&taskrouter.CreateTaskParams{}).SetTaskChannel("voice").SetAttributes(`{"conversations":`)))
}

// editAttributes changes the current task's attributes and sends them back. A
// task that can no longer be fetched is updated all the same, with nothing but
// the change: what an example asks about is the answer to the update.
func (s *scenario) editAttributes(edit func(attributes map[string]any) error) error {
	attributes := map[string]any{}
	_, found, err := s.fetchTask()
	switch answer, refused := refusal(err); {
	case refused && answer.Status == 404:
	case err != nil:
		return err
	default:
		if attributes, err = decodeObject(text(found.Attributes)); err != nil {
			return err
		}
	}
	if err := edit(attributes); err != nil {
		return err
	}
	return s.writeObject(attributes)
}

func (s *scenario) writeObject(attributes map[string]any) error {
	encoded, err := encode(attributes)
	if err != nil {
		return err
	}
	return s.writeAttributes(encoded)
}

// writeAttributes updates the current task with a text, whatever that is.
func (s *scenario) writeAttributes(attributes string) error {
	t, err := s.named("")
	if err != nil {
		return err
	}
	if err := s.remember(func() (string, error) { return s.describe(t) }); err != nil {
		return err
	}
	_, err = s.client().TaskrouterV1.UpdateTask(s.workspace(), t.Sid, (&taskrouter.UpdateTaskParams{}).SetAttributes(attributes))
	if err != nil {
		return s.tried(fmt.Errorf("update the attributes of task %q: %w", t.Name, err))
	}
	return s.tried(nil)
}

func (s *scenario) attributesRead(wanted *godog.DocString) error {
	t, found, err := s.fetchTask()
	if err != nil {
		return err
	}
	if text(found.Attributes) != wanted.Content {
		return s.mismatch("the attributes of task %q read", text(found.Attributes), wanted.Content, t.Name)
	}
	return nil
}

// attributesAre compares whole attributes by what they mean.
func (s *scenario) attributesAre(table *godog.Table) error {
	return s.compareAttributes(table, func(map[string]any) {})
}

// compareAttributes compares the current task's attributes, by what they mean,
// with a table; without takes out of them what is left aside.
func (s *scenario) compareAttributes(table *godog.Table, without func(attributes map[string]any)) error {
	wanted, err := dataOf(table)
	if err != nil {
		return err
	}
	t, attributes, err := s.fetchAttributes()
	if err != nil {
		return err
	}
	without(attributes)
	got, want := flat(attributes), flat(wanted)
	if !slices.Equal(got, want) {
		return s.mismatch("the attributes of task %q are", listed(got), listed(want), t.Name)
	}
	return nil
}

// fetchAttributes fetches the current task and reads its attributes.
func (s *scenario) fetchAttributes() (*task, map[string]any, error) {
	t, found, err := s.fetchTask()
	if err != nil {
		return nil, nil, err
	}
	attributes, err := decodeObject(text(found.Attributes))
	return t, attributes, err
}

func (s *scenario) attributesAreLong(characters string) error {
	wanted, err := count(characters)
	if err != nil {
		return err
	}
	t, found, err := s.fetchTask()
	if err != nil {
		return err
	}
	if got := utf8.RuneCountInString(text(found.Attributes)); got != wanted {
		return s.mismatch("the attributes of task %q are", fmt.Sprintf("%d characters long", got), fmt.Sprintf("%d", wanted), t.Name)
	}
	return nil
}

// noOtherTask checks that the workspace holds the example's tasks alone.
func (s *scenario) noOtherTask() error {
	all, err := s.client().TaskrouterV1.ListTask(s.workspace(), &taskrouter.ListTaskParams{})
	if err != nil {
		return fmt.Errorf("list tasks: %w", err)
	}
	if len(all) != len(s.tasks) {
		return s.mismatch("the workspace holds", fmt.Sprintf("%d tasks", len(all)), fmt.Sprintf("%d", len(s.tasks)))
	}
	return nil
}

// dataOf makes an object of a table of paths and values.
func dataOf(table *godog.Table) (map[string]any, error) {
	values, err := pairs(table)
	if err != nil {
		return nil, err
	}
	object := map[string]any{}
	return object, setAll(object, values)
}

func setAll(object map[string]any, values []pair) error {
	for _, p := range values {
		if err := setAt(object, p.key, valueOf(p.value)); err != nil {
			return err
		}
	}
	return nil
}

// setAt puts a value into an object, at a path of keys with dots between them.
func setAt(object map[string]any, path string, value any) error {
	keys := strings.Split(path, ".")
	for _, key := range keys[:len(keys)-1] {
		inner, ok := object[key].(map[string]any)
		if !ok && object[key] != nil {
			return fmt.Errorf("%s cannot be set: %s is %v and not an object", path, key, object[key])
		}
		if !ok {
			inner = map[string]any{}
			object[key] = inner
		}
		object = inner
	}
	object[keys[len(keys)-1]] = value
	return nil
}

// valueOf reads a cell as attributes hold it: a number, null, true or false
// where it is one, a text otherwise, and always a text in quotation marks.
func valueOf(cell string) any {
	switch cell {
	case "null":
		return nil
	case "true", "false":
		return cell == "true"
	}
	if len(cell) > 1 && strings.HasPrefix(cell, `"`) && strings.HasSuffix(cell, `"`) {
		return cell[1 : len(cell)-1]
	}
	var number json.Number
	if json.Unmarshal([]byte(cell), &number) == nil && number != "" {
		return number
	}
	return cell
}

// decodeObject reads attributes, numbers as they were written.
func decodeObject(attributes string) (map[string]any, error) {
	decoder := json.NewDecoder(strings.NewReader(attributes))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil {
		return nil, fmt.Errorf("read the attributes %q: %w", attributes, err)
	}
	if object == nil {
		return nil, errors.New("read the attributes: they hold no object")
	}
	return object, nil
}

// encode writes attributes without escaping what HTML would mind.
func encode(object map[string]any) (string, error) {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(object); err != nil {
		return "", fmt.Errorf("write attributes: %w", err)
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// flat lists what an object holds, as "path value" with the value in JSON, in
// the order of the paths.
func flat(object map[string]any) []string {
	var all []string
	var walk func(path string, value any)
	walk = func(path string, value any) {
		if inner, ok := value.(map[string]any); ok && len(inner) > 0 {
			for key, v := range inner {
				walk(strings.TrimPrefix(path+"."+key, "."), v)
			}
			return
		}
		written, err := json.Marshal(value)
		if err != nil {
			written = fmt.Append(nil, value)
		}
		all = append(all, path+" "+string(written))
	}
	if len(object) > 0 {
		walk("", object)
	}
	slices.Sort(all)
	return all
}

// listed writes a list for a mismatch.
func listed(list []string) string {
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, ", ")
}
