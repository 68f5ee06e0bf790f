package pacing

import (
	_ "embed"
	"fmt"
	"math"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// FindMax is the name of the search for the highest rate that holds. It has no
// schedule of its own: each of its trials is a constant load.
const FindMax = "find-max"

// A Profile is the shape of a load.
type Profile struct {
	Name     string    `yaml:"name"`
	What     string    `yaml:"what"` // one sentence for people
	Segments []Segment `yaml:"segments"`
}

// A Segment is a stretch of a profile in which the rate goes evenly from one
// value to another.
type Segment struct {
	Share float64 `yaml:"share"` // of the load's duration
	From  float64 `yaml:"from"`  // of the load's rate, at its beginning
	To    float64 `yaml:"to"`    // and at its end
}

//go:embed profiles.yaml
var profilesText []byte

var profiles = sync.OnceValue(func() []Profile {
	read, err := readProfiles(profilesText)
	if err != nil {
		panic("pacing: embedded profiles.yaml: " + err.Error()) // built in, and held by a test
	}
	return read
})

// Profiles are the names of the profiles that [New] knows, constant first.
func Profiles() []string {
	names := make([]string, 0, len(profiles()))
	for _, p := range profiles() {
		names = append(names, p.Name)
	}
	return names
}

// Named gives a profile, or an error that says which there are.
func Named(name string) (Profile, error) {
	for _, p := range profiles() {
		if p.Name == name {
			return p, nil
		}
	}
	if name == FindMax {
		return Profile{}, fmt.Errorf("profile %s has no schedule of its own: run its trials with profile constant", name)
	}
	return Profile{}, fmt.Errorf("unknown profile %q: take one of %s", name, strings.Join(Profiles(), ", "))
}

func readProfiles(text []byte) ([]Profile, error) {
	var read []Profile
	if err := yaml.UnmarshalWithOptions(text, &read, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read profiles: %w", err)
	}
	for _, p := range read {
		if err := p.check(); err != nil {
			return nil, fmt.Errorf("profile %q: %w", p.Name, err)
		}
	}
	return read, nil
}

// tolerance is what shares written as decimals may be off the whole.
const tolerance = 1e-9

// check refuses a profile of which a schedule would not keep what was asked for.
func (p Profile) check() error {
	whole, highest := 0.0, 0.0
	for i, s := range p.Segments {
		if !(s.Share > 0) || !(s.From >= 0) || !(s.To >= 0) || s.From+s.To == 0 {
			return fmt.Errorf("segment %d: share %v from %v to %v: a share is above 0, a rate not below 0, and not 0 throughout", i+1, s.Share, s.From, s.To)
		}
		whole += s.Share
		highest = max(highest, s.From, s.To)
	}
	if math.Abs(whole-1) > tolerance {
		return fmt.Errorf("shares add up to %v: they have to be 1", whole)
	}
	if math.Abs(highest-1) > tolerance {
		return fmt.Errorf("highest rate is %v: it has to be 1, which is the rate that was asked for", highest)
	}
	return nil
}
