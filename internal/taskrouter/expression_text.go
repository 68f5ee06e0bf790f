package taskrouter

// MarshalText gives the source; that of the zero Expression is empty.
func (e Expression) MarshalText() ([]byte, error) { return []byte(e.source), nil }

// UnmarshalText reads what MarshalText has given.
func (e *Expression) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*e = Expression{}
		return nil
	}
	*e, err = ParseExpression(string(text))
	return err
}
