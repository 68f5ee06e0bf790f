package studio

// MarshalText gives the flow as it was written; that of the zero Definition is
// empty.
func (d Definition) MarshalText() ([]byte, error) { return []byte(d.source), nil }

// UnmarshalText reads what MarshalText has given. What keeps the flow from running
// is found out again when it runs.
func (d *Definition) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Definition{}
		return nil
	}
	*d, _, err = ParseDefinition(string(text))
	return err
}
