package taskrouter

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type lexemeKind uint8

const (
	lexemeEnd     lexemeKind = iota
	lexemeKeyword            // text in upper case
	lexemeSymbol             // a run of operator characters
	lexemeBracket            // ( ) [ ] ,
	lexemePath               // an attribute, in path
	lexemeValue              // a string or number, in value
)

// A lexeme is one word of an expression. start is its offset in bytes.
type lexeme struct {
	kind  lexemeKind
	start int
	text  string
	path  []string
	value any
}

// String names the lexeme in an error, cut to a length that stays readable.
func (l lexeme) String() string {
	const longest = 40
	if l.kind == lexemeEnd {
		return "the end"
	}
	if utf8.RuneCountInString(l.text) > longest {
		return strconv.Quote(string([]rune(l.text)[:longest]) + "…")
	}
	return strconv.Quote(l.text)
}

func (l lexeme) is(kind lexemeKind, text string) bool { return l.kind == kind && l.text == text }

// keywords cannot be the whole name of an attribute.
var keywords = map[string]bool{
	"AND": true, "OR": true, "NOT": true, "IN": true, "HAS": true, "CONTAINS": true,
	"TRUE": true, "FALSE": true, "NULL": true,
}

const operatorCharacters = "=!<>&|"

// An expressionLexer cuts an expression into lexemes.
type expressionLexer struct {
	source string
	at     int
}

// errorAt makes an error that names its place as people count: the first
// character is 1, whatever its number of bytes.
func (x *expressionLexer) errorAt(start int, format string, args ...any) error {
	position := utf8.RuneCountInString(x.source[:start]) + 1
	return fmt.Errorf("expression at %d: %s", position, fmt.Sprintf(format, args...))
}

func (x *expressionLexer) next() (lexeme, error) {
	x.skipWhile(unicode.IsSpace)
	start := x.at
	first, size := utf8.DecodeRuneInString(x.source[x.at:])
	switch {
	case size == 0:
		return lexeme{kind: lexemeEnd, start: start}, nil
	case strings.ContainsRune("()[],", first):
		x.at += size
		return x.lexeme(lexemeBracket, start), nil
	case strings.ContainsRune(operatorCharacters, first):
		x.skipWhile(func(r rune) bool { return strings.ContainsRune(operatorCharacters, r) })
		return x.lexeme(lexemeSymbol, start), nil
	case first == '"' || first == '\'':
		return x.quoted(first)
	case isDigit(first) || first == '-':
		return x.number()
	case isNameCharacter(first):
		return x.word()
	}
	return lexeme{}, x.errorAt(start, "unexpected character %q", first)
}

func (x *expressionLexer) lexeme(kind lexemeKind, start int) lexeme {
	return lexeme{kind: kind, start: start, text: x.source[start:x.at]}
}

func (x *expressionLexer) skipWhile(accept func(rune) bool) {
	for x.at < len(x.source) {
		r, size := utf8.DecodeRuneInString(x.source[x.at:])
		if !accept(r) {
			return
		}
		x.at += size
	}
}

// quoted reads a string. A backslash in front of a quote or of another
// backslash takes that character as it is, elsewhere it stands for itself.
func (x *expressionLexer) quoted(quote rune) (lexeme, error) {
	start := x.at
	var content strings.Builder
	for at := start + 1; at < len(x.source); at++ {
		c := x.source[at]
		if c == byte(quote) {
			x.at = at + 1
			read := x.lexeme(lexemeValue, start)
			read.value = content.String()
			return read, nil
		}
		if c == '\\' && at+1 < len(x.source) && strings.IndexByte(`"'\`, x.source[at+1]) >= 0 {
			at++
			c = x.source[at]
		}
		content.WriteByte(c)
	}
	return lexeme{}, x.errorAt(start, "string is not closed, expected %c", quote)
}

// number takes everything that could belong to one and leaves the judgement to
// strconv, but for the forms that only Go knows: 0x1p4, 1_000, Inf.
func (x *expressionLexer) number() (lexeme, error) {
	start := x.at
	x.at++ // a digit or the sign
	x.skipWhile(func(r rune) bool {
		sign := (r == '-' || r == '+') && strings.IndexByte("eE", x.source[x.at-1]) >= 0
		return sign || r == '.' || isNameCharacter(r)
	})
	read := x.lexeme(lexemeValue, start)
	if !strings.ContainsFunc(read.text, notInNumber) {
		if value, err := strconv.ParseFloat(read.text, 64); err == nil {
			read.value = value
			return read, nil
		}
	}
	return lexeme{}, x.errorAt(start, "%s is not a number", read)
}

func notInNumber(r rune) bool { return !strings.ContainsRune("0123456789.eE+-", r) }

// word reads a key word or the path of an attribute.
func (x *expressionLexer) word() (lexeme, error) {
	start := x.at
	path := []string{x.name()}
	following := x.peek()
	if upper := strings.ToUpper(path[0]); keywords[upper] && following != '.' {
		read := x.lexeme(lexemeKeyword, start)
		read.text = upper
		return read, nil
	}
	for following == '.' || following == '[' {
		step, err := x.step(following)
		if err != nil {
			return lexeme{}, err
		}
		path = append(path, step)
		following = x.peek()
	}
	read := x.lexeme(lexemePath, start)
	read.path = path
	return read, nil
}

// step reads what follows a name: .name or [index].
func (x *expressionLexer) step(mark byte) (string, error) {
	x.at++
	start := x.at
	if mark == '.' {
		if x.name() == "" {
			return "", x.errorAt(start, "expected the name of an attribute after %q", ".")
		}
		return x.source[start:x.at], nil
	}
	x.skipWhile(isDigit)
	index := x.source[start:x.at]
	if index == "" || x.peek() != ']' {
		return "", x.errorAt(start, "expected the index of a list, such as [0]")
	}
	x.at++
	return index, nil
}

// name reads letters, digits, _ and -; a - at the end is no part of it.
func (x *expressionLexer) name() string {
	start := x.at
	x.skipWhile(func(r rune) bool { return r == '-' || isNameCharacter(r) })
	name := strings.TrimRight(x.source[start:x.at], "-")
	x.at = start + len(name)
	return name
}

// peek gives the next byte, or 0 at the end.
func (x *expressionLexer) peek() byte {
	if x.at < len(x.source) {
		return x.source[x.at]
	}
	return 0
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isNameCharacter(r rune) bool {
	return r == '_' || isDigit(r) || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' ||
		r > unicode.MaxASCII && r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
