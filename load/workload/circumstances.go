package workload

import "github.com/flexrig/flexrig/load/attack"

// Circumstances are what an audit has to know of a workload besides its history.
type Circumstances struct {
	// Others says that the platform changes the subjects too, as routing does:
	// their versions rise by more than the load's own writes.
	Others bool
	// Unguarded says that writers overwrite each other knowingly: what is lost by
	// that is theirs.
	Unguarded bool
	// MayBeGone tells of a subject that had ended so long before it was read back
	// that the platform may have deleted it, by the target's own clock.
	MayBeGone func(subject int32) bool
}

// CircumstancesOf a workload of this package.
func CircumstancesOf(w attack.Workload) Circumstances {
	if told, ok := w.(interface{ circumstances() Circumstances }); ok {
		return told.circumstances()
	}
	return Circumstances{MayBeGone: func(int32) bool { return false }}
}

func (w *contendedUpdate) circumstances() Circumstances {
	return Circumstances{Unguarded: !w.conditional, MayBeGone: func(int32) bool { return false }}
}

func (s *shift) circumstances() Circumstances {
	return Circumstances{Others: true, MayBeGone: func(subject int32) bool {
		purged := s.purged.Load()
		return purged != nil && (*purged)[int(subject)]
	}}
}
