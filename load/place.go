package load

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/load/attack"
)

// A Place is where loads are sent.
type Place interface {
	// Open gives a site of its own for one load, and what gives it back.
	Open(ctx context.Context, plan Plan) (attack.Site, func() error, error)
}

// OnTarget sends loads to a target, each to an account of its own where the
// target can make some. The name begins the accounts' names: the same name and
// seed give the same accounts, in the order of the loads.
func OnTarget(t target.Target, name string) Place { return &onTarget{target: t, name: name} }

type onTarget struct {
	target target.Target
	name   string
	loads  atomic.Int64
}

func (o *onTarget) Open(ctx context.Context, plan Plan) (attack.Site, func() error, error) {
	name := fmt.Sprintf("%s %d", o.name, o.loads.Add(1))
	if shard := plan.Shard.String(); shard != "" {
		name += " shard " + shard
	}
	account, err := o.target.Open(ctx, name)
	if err != nil {
		return attack.Site{}, nil, fmt.Errorf("open an account for the load: %w", err)
	}
	if err := account.Follow(ctx); err != nil {
		_ = account.Close() // the first error is the one to tell
		return attack.Site{}, nil, err
	}
	way := account.Bulk(plan.Connections)
	site := attack.Site{Network: way, Client: way.Client(), AccountSid: account.SID, Prefix: name + ": "}
	return site, func() error {
		way.Close()
		return account.Close()
	}, nil
}

// OnService sends loads to a service of somebody's own, which has no account.
func OnService(s *target.Service) Place { return onService{s} }

type onService struct{ service *target.Service }

func (o onService) Open(context.Context, Plan) (attack.Site, func() error, error) {
	return attack.Site{Network: o.service}, func() error { o.service.Close(); return nil }, nil
}
