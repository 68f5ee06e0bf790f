package cli

import (
	"runtime"
	"runtime/debug"
)

const twilioModule = "github.com/twilio/twilio-go"

// version is the binary's own: the module's where it was installed by version,
// else the commit that it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			return setting.Value
		}
	}
	return "devel"
}

// versions are what took part in a run.
func versions() map[string]string {
	all := map[string]string{"flexrig": version(), "go": runtime.Version(), "twilio-go": "unknown"}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			if module.Path == twilioModule {
				all["twilio-go"] = module.Version
			}
		}
	}
	return all
}
