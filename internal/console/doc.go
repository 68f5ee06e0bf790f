// Package console is the page that the management door shows to people: the
// accounts of a stand-in, what is in them and how long it stays, the requests as
// they come, and buttons that move the clock. It is markup, style and script, all
// of it in this package; the page loads nothing from anywhere else, and says so to
// the browser in its policy.
//
// It knows nothing of the stand-in. The script asks the door for JSON as any other
// program does, and whatever comes back is set as text, never as markup: names,
// paths and attributes are other people's.
//
//	http.Handle("GET /{$}", console.Handler())
//	http.Handle("GET /console/{file}", console.Handler())
package console
