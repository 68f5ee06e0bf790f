// Package reports renders the record of a run for people and for other
// programs: a terminal, a verdict that scripts read, JUnit XML for a build
// server, classic Cucumber JSON, the requests as JSON lines, and one HTML page.
//
// It is a leaf. It knows nothing of Twilio, of Gherkin or of the stand-in, it
// opens no file and reads no environment: whoever ran something fills a
// [Record] and says which io.Writer each rendering goes to. The same record
// gives the same bytes every time.
//
// Three things are decided here and nowhere else:
//
//   - What a rule's outcome is. [Rule.Outcome] derives it from the examples
//     each time it is asked for; no field stores it, so no field can disagree
//     with the examples. The same holds for [Record.Totals] and for
//     [Record.ExitStatus].
//   - What counts as green. Only held counts as held. A run that was
//     interrupted, or in which nothing was observed, exits 2 whatever else it
//     found, and its JUnit and Cucumber files carry an entry that fails.
//   - What must not be printed. Every writer of a [Record] passes it through
//     [Redact] first, and every writer of a [Load] through [RedactLoad]: Authorization headers, tokens, secrets, passwords,
//     signatures and the user part of URLs become [Mask], and a secret that was
//     recognised in one place is masked wherever else the record repeats it.
//
// The smallest use:
//
//	rec := reports.Record{
//		Version: reports.Version,
//		Run:     reports.Run{ID: "r1", Command: "flexrig verify", Target: "mock", Seed: 7},
//		Rules: []reports.Rule{{
//			ID: "IC-11", Sentence: "Closing a channel ends its task",
//			Examples: []reports.Example{{Name: "a chat is closed", Outcome: reports.Held}},
//		}},
//	}
//	clean := reports.Redact(rec) // once, when several files are written
//	err := reports.Terminal(w, clean, reports.TerminalOptions{})
//	status := rec.ExitStatus() // 0
//
// A load run has a record of its own, [Load], and the same is decided for it here:
// [LoadText], [LoadJSON], [LoadJUnit] and [LoadHTML] write it, [ReadLoad] reads it
// back, and [MergeLoads] joins the records of several machines into the one that a
// single machine would have written.
//
// Three smaller things are rendered too: the report card of an account ([Card]), what
// became of the stand-ins that break a rule on purpose ([MutantRun]), and the rule book
// without a run ([Listing]).
//
// Writers return the first error of the io.Writer, wrapped with the name of
// the rendering; what was written until then stays written.
package reports
