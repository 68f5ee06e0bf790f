package server

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// The files of an authority that is kept. Key and certificate lie in one file, so
// that there is never one without the other; clients are given the second file.
const (
	keyFile         = "ca-key.pem" // key and certificate, for the owner's eyes
	certificateFile = "ca.pem"
	lockFile        = ".ca.lock" // holds who makes a CA
)

const (
	keyBlock         = "EC PRIVATE KEY"
	certificateBlock = "CERTIFICATE"
)

// OpenAuthority reads the authority that a folder keeps, and makes it first where
// there is none or it has expired: nobody trusts it any more. [Authority.Replaces]
// tells of the latter. Any number of processes may do so at once and get the same
// one. A key that others can read and damaged files are errors that say what to do;
// they are not replaced by themselves, because somebody may have told a trust store
// about them.
func OpenAuthority(folder string, now time.Time) (*Authority, error) {
	authority, err := readAuthority(folder, now)
	if absent(err) {
		authority, err = renew(folder, now)
	}
	if err == nil {
		err = tell(filepath.Join(folder, certificateFile), authority.PEM())
	}
	if err != nil {
		return nil, fmt.Errorf("open the CA: %w", err)
	}
	return authority, nil
}

// An expiredError is an authority whose certificate has ended.
type expiredError struct{ at time.Time }

func (e *expiredError) Error() string { return "has expired on " + e.at.UTC().Format(time.DateOnly) }

// absent tells whether there is no authority that could still be used.
func absent(err error) bool {
	var expired *expiredError
	return errors.Is(err, fs.ErrNotExist) || errors.As(err, &expired)
}

// renew makes an authority where there is none, unless somebody else was faster:
// one at a time may look and make.
func renew(folder string, now time.Time) (_ *Authority, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(folder, lockFile)).Lock()
	if err != nil {
		return nil, err
	}
	defer unlock()
	kept, err := readAuthority(folder, now)
	if !absent(err) {
		return kept, err
	}
	if err := makeAuthority(folder, now); err != nil {
		return nil, err
	}
	made, readErr := readAuthority(folder, now)
	var expired *expiredError
	if readErr == nil && errors.As(err, &expired) {
		made.replaces = expired.at
	}
	return made, readErr
}

// readAuthority reads what a folder keeps.
func readAuthority(folder string, now time.Time) (*Authority, error) {
	path := filepath.Join(folder, keyFile)
	text, err := readKey(path)
	if err != nil {
		return nil, err
	}
	authority, err := parseAuthority(text, now)
	if err != nil {
		return nil, fmt.Errorf("%s %w; remove it to have a new CA made, and trust %s again", path, err, certificateFile)
	}
	return authority, nil
}

// CertificatePath is where [OpenAuthority] leaves the certificate for clients.
func CertificatePath(folder string) string { return filepath.Join(folder, certificateFile) }

// readKey reads the key's file unless others may read it too.
func readKey(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	const others = 0o077
	if info.Mode().Perm()&others != 0 {
		return nil, fmt.Errorf("%s can be read by others (mode %04o): run chmod 600 on it, or remove it to have a new CA made",
			path, info.Mode().Perm())
	}
	return os.ReadFile(path)
}

// makeAuthority writes a new authority. The file appears under its name when it is
// whole. The caller holds the lock.
func makeAuthority(folder string, now time.Time) error {
	made, err := NewAuthority(now)
	if err != nil {
		return err
	}
	key, err := x509.MarshalECPrivateKey(made.key)
	if err != nil {
		return fmt.Errorf("encode the key: %w", err)
	}
	text := append(pem.EncodeToMemory(&pem.Block{Type: keyBlock, Bytes: key}), made.PEM()...)
	draft, err := writeDraft(folder, text)
	if err != nil {
		return err
	}
	if err = os.Rename(draft, filepath.Join(folder, keyFile)); err != nil {
		return errors.Join(err, os.Remove(draft))
	}
	return nil
}

// writeDraft writes a file, readable by its owner, under a name of its own.
func writeDraft(folder string, text []byte) (path string, err error) {
	draft, err := os.CreateTemp(folder, ".draft-")
	if err != nil {
		return "", err
	}
	_, err = draft.Write(text)
	if err = errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return "", errors.Join(err, os.Remove(draft.Name()))
	}
	return draft.Name(), nil
}

// tell writes a file for everybody to read, where it does not say so already.
func tell(path string, text []byte) error {
	if known, err := os.ReadFile(path); err == nil && bytes.Equal(known, text) {
		return nil
	}
	draft, err := writeDraft(filepath.Dir(path), text)
	if err != nil {
		return err
	}
	if err = os.Chmod(draft, 0o644); err == nil {
		err = os.Rename(draft, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(draft))
	}
	return nil
}

// parseAuthority reads key and certificate, and refuses what would fail later at
// a client, where nobody could tell why.
func parseAuthority(text []byte, now time.Time) (*Authority, error) {
	keyPEM, rest := pem.Decode(text)
	if keyPEM == nil || keyPEM.Type != keyBlock {
		return nil, errors.New("is damaged: it does not begin with a key")
	}
	key, err := x509.ParseECPrivateKey(keyPEM.Bytes)
	if err != nil {
		return nil, fmt.Errorf("is damaged: its key cannot be read: %w", err)
	}
	certificatePEM, _ := pem.Decode(rest)
	if certificatePEM == nil || certificatePEM.Type != certificateBlock {
		return nil, errors.New("is damaged: there is no certificate behind its key")
	}
	certificate, err := x509.ParseCertificate(certificatePEM.Bytes)
	if err != nil {
		return nil, fmt.Errorf("is damaged: its certificate cannot be read: %w", err)
	}
	if err := usable(certificate, key, now); err != nil {
		return nil, err
	}
	return newAuthority(certificate, key)
}

func usable(certificate *x509.Certificate, key *ecdsa.PrivateKey, now time.Time) error {
	public, ok := certificate.PublicKey.(*ecdsa.PublicKey)
	switch {
	case !ok || !public.Equal(key.Public()):
		return errors.New("is damaged: its certificate belongs to another key")
	case !certificate.IsCA:
		return errors.New("is damaged: its certificate is not a CA's")
	case now.After(certificate.NotAfter):
		return &expiredError{certificate.NotAfter}
	case now.Before(certificate.NotBefore):
		return fmt.Errorf("holds from %s on, and this machine's clock shows %s: set that",
			certificate.NotBefore.UTC().Format(time.DateTime), now.UTC().Format(time.DateTime))
	}
	return nil
}
