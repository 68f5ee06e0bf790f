// Package features holds the contract: what Twilio's pages state about custom
// media, TaskRouter data for Insights and interaction channels, as Gherkin that
// people can read and the rig can play.
//
// The .feature files are part of the binary. [Catalogue] lists the rules,
// [Load] gives their examples, one for each row of an outline, and
// [Contract.Select] picks some:
//
//	contract, err := features.Load()
//	if err != nil {
//		return err
//	}
//	chosen, err := contract.Select(features.Selection{
//		Rules: []string{"IC-*"},
//		Tags:  "not @needs:clock",
//	})
//
// Nothing here runs an example or knows what a step means; that is package
// steps. [Lint] holds the files to the house rules of Gherkin: one rule a Rule
// block, tagged with its id; provenance and needed capabilities as tags, and no
// other tags; one When an example.
//
// Provenance says what stands behind an example: @documented, one of Twilio's
// pages; @observed, a real account; @assumed, a choice of the rig's own where
// the pages are silent.
package features
