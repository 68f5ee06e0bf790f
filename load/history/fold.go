package history

func (s *shard) fold() { s.limit *= 2 }

const foldFrom = 1 << 14
