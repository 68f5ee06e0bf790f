package server

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"sync"
	"time"
)

// How long certificates hold. An authority that is kept is trusted by hand, which
// nobody wants to do often; its leaves are made when they are asked for.
const (
	authorityLife = 2 * 365 * 24 * time.Hour
	leafLife      = 90 * 24 * time.Hour
	backdated     = time.Hour // for clients whose clock is a little behind
)

// authorityName is what trust stores list.
const authorityName = "flexrig local test CA"

// mostLeaves bounds the certificates that are kept: a client may ask for any
// number of names.
const mostLeaves = 256

// An Authority signs the certificates with which the stand-in passes for the
// platform. Its own certificate is limited to twilio.com, localhost and loopback
// addresses: whoever trusts it trusts it for nothing else, even if its key is
// stolen. It is safe for concurrent use.
type Authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	leafKey     *ecdsa.PrivateKey
	replaces    time.Time

	mu     sync.Mutex
	leaves map[string]*tls.Certificate
}

// NewAuthority makes an authority that exists in memory alone.
func NewAuthority(now time.Time) (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make the CA's key: %w", err)
	}
	serial, err := newSerial()
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{CommonName: authorityName, Organization: []string{"flexrig"}},
		NotBefore:             now.Add(-backdated),
		NotAfter:              now.Add(authorityLife),
		IsCA:                  true,
		BasicConstraintsValid: true,
		MaxPathLenZero:        true, // it signs leaves, no further authorities
		KeyUsage:              x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},

		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         []string{platform, "localhost"},
		PermittedIPRanges:           loopbackRanges(),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, fmt.Errorf("make the CA's certificate: %w", err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("make the CA's certificate: %w", err)
	}
	return newAuthority(certificate, key)
}

func newAuthority(certificate *x509.Certificate, key *ecdsa.PrivateKey) (*Authority, error) {
	leafKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a key for certificates: %w", err)
	}
	return &Authority{certificate: certificate, key: key, leafKey: leafKey, leaves: map[string]*tls.Certificate{}}, nil
}

func loopbackRanges() []*net.IPNet {
	return []*net.IPNet{
		{IP: net.IPv4(127, 0, 0, 0).To4(), Mask: net.CIDRMask(8, 32)},
		{IP: net.IPv6loopback, Mask: net.CIDRMask(128, 128)},
	}
}

// PEM is the certificate that clients have to trust.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.certificate.Raw})
}

// Replaces tells when the authority expired in whose place this one was just made:
// whoever trusted that has to trust this. ok is false where none was replaced.
func (a *Authority) Replaces() (expired time.Time, ok bool) { return a.replaces, !a.replaces.IsZero() }

// leaf gives a certificate for a host: one of the platform's, or this machine.
// The same one is given again until an hour before it ends. Any other host is an error.
func (a *Authority) leaf(host string, now time.Time) (*tls.Certificate, error) {
	if !isPlatform(host) && !isLoopback(host) {
		return nil, fmt.Errorf("no certificate for %.100q: flexrig's CA signs *.%s and this machine alone", host, platform)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if kept, ok := a.leaves[host]; ok && now.Add(backdated).Before(kept.Leaf.NotAfter) {
		return kept, nil
	}
	made, err := a.sign(host, now)
	if err != nil {
		return nil, fmt.Errorf("certificate for %s: %w", host, err)
	}
	if len(a.leaves) >= mostLeaves {
		clear(a.leaves)
	}
	a.leaves[host] = made
	return made, nil
}

func (a *Authority) sign(host string, now time.Time) (*tls.Certificate, error) {
	serial, err := newSerial()
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{Organization: []string{"flexrig"}},
		NotBefore:    now.Add(-backdated),
		NotAfter:     earlier(now.Add(leafLife), a.certificate.NotAfter),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if ip := net.ParseIP(host); ip != nil {
		template.IPAddresses = []net.IP{ip}
	} else {
		template.DNSNames = []string{host}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, a.leafKey.Public(), a.key)
	if err != nil {
		return nil, err
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.leafKey, Leaf: leaf}, nil
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func newSerial() (*big.Int, error) {
	const bits = 127 // positive within the 20 bytes that a serial may have
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), bits))
	if err != nil {
		return nil, fmt.Errorf("make a serial number: %w", err)
	}
	return serial, nil
}
