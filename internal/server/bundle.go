package server

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// systemRoots are the files in which Linux distributions and the BSDs keep the
// certificates that they trust, the ones that crypto/x509 looks for.
var systemRoots = []string{
	"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem", "/usr/local/share/certs/ca-root-nss.crt",
}

// Bundle writes a file of what the system trusts and an authority's certificate,
// for clients that trust one file alone, and gives its path. SSL_CERT_FILE of the
// environment stands for the system's where it is set.
func Bundle(folder string, authority *Authority) (string, error) {
	roots, err := readRoots()
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "bundle.pem")
	if err := os.WriteFile(path, slices.Concat(roots, []byte("\n"), authority.PEM()), 0o644); err != nil {
		return "", fmt.Errorf("write the certificates that are trusted: %w", err)
	}
	return path, nil
}

func readRoots() ([]byte, error) {
	if own := os.Getenv("SSL_CERT_FILE"); own != "" {
		roots, err := os.ReadFile(own)
		if err != nil {
			return nil, fmt.Errorf("read SSL_CERT_FILE: %w", err)
		}
		return roots, nil
	}
	for _, path := range systemRoots {
		if roots, err := os.ReadFile(path); err == nil {
			return roots, nil
		}
	}
	return nil, errors.New("the system keeps its trusted certificates in no file that is known here; set SSL_CERT_FILE to them")
}
