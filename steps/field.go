package steps

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/internal/target"
)

// fieldWords look at the last answer as it came over the wire: twilio-go's
// models cannot tell a field that is null from one that is missing.
var fieldWords = words{
	{`^the answer has the fields:$`, (*scenario).answerHasFields},
	{`^the answer has the same fields as the one before$`, (*scenario).answerHasSameFields},
	{`^the answer's status is ([1-5]\d\d)$`, (*scenario).answersStatusIs},
	{`^the answer's attributes read:$`, (*scenario).answersAttributesRead},
}

func (s *scenario) answerHasFields(table *godog.Table) error {
	wanted, err := rows(table, "field", "type")
	if err != nil {
		return err
	}
	answer, err := s.answerBefore(0)
	if err != nil {
		return err
	}
	var found, want []string
	for _, field := range wanted {
		problem, err := fieldProblem(answer, field["field"], field["type"])
		if err != nil {
			return err
		}
		if problem != "" {
			found = append(found, field["field"]+" "+problem)
			want = append(want, field["field"]+" "+field["type"])
		}
	}
	if len(found) > 0 {
		return s.mismatch("the answer has", listed(found), listed(want))
	}
	return nil
}

func (s *scenario) answerHasSameFields() error {
	last, err := s.answerBefore(0)
	if err != nil {
		return err
	}
	before, err := s.answerBefore(1)
	if err != nil {
		return err
	}
	found, wanted := slices.Sorted(maps.Keys(last)), slices.Sorted(maps.Keys(before))
	if !slices.Equal(found, wanted) {
		return s.mismatch("the answer has the fields", listed(found), listed(wanted))
	}
	return nil
}

func (s *scenario) answersStatusIs(wanted string) error {
	answer, err := s.exchangeBefore(0)
	if err != nil {
		return err
	}
	if found := strconv.Itoa(answer.Status); found != wanted {
		return s.mismatch("the answer's status is", found, wanted)
	}
	return nil
}

func (s *scenario) answersAttributesRead(wanted *godog.DocString) error {
	answer, err := s.answerBefore(0)
	if err != nil {
		return err
	}
	found, ok := answer["attributes"].(string)
	if !ok {
		return s.mismatch("the answer's attributes are", fmt.Sprintf("%v", answer["attributes"]), "a text")
	}
	if found != wanted.Content {
		return s.mismatch("the answer's attributes read", found, wanted.Content)
	}
	return nil
}

// answerBefore is the object that was answered last, or so many answers before.
func (s *scenario) answerBefore(back int) (map[string]any, error) {
	exchange, err := s.exchangeBefore(back)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(strings.NewReader(exchange.ResponseBody))
	decoder.UseNumber()
	var answer map[string]any
	if err := decoder.Decode(&answer); err != nil {
		return nil, fmt.Errorf("read the answer to %s %s: %w", exchange.Method, exchange.URL, err)
	}
	return answer, nil
}

func (s *scenario) exchangeBefore(back int) (target.Exchange, error) {
	all := s.account.Exchanges()
	if back >= len(all) {
		return target.Exchange{}, errors.New("no such request has been sent")
	}
	return all[len(all)-1-back], nil
}

// fieldProblem says why an answer has no field of the type, or "".
func fieldProblem(answer map[string]any, path, wanted string) (string, error) {
	var value any = answer
	for key := range strings.SplitSeq(path, ".") {
		object, ok := value.(map[string]any)
		if !ok {
			return "not in an object", nil
		}
		if value, ok = object[key]; !ok {
			return "missing", nil
		}
	}
	sort, optional := strings.CutSuffix(wanted, " or nothing")
	if value == nil && optional {
		return "", nil
	}
	fits, err := fieldFits(value, sort)
	if err != nil || fits {
		return "", err
	}
	written, err := json.Marshal(value)
	return string(written), err
}

// fieldFits tells whether a value is of a sort that features name.
func fieldFits(value any, sort string) (bool, error) {
	if prefix, ok := strings.CutPrefix(sort, "sid "); ok {
		return matched(value, `^`+regexp.QuoteMeta(prefix)+`[0-9a-f]{32}$`), nil
	}
	switch sort {
	case "text":
		_, ok := value.(string)
		return ok, nil
	case "whole number":
		number, ok := value.(json.Number)
		return ok && matched(number.String(), `^-?[0-9]+$`), nil
	case "true or false":
		_, ok := value.(bool)
		return ok, nil
	case "time":
		written, _ := value.(string)
		_, err := time.Parse("2006-01-02T15:04:05Z", written)
		return err == nil, nil
	case "address":
		written, _ := value.(string)
		address, err := url.Parse(written)
		return err == nil && address.Scheme == "https" && address.Host != "", nil
	}
	return false, fmt.Errorf("no type is called %q", sort)
}

func matched(value any, pattern string) bool {
	written, ok := value.(string)
	return ok && regexp.MustCompile(pattern).MatchString(written)
}
