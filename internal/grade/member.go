package grade

import (
	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A member is one key of attributes with its value as it was written: a key of
// the attributes themselves, or of their conversations and customers.
type member struct{ path, value string }

// membersOf lists the members of attributes in their order. An object that is
// looked into is a member as well, without a value: it is there or it is not.
func membersOf(text taskrouter.Attributes) []member {
	var list []member
	gjson.Parse(string(text)).ForEach(func(key, value gjson.Result) bool {
		if !opened(key.String()) || !value.IsObject() {
			list = append(list, member{key.String(), value.Raw})
			return true
		}
		list = append(list, member{path: key.String()})
		value.ForEach(func(inner, value gjson.Result) bool {
			list = append(list, member{key.String() + "." + inner.String(), value.Raw})
			return true
		})
		return true
	})
	return list
}

// opened tells whether members of a key's value count for themselves.
func opened(key string) bool {
	return key == rulebook.ObjectConversations || key == rulebook.ObjectCustomers
}

// A set is members by path.
type set map[string]string

func setOf(text taskrouter.Attributes) set {
	members := set{}
	for _, one := range membersOf(text) {
		members[one.path] = one.value
	}
	return members
}
