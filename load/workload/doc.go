// Package workload holds what loads do: the flows of requests that hits are.
//
// Each workload is one type that implements [attack.Workload]; [Named] finds one
// by its name, and [Names] lists them. What varies between them (how many tasks,
// how many writers, which payloads, which rows of the closing table) is data
// (workloads.yaml, embedded).
//
//   - task-update: hits replace the attributes of many tasks in turn.
//   - contended-update: several writers read, raise and write one task, with
//     If-Match; contended-update-blind: the same without, and what that loses.
//   - media-window: tasks are completed, and media is attached to them while they
//     are still there.
//   - task-lifecycle: tasks from creation to completion, every step judged.
//   - channel-close: chats whose channel is closed, by each row of the documented
//     table.
//
// [FromTargets] makes a workload of a file of requests in vegeta's format.
//
// What a hit sends follows from the run's seed and the hit's number. Every write
// carries a marker that no other has, so that whatever is read back names the
// write that it came from. What is expected of answers stands in the data and in
// the code here, each from Twilio's pages; nothing is asked of a target that it
// then is measured by. Audit says what an audit of a workload has to
// know besides its history.
package workload
