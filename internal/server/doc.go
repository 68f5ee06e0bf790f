// Package server puts the stand-in on addresses of its own: everything that
// listens is here, and nothing here knows a rule.
//
// A [Server] has three listeners. The API answers every product on one address,
// by path or by Host, in plain HTTP and TLS on the same port. The proxy is for
// clients that cannot be told another base URL: it ends their TLS itself, with a
// certificate of an [Authority] that the client was told to trust, and hands what
// they ask of *.twilio.com to the same handler. The door is the management door,
// which asks for no credentials and therefore stays on this machine.
//
//	ca, err := server.NewAuthority(now)
//	running, err := server.Start(server.Config{Listen: "127.0.0.1:0", Proxy: "127.0.0.1:0", Authority: ca, StandIn: standIn})
//	defer running.Close()
//	// HTTPS_PROXY=running.ProxyURL() curl --cacert ca.pem https://taskrouter.twilio.com/v1/…
//
// Nothing that is meant for the platform ever reaches it. Requests to other hosts
// are refused unless they are for this machine or [Config.Passthrough] lets them
// through. Clients that are slow, silent or too many do not harm the others: see
// [Limits].
package server
