package rulebook

import "fmt"

// Kind says what sort of answer a refused request gets. The wire turns it into
// an HTTP status; no rule knows a status.
type Kind int

const (
	// KindInvalid is a request that the platform will not carry out as it stands.
	KindInvalid Kind = iota + 1
	// KindUnauthorized is a request whose credentials open nothing.
	KindUnauthorized
	// KindNotFound is a resource that never was, or is no longer.
	KindNotFound
	// KindConflict is a request that collides with something that exists.
	KindConflict
	// KindPreconditionFailed is an If-Match that names another version.
	KindPreconditionFailed
	// KindUnmodelled is a request that the platform may know and this stand-in does not.
	KindUnmodelled
)

// Codes of Twilio's error dictionary that the rules answer with.
const (
	CodeInvalid                  = 20001 // parameter errors and illegal task transitions
	CodeFriendlyName             = 20002 // friendly name missing, or not of 1 to 64 characters
	CodeUnauthorized             = 20003
	CodePageSize                 = 20007 // page size too large
	CodeNotFound                 = 20404
	CodeConflict                 = 20409
	CodePreconditionFailed       = 20412
	CodeFlexValidation           = 45004 // Flex: a parameter does not validate
	CodeCloseStatusMissing       = 45358 // Flex: closing without a status
	CodeCloseStatusInvalid       = 45359 // Flex: closing with a status that is none
	CodeFlexFlowUnknown          = 45205 // Flex: there is no such Flex Flow
	CodeFlexChannelTaken         = 45208 // Flex: the chat channel's unique name is in use
	CodeChannelFailed            = 45771 // Flex: the interaction's channel could not be made
	CodeChatAttributes           = 50304 // Chat: attributes that are no JSON
	CodeChatUniqueNameTaken      = 50307 // Chat: the unique name is in use
	CodeChatWebhookType          = 50324 // Chat: no such type of webhook
	CodeChatWebhookEvent         = 50325 // Chat: no such event to filter by
	CodeChatWebhookURL           = 50329 // Chat: a webhook without a url
	CodeConversationClosed       = 50377 // Conversations: the conversation is in its final state
	CodeConversationState        = 50378 // Conversations: no such state
	CodeConversationInitialState = 50384 // Conversations: no state to begin with
	CodeUniqueNameTaken          = 50353 // Conversations: the unique name is in use
	CodeParticipantExists        = 50433 // Conversations: the identity takes part already
)

// A Refusal is a request that a rule turned down: nothing has changed. Message
// is the sentence that the client reads; Code is Twilio's number for it.
type Refusal struct {
	Kind    Kind
	Code    int
	Message string
}

// Error gives the sentence with its number, for logs and tests.
func (r *Refusal) Error() string { return fmt.Sprintf("%s (%d)", r.Message, r.Code) }

// Invalid makes the refusal of a request that is wrong in itself or wrong now.
func Invalid(code int, format string, args ...any) error {
	return &Refusal{Kind: KindInvalid, Code: code, Message: fmt.Sprintf(format, args...)}
}

// NotFound makes the refusal for a resource that is not there. The path is the
// resource's own, without host and version, as TaskRouter prints it.
func NotFound(path string) error {
	return &Refusal{
		Kind: KindNotFound, Code: CodeNotFound,
		Message: "The requested resource " + path + " was not found",
	}
}

// Conflict makes the refusal of a request that collides with what exists.
func Conflict(code int, format string, args ...any) error {
	return &Refusal{Kind: KindConflict, Code: code, Message: fmt.Sprintf(format, args...)}
}

// PreconditionFailed makes the refusal of an If-Match with another version.
// No source gives the body's wording; the dictionary's title stands in for it.
func PreconditionFailed() error {
	return &Refusal{Kind: KindPreconditionFailed, Code: CodePreconditionFailed, Message: "Precondition Failed"}
}
