package reports

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestALoadReadsBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	for _, sample := range sampleLoads[:3] {
		want := RedactLoad(sample.load(t)).whole()
		text := renderedLoad(t, LoadJSON, sample.load(t))
		got, err := ReadLoad(strings.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", sample.name, err)
			continue
		}
		if again := renderedLoad(t, LoadJSON, got); again != text {
			t.Errorf("%s: written again it differs:\n%s", sample.name, cmp.Diff(text, again))
		}
		if sample.name == "hostile" {
			continue // JSON cannot hold its bytes that are no UTF-8
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-written +read):\n%s", sample.name, diff)
		}
	}
}

func TestARecordThatContradictsItselfIsRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		change func(*Load)
		want   string
	}{
		{func(l *Load) { l.Totals.Acknowledged-- }, "1500 sent, but acknowledged, rejected, failed and wrong are 1499"},
		{func(l *Load) { l.Totals.Sent, l.Totals.Acknowledged, l.Totals.Rejected = 1500, 1501, -1 }, "rejected is -1, which is no count"},
		{func(l *Load) { l.Totals.Expected = 116 }, "116 expected, but rejected and failed are 115"},
		{func(l *Load) { l.Windows[0].Acknowledged-- }, "window at 0.0 s: 500 sent, but acknowledged and errors are 499"},
		{func(l *Load) { l.Windows = l.Windows[:2] }, "windows: 1000 sent and 880 acknowledged, but the totals say 1500 and 1380"},
		{func(l *Load) { l.Errors[0].Count++ }, "the classes count 121, but rejected, failed and wrong are 120"},
		{func(l *Load) { l.Audit.Outcome = AuditHeld }, `the outcome is "held", its rules say "broken"`},
		{func(l *Load) { l.Audit.Outcome = "fine" }, `unknown outcome "fine"`},
		{func(l *Load) { l.Response.Count++ }, "response: the histogram holds 1500 values, but the count is 1501"},
		{func(l *Load) { l.Windows[2].Response.Histogram = "HISTFAAA" }, "window at 2.0 s: decode the histogram"},
		{func(l *Load) { l.Margins.Histogram = "?" }, "margins: decode the histogram"},
		{func(l *Load) { l.Operations[1].Service.Count = 1 }, "operation CompleteTask: the histogram holds 40 values"},
	} {
		l := redLoad(t)
		row.change(&l)
		_, err := ReadLoad(strings.NewReader(renderedLoad(t, LoadJSON, l)))
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("got error %v, want one that says %q", err, row.want)
		}
	}
}

func TestAFileThatIsNoLoadRecordIsRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		``:                                 "unexpected end",
		`{}`:                               "it has no version, want 1",
		`{"version":2,"later":true}`:       "version 2 is unknown, want 1",
		`{"version":1,"surprise":1}`:       `unknown field "surprise"`,
		`{"version":1} {"version":1}`:      "after top-level value",
		`{"version":1,"windows":"none"}`:   "cannot unmarshal",
		`{"version":1,"audit":{"rules":1`:  "unexpected end",
		`{"version":"1"}`:                  "cannot unmarshal",
		`{"version":1,"operations":[null]`: "unexpected end",
	} {
		_, err := ReadLoad(strings.NewReader(text))
		if err == nil || !strings.HasPrefix(err.Error(), "read load record: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got error %v, want one that says %q", text, err, want)
		}
	}
}

func TestALoadThatNoReaderWouldTakeIsNotWritten(t *testing.T) {
	t.Parallel()
	later, endless := greenLoad(t), greenLoad(t)
	later.Version++
	endless.Totals.Rate = math.Inf(1)
	for want, l := range map[string]Load{"it has version 2, want 1": later, "unsupported value": endless} {
		if err := LoadJSON(&bytes.Buffer{}, l); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got error %v, want one that says %q", err, want)
		}
	}
}

func FuzzReadLoad(f *testing.F) {
	for _, sample := range sampleLoads[:3] {
		var b bytes.Buffer
		if err := LoadJSON(&b, sample.load(f)); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ReadLoad(bytes.NewReader(data))
		if err != nil {
			return
		}
		if err := LoadJSON(&bytes.Buffer{}, l); err != nil {
			t.Errorf("what was read cannot be written: %v", err)
		}
	})
}
