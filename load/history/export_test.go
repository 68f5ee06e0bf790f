package history

// NewFoldingLog is a log whose shards fold once they hold so many writes.
func NewFoldingLog(from int) *Log { return newLog(from) }
