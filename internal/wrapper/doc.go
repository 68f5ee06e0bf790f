// Package wrapper runs somebody's command as those who wrap commands are expected
// to: signals reach all that the command has started, the exit status is the one a
// shell tells, and nothing is left behind.
//
//	status, err := wrapper.Run(exec.Command("sh", "-c", "npm test"))
//
// Away from a terminal, in CI say, the command leads a process group: every signal
// goes to the group, and what outlives the command gets SIGTERM, three seconds, and
// then SIGKILL. Where the process has a controlling terminal, whatever its standard
// input is, the command stays in the process's own group, so that the terminal's
// keys, Ctrl-Z and reading from it work as without a wrapper. Ctrl-C reaches it by
// itself there; other signals are passed on to the descendants that /proc tells of,
// where there is no /proc to the command alone. A SIGINT that somebody else sends to
// a process in the foreground cannot be told from Ctrl-C, and is not passed on.
package wrapper
