// Package kubernetes holds the manifests of load/kubernetes against the API types
// that Kubernetes publishes. It is a module of its own, so that those who build
// flexrig need none of Kubernetes' modules.
package kubernetes
