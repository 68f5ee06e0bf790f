// Command ask is a client for the scripts of the command line's tests, told nothing but
// by its environment:
//
//	ask [-key] [-etag] [-times N] [-wait SPAN] METHOD URL [FORM | NAME: VALUE]… [then METHOD URL …]
//
// A word with a colon and a blank is a header; of the others the form is made, and one
// that is a JSON object is sent as that. It sends the account's credentials, or its API
// key's with -key, prints the body, and ends with 1 where the last status is no success.
// With -times it sends the same again on the same connection, and waits for -wait before;
// what follows the word then is another request on that connection.
//
// It is a program of its own, and a small one, because the scripts call it some hundred
// times: the tests' binary, which has all of flexrig and the race detector in it, takes
// longer to start than to ask.
package main
