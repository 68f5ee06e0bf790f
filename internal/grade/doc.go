// Package grade judges an integration by what it asked of an account: the report
// card. It is a pure function of a [Request] list, the account's history and what
// Flex Insights makes of it; it sends nothing, reads no clock and keeps nothing.
//
// A [Request] is how the stand-in's journal remembers a request. It holds what a
// verdict needs (the operation, the parameters, the version that the client knew,
// when it came by the account's clock and by the machine's) and never credentials.
package grade
