package earliest

import "os"

const searched = "PATH"

var path, given = putAside()

func putAside() (path string, given bool) {
	path, given = os.LookupEnv(searched)
	if given {
		_ = os.Setenv(searched, "") // it was there, so it can be set
	}
	return path, given
}

// Restore puts PATH back as it was given. A package that imports godog calls it
// when it is initialized.
func Restore() {
	if given {
		_ = os.Setenv(searched, path)
	}
}
