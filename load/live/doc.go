// Package live shows a load while it goes on: a line on a terminal or in a log,
// and figures that Prometheus scrapes.
//
// Both are fed with the record so far ([reports.Load]), as often as whoever runs
// the load cares to; nothing here measures, asks the target or reads a clock. A
// [Line] finds the words, and [reports.Progress] draws them over each other on a
// terminal, and as a plain line every few seconds elsewhere. An [Exporter] holds the last record that it was given and answers
// scrapes from it, so that a scrape never waits for the load.
//
//	line := live.Line{On: &reports.Progress{W: os.Stderr, TTY: true, Now: clock.Wall{}.Now}}
//	exporter := live.NewExporter()
//	door, err := exporter.Serve("127.0.0.1:9090")
//	…
//	line.Sent(record)
//	exporter.Observe(record)
//	…
//	line.On.Finish()
//	err = door.Close()
//
// Labels are the workload, the operation, the outcome and the error's class, all
// of which are few: no sid, URL or text of an answer ever becomes one.
package live
