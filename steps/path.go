package steps

import "github.com/flexrig/flexrig/internal/earliest"

// godog, which these steps import, has been loaded by now.
func init() { earliest.Restore() }
