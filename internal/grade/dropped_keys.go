package grade

import (
	"fmt"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// judgeDroppedKeys looks for updates that dropped keys. An update replaces the
// attributes as a whole: whoever sends what they know of loses what they do not.
func judgeDroppedKeys(j *judge) {
	for _, sid := range j.sids {
		keys := keyring{lossy: j.Dropped > 0, setters: map[string]setter{}, values: set{}}
		for _, r := range j.of[sid].requests {
			switch {
			case !r.changes():
				keys.meet(setOf(r.After.Attributes))
			case r.Before == nil:
				keys.create(r)
			default:
				j.judgeUpdate(&keys, r)
			}
		}
	}
}

// A keyring knows who set which key of one task.
type keyring struct {
	lossy   bool // requests are missing
	setters map[string]setter
	values  set // as last seen
}

// A setter is who set a key: a request, or nobody who is known of.
type setter struct{ request *Request }

// meet takes in what the task holds when it is looked at. What is there and
// was not before came from elsewhere.
func (k *keyring) meet(held set) {
	for path, value := range held {
		if before, known := k.values[path]; !known || before != value {
			k.setters[path] = setter{}
		}
	}
	k.values = held
}

// create takes in a new task. Of an interaction's, its creator has set what the
// routing names, and the platform the rest.
func (k *keyring) create(r *Request) {
	held := setOf(r.After.Attributes)
	k.meet(held)
	given := held
	if r.Operation != "CreateTask" {
		given = routed(r)
	}
	for path := range given {
		if _, there := held[path]; there {
			k.setters[path] = setter{r}
		}
	}
}

// routed gives the attributes that the parameter Routing asks for.
func routed(r *Request) set {
	text, _ := r.Field("Routing")
	asked := gjson.Get(text, "properties.attributes")
	if asked.Type == gjson.String {
		return setOf(taskrouter.Attributes(asked.String()))
	}
	return setOf(taskrouter.Attributes(asked.Raw))
}

// update takes in what an update made of the task, and gives the paths that it
// dropped, in their order. Where an object is gone its members are not told.
func (k *keyring) update(r *Request) (dropped []string) {
	k.meet(setOf(r.Before.Attributes))
	held := setOf(r.After.Attributes)
	for _, one := range membersOf(r.Before.Attributes) {
		object, _, inside := strings.Cut(one.path, ".")
		_, objectStays := held[object]
		if _, stays := held[one.path]; !stays && (!inside || !opened(object) || objectStays) {
			dropped = append(dropped, one.path)
		}
	}
	for path, value := range held {
		if before, known := k.values[path]; !known || before != value {
			k.setters[path] = setter{r}
		}
	}
	k.values = held
	return dropped
}

// judgeUpdate looks at what one update dropped, and of whose.
func (j *judge) judgeUpdate(keys *keyring, r *Request) {
	if r.Before.Attributes == r.After.Attributes {
		return
	}
	var own, others []string
	severity := Warning // where all that is known is that requests are missing
	for _, path := range keys.update(r) {
		by := keys.setters[path].request
		if by != nil && by.writer() == r.writer() {
			own = append(own, path)
			continue
		}
		others = append(others, path)
		if by != nil || !keys.lossy {
			severity = Error
		}
	}
	if len(others) > 0 {
		j.see(DroppedKeys, severity, strings.Join(others, " "), r, "an update of task %s by %s dropped %s",
			r.After.Sid, r.writer().name(), keys.told(others))
	}
	if len(own) > 0 {
		j.see(DroppedOwnKeys, Warning, strings.Join(own, " "), r,
			"an update of task %s by %s dropped %s, which the same client had set", r.After.Sid, r.writer().name(), quoted(own))
	}
}

// told lists keys by who had set them.
func (k *keyring) told(paths []string) string {
	var order []string
	by := map[string][]string{}
	for _, path := range paths {
		who := k.who(path)
		if by[who] == nil {
			order = append(order, who)
		}
		by[who] = append(by[who], path)
	}
	parts := make([]string, len(order))
	for i, who := range order {
		parts[i] = quoted(by[who]) + ", which " + who
	}
	return strings.Join(parts, "; ")
}

func (k *keyring) who(path string) string {
	switch by := k.setters[path].request; {
	case by != nil:
		return fmt.Sprintf("%s had set with request %d", by.writer().name(), by.Seq)
	case k.lossy:
		return "a request had set that is no longer known, or the platform"
	}
	return "the platform had set"
}
