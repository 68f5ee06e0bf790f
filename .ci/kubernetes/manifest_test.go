package kubernetes

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

// manifest reads load/kubernetes/job.yaml: a claim for the reports and the Job. A
// field that the API does not have, or has twice, fails.
func manifest(t *testing.T) (corev1.PersistentVolumeClaim, batchv1.Job) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "load", "kubernetes", "job.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	documents := bytes.Split(text, []byte("\n---\n"))
	if len(documents) != 2 {
		t.Fatalf("got %d documents, want a claim and a Job", len(documents))
	}
	var claim corev1.PersistentVolumeClaim
	var job batchv1.Job
	if err := yaml.UnmarshalStrict(documents[0], &claim); err != nil {
		t.Fatalf("claim: %v", err)
	}
	if err := yaml.UnmarshalStrict(documents[1], &job); err != nil {
		t.Fatalf("job: %v", err)
	}
	if claim.Kind != "PersistentVolumeClaim" || claim.APIVersion != "v1" || job.Kind != "Job" || job.APIVersion != "batch/v1" {
		t.Fatalf("got %s %s and %s %s", claim.APIVersion, claim.Kind, job.APIVersion, job.Kind)
	}
	return claim, job
}

func settings(c corev1.Container) map[string]string {
	all := map[string]string{}
	for _, e := range c.Env {
		all[e.Name] = e.Value
	}
	return all
}

func TestEveryPodSendsAShareAndAllAtOnce(t *testing.T) {
	t.Parallel()
	_, job := manifest(t)
	if job.Spec.CompletionMode == nil || *job.Spec.CompletionMode != batchv1.IndexedCompletion {
		t.Error("the Job is not Indexed: no pod knows its place")
	}
	if *job.Spec.Completions != *job.Spec.Parallelism {
		t.Errorf("%d completions, %d at once: shares that run one after the other are no load", *job.Spec.Completions, *job.Spec.Parallelism)
	}
	if job.Spec.BackoffLimit != nil {
		t.Error("a pod that misses a threshold ends the others, whose shares are cut")
	}
	if job.Spec.BackoffLimitPerIndex == nil || *job.Spec.BackoffLimitPerIndex != 0 || job.Spec.Template.Spec.RestartPolicy != corev1.RestartPolicyNever {
		t.Error("a share may be sent twice")
	}
	set := settings(job.Spec.Template.Spec.Containers[0])
	if want := fmt.Sprintf("/%d", *job.Spec.Completions); set["FLEXRIG_SHARD"] != want {
		t.Errorf("FLEXRIG_SHARD is %q, want %q", set["FLEXRIG_SHARD"], want)
	}
	if seed := set["FLEXRIG_SEED"]; seed == "" || seed == "0" {
		t.Errorf("FLEXRIG_SEED is %q: each pod would pick its own, and their shares could not be joined", seed)
	}
}

func TestEachPodsReportsLieInAFolderOfItsOwn(t *testing.T) {
	t.Parallel()
	claim, job := manifest(t)
	pod := job.Spec.Template.Spec
	out := settings(pod.Containers[0])["FLEXRIG_OUT"]
	if !strings.Contains(out, "$(JOB_COMPLETION_INDEX)") {
		t.Errorf("FLEXRIG_OUT is %q, the same for all pods", out)
	}
	// Kubernetes expands only what stands before.
	at := func(name string) int {
		return slices.IndexFunc(pod.Containers[0].Env, func(e corev1.EnvVar) bool { return e.Name == name })
	}
	if index := at("JOB_COMPLETION_INDEX"); index < 0 || index > at("FLEXRIG_OUT") {
		t.Error("JOB_COMPLETION_INDEX does not stand before FLEXRIG_OUT, which names it")
	}
	if mount := pod.Containers[0].VolumeMounts[0]; !strings.HasPrefix(out, mount.MountPath+"/") || mount.Name != pod.Volumes[0].Name {
		t.Errorf("FLEXRIG_OUT is %q, the volume is mounted at %q", out, mount.MountPath)
	}
	if got := pod.Volumes[0].PersistentVolumeClaim.ClaimName; got != claim.Name {
		t.Errorf("the Job claims %q, the claim is %q", got, claim.Name)
	}
	if !slices.Contains(claim.Spec.AccessModes, corev1.ReadWriteMany) {
		t.Error("pods on several machines write to a volume that one machine may mount")
	}
}

func TestTheManifestHoldsNoSecretAndBoundsItsPods(t *testing.T) {
	t.Parallel()
	_, job := manifest(t)
	container := job.Spec.Template.Spec.Containers[0]
	secret := regexp.MustCompile(`(?i)token|secret|password|key|sid`)
	for _, e := range container.Env {
		if secret.MatchString(e.Name) && e.Value != "" {
			t.Errorf("%s stands in the manifest; it belongs into the secret", e.Name)
		}
	}
	if len(container.EnvFrom) != 1 || container.EnvFrom[0].SecretRef == nil {
		t.Error("the account does not come from a secret")
	}
	for _, list := range []corev1.ResourceList{container.Resources.Requests, container.Resources.Limits} {
		if list.Cpu().IsZero() || list.Memory().IsZero() {
			t.Error("a pod has no bound on its processors or its memory")
		}
	}
	if strings.HasSuffix(container.Image, ":latest") || !strings.Contains(container.Image, ":") {
		t.Errorf("image %s is another one every day: shares of two versions are not joined", container.Image)
	}
}
