package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/internal/server"
	"github.com/flexrig/flexrig/reports"
)

// serve puts the stand-in on addresses of its own.
type serve struct {
	Listen         string   `default:"127.0.0.1:4010" placeholder:"ADDR" help:"Address of the API, plain HTTP and TLS; port 0 takes any that is free."`
	Proxy          string   `default:"127.0.0.1:4011" placeholder:"ADDR" help:"Address of the proxy for unmodified clients; off for none."`
	Manage         string   `default:"127.0.0.1:4012" placeholder:"ADDR" help:"Address of the management door; off for none."`
	ManageAnywhere bool     `help:"Let the door, which asks for no credentials, listen beyond this machine."`
	Account        []string `sep:"none" placeholder:"SID:TOKEN" help:"An account to open, again for more; without :TOKEN it is taken from TWILIO_AUTH_TOKEN."`
	Key            []string `sep:"none" placeholder:"[AC:]SK:SECRET" help:"An API key of the account, again for more; without :SECRET it is taken from TWILIO_API_SECRET. Of several accounts say whose it is, AC…:SK…:SECRET."`
	Seed           int64    `default:"0" placeholder:"N" help:"Repeats sids and credentials; 0 picks one, which is printed."`
	Rulebook       string   `placeholder:"FILE" help:"YAML file of rule book values that differ from the documented ones."`
	Quota          string   `placeholder:"FILE" help:"How much each account may ask, JSON or YAML as the door's /v1/quota takes it."`
	State          string   `placeholder:"FILE" help:"Load all accounts from there at the start, if it is there, and save them at the end."`
	Passthrough    bool     `help:"Let the proxy reach hosts that are not the platform's."`
	CA             string   `name:"ca" placeholder:"DIR" help:"Folder of the proxy's CA, made on first start; the default is flexrig in the user's configuration folder."`
	Journal        int      `default:"0" placeholder:"N" help:"Requests that an account remembers; 0 is the usual number, and below 0 it remembers none."`
	PrintEnv       bool     `help:"Print the variables that clients need, and end."`
	Quiet          bool     `help:"Print only the credentials that were made, and listening."`
}

// Help is shown under the command's flags.
func (serve) Help() string {
	return "Examples:\n" +
		"  flexrig serve\n" +
		"  flexrig serve --listen 127.0.0.1:0 --proxy off --account AC… --key SK…\n\n" +
		"It is ready when it prints listening. SIGTERM ends it with status 0."
}

// Run serves until a signal comes.
func (s *serve) Run(ctx context.Context, streams Streams) (int, error) {
	folder, authority, err := s.authority()
	if err != nil {
		return reports.ExitNotRun, err
	}
	if expired, ok := authority.Replaces(); ok {
		fmt.Fprintf(streams.Err, "flexrig: warning: the CA expired on %s and was made anew; trust %s again\n",
			expired.UTC().Format(time.DateOnly), server.CertificatePath(folder))
	}
	if s.PrintEnv && switchedOff(s.Proxy) == server.Off {
		return reports.ExitNotRun, hinted{errors.New("serve: --print-env is for clients of the proxy, and --proxy is off"), "leave --proxy as it is, or name an address"}
	}
	if s.PrintEnv {
		return reports.ExitHeld, s.printEnv(streams, folder)
	}
	collectAt(longRun)
	seed, err := seedOr(s.Seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	accounts, made, err := s.accounts(seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	running, err := s.start(authority, seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	defer running.Close() // nothing of it can fail
	if err := s.furnish(ctx, running, accounts); err != nil {
		return reports.ExitNotRun, err
	}
	s.announce(streams, running, seed, made)
	<-ctx.Done()
	if s.State != "" {
		if err := saveState(context.WithoutCancel(ctx), running, s.State); err != nil {
			return reports.ExitNotRun, err
		}
	}
	return reports.ExitHeld, nil
}

// furnish makes the accounts, those of a saved state first, and sets their quota.
func (s *serve) furnish(ctx context.Context, running *server.Server, accounts []credentials) error {
	if s.State != "" {
		if err := loadState(ctx, running, s.State); err != nil {
			return err
		}
	}
	for _, each := range accounts {
		if err := open(ctx, running, each); err != nil {
			return fmt.Errorf("serve: %w", err)
		}
	}
	if s.Quota == "" {
		return nil
	}
	quota, err := readSettings("quota", s.Quota)
	for _, each := range accounts {
		if err == nil {
			err = tell(ctx, running, http.MethodPut, "/v1/quota", each.sid, quota)
		}
	}
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// authority opens the CA in the folder that is asked for, or the user's own.
func (s *serve) authority() (folder string, authority *server.Authority, err error) {
	if folder = s.CA; folder == "" {
		base, err := os.UserConfigDir()
		if err != nil {
			return "", nil, hinted{fmt.Errorf("serve: find a folder for the CA: %w", err), "name one with --ca DIR"}
		}
		folder = filepath.Join(base, "flexrig")
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return "", nil, fmt.Errorf("serve: find a folder for the CA: %w", err)
	}
	if authority, err = server.OpenAuthority(folder, clock.Wall{}.Now()); err != nil {
		return "", nil, fmt.Errorf("serve: %w", err)
	}
	return folder, authority, nil
}

func (s *serve) start(authority *server.Authority, seed int64) (*server.Server, error) {
	config := server.Config{
		Listen: s.Listen, Proxy: switchedOff(s.Proxy), Manage: switchedOff(s.Manage), ManageAnywhere: s.ManageAnywhere,
		Passthrough: s.Passthrough, Authority: authority,
	}
	var err error
	if s.Rulebook == "" {
		config.StandIn, err = server.NewStandIn(seed, nil, s.Journal)
	} else {
		file, opened := os.Open(s.Rulebook)
		if opened != nil {
			return nil, hinted{fmt.Errorf("serve: --rulebook: %w", opened), "--rulebook takes a YAML file of what differs from the documented book"}
		}
		defer file.Close() // it was only read
		config.StandIn, err = server.NewStandIn(seed, file, s.Journal)
	}
	if err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	running, err := server.Start(config)
	var taken *server.ListenError
	if errors.As(err, &taken) {
		return nil, hinted{fmt.Errorf("serve: %w", err), "choose another address with --" + taken.Listener + ", host and port: 127.0.0.1:4010"}
	}
	return running, err
}

// switchedOff takes none for off.
func switchedOff(address string) string {
	if address == "none" {
		return server.Off
	}
	return address
}

// accounts are those to open, with their keys; made is the one that was made up
// here, as it was made.
func (s *serve) accounts(seed int64) (all []credentials, made *credentials, err error) {
	if len(s.Account) == 0 {
		own := credentialsOf(seed)
		all, made = []credentials{own}, &own
	} else if all, err = s.named(); err != nil {
		return nil, nil, err
	}
	for _, given := range s.Key {
		if err := giveTo(all, given); err != nil {
			return nil, nil, err
		}
	}
	return all, made, nil
}

// named are the accounts of --account. They have no keys but those of --key.
func (s *serve) named() (all []credentials, err error) {
	for _, given := range s.Account {
		sid, token, _ := strings.Cut(given, ":")
		if token == "" {
			token = os.Getenv("TWILIO_AUTH_TOKEN")
		}
		if token == "" {
			return nil, hinted{fmt.Errorf("serve: --account %.40s has no token", sid), "say --account SID:TOKEN, or set TWILIO_AUTH_TOKEN"}
		}
		all = append(all, credentials{sid: sid, token: token})
	}
	return all, nil
}

// giveTo adds a key, as --key has it, to the account that it names, or to the only
// one. A key's secret is never part of what is said about it.
func giveTo(all []credentials, given string) error {
	whose, rest, named := strings.Cut(given, ":")
	if !named || !strings.HasPrefix(whose, "AC") {
		whose, rest = "", given
	}
	sid, secret, _ := strings.Cut(rest, ":")
	if secret == "" {
		secret = os.Getenv("TWILIO_API_SECRET")
	}
	if secret == "" {
		return hinted{fmt.Errorf("serve: --key %.40s has no secret", sid), "say --key SID:SECRET, or set TWILIO_API_SECRET"}
	}
	if whose == "" && len(all) > 1 {
		return hinted{fmt.Errorf("serve: --key %.40s is of one of %d accounts", sid, len(all)), "say whose it is: --key AC…:SK…:SECRET"}
	}
	for i := range all {
		if whose == "" || all[i].sid == whose {
			all[i].keys = append(all[i].keys, apiKey{sid, secret})
			return nil
		}
	}
	return hinted{fmt.Errorf("serve: --key %.40s is of account %.40s, which is not opened", sid, whose), "open it with --account SID:TOKEN"}
}

// announce says where to find what is served. The last line is the signal that
// scripts wait for.
func (s *serve) announce(streams Streams, running *server.Server, seed int64, made *credentials) {
	for _, address := range running.Beyond() {
		fmt.Fprintf(streams.Err, "flexrig: warning: %s can be reached from other machines\n", address)
	}
	if made != nil {
		fmt.Fprintf(streams.Out, "account %s token %s\n", made.sid, made.token)
		for _, key := range made.keys {
			fmt.Fprintf(streams.Out, "key %s secret %s\n", key.sid, key.secret)
		}
	}
	if !s.Quiet {
		fmt.Fprintf(streams.Out, "seed %d\napi %s\n", seed, running.URL())
		for _, each := range []struct{ name, url string }{{"proxy", running.ProxyURL()}, {"management", running.ManageURL()}} {
			if each.url != "" {
				fmt.Fprintf(streams.Out, "%s %s\n", each.name, each.url)
			}
		}
	}
	fmt.Fprintln(streams.Out, "listening")
}

// printEnv prints what a shell sets for clients of the proxy.
func (s *serve) printEnv(streams Streams, folder string) error {
	certificate := server.CertificatePath(folder)
	if s.Seed != 0 && len(s.Account) == 0 {
		for _, setting := range credentialsOf(s.Seed).settings() {
			fmt.Fprintf(streams.Out, "export %s\n", setting)
		}
	} else {
		fmt.Fprintln(streams.Out, "# TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, TWILIO_API_KEY and TWILIO_API_SECRET: those that serve prints, or was given")
	}
	proxy, err := fromHere(s.Proxy)
	if err != nil {
		return hinted{fmt.Errorf("serve: --print-env: %w", err), "name the proxy's address with its port, as in --proxy 127.0.0.1:4011"}
	}
	for _, setting := range clientSettings("http://"+proxy, certificate, certificate, os.Getenv("NO_PROXY")) {
		fmt.Fprintf(streams.Out, "export %s\n", quotedSetting(setting))
	}
	_, err = fmt.Fprintf(streams.Out, "%s", `# curl, Go and Node (twilio-node reads HTTP_PROXY) are used with these.
# So are Python's urllib and requests; twilio-python 7.7.1 needs session.verify = REQUESTS_CA_BUNDLE besides.
# Ruby reads them too, by its documentation; that is untested.
# Go on macOS and Windows reads no SSL_CERT_FILE: trust the certificate in the system instead.
# SSL_CERT_FILE and its like replace the system's roots: set them for what talks to the stand-in alone.
# Java, untested:
#   keytool -importcert -noprompt -alias flexrig -file `+quoted(certificate)+` -keystore flexrig.p12 -storetype PKCS12 -storepass changeit
#   java -Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT -Djavax.net.ssl.trustStore=flexrig.p12 -Djavax.net.ssl.trustStorePassword=changeit …
# PHP, untested: php -d curl.cainfo=`+quoted(certificate)+` -d openssl.cafile=`+quoted(certificate)+` …
`)
	return err
}

// fromHere is a listener's address as a client on this machine reaches it. A port
// that is picked at the start cannot be told before.
func fromHere(address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", err
	}
	if port == "" || port == "0" {
		return "", fmt.Errorf("the port of %q is not known before the start", address)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), nil
}

func quotedSetting(setting string) string {
	name, value, _ := strings.Cut(setting, "=")
	return name + "=" + quoted(value)
}

// quoted is a text as one word of a shell.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
