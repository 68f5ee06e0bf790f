package features

import "embed"

// FS holds the feature files as they are in the checkout's features directory.
//
//go:embed *.feature wire/*.feature
var FS embed.FS

// Root is where the files of FS stand in the checkout; it goes in front of
// their paths wherever people read them.
const Root = "features"
