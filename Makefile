# flexrig: `make help` lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash

TOOL := go tool -modfile=.ci/tools.mod
FUZZTIME ?= 20s
TESTFLAGS ?=
CLIENTS := fixtures/clients/node_modules/.package-lock.json

.PHONY: help verify load mutants mutation test clients test-clients test-browser lint fmt golden bench bench-serve fuzz check

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  %-12s %s\n", $$1, $$2}'

verify: ## play the contract on the stand-in and report rule by rule
	@go build -o bin/flexrig . && bin/flexrig verify

load: ## 20 seconds of task updates on the stand-in, judged and audited
	@go build -o bin/flexrig . && bin/flexrig load --rate 500/s --duration 20s --threshold 'p99<100ms' --threshold 'errors<0.1%' --threshold 'lost==0'

mutants: ## break the stand-in rule by rule and see that the features notice
	@go build -o bin/flexrig . && bin/flexrig mutants

mutation: ## change the rooms' code line by line and see what their unit tests notice; slow
	@for room in rulebook taskrouter flex insights; do \
		printf '\n== internal/%s\n' "$$room"; \
		go tool -modfile=.ci/mutation.mod gremlins unleash --workers 1 --timeout-coefficient 20 ./internal/$$room || exit 1; \
	done

# The race detector waits a second at the end of every test binary for what goroutines
# may still do, and there are three dozen. Goroutines that are left are looked for by goleak.
test: export GORACE ?= atexit_sleep_ms=100
test: ## run every test, with the race detector and in random order; loads after them, alone
	go test -race -shuffle=on -timeout 30m $(TESTFLAGS) ./...
	go test -count 1 -run '^TestLoad$$' $(TESTFLAGS) ./internal/cli

clients: $(CLIENTS) ## install the official clients, where they are not as the lock file has them; needs node and npm

# npm writes this file last.
$(CLIENTS): fixtures/clients/package.json fixtures/clients/package-lock.json
	@command -v npm >/dev/null || { echo 'the official clients need node and npm; install them (Node 20 or later)' >&2; exit 1; }
	cd fixtures/clients && npm ci --prefer-offline --no-audit --no-fund --ignore-scripts

test-clients: clients ## run the official clients through flexrig exec
	go test -count 1 -timeout 20m -tags clients ./fixtures/clients

test-browser: ## look at the console page in Chromium, which has to be installed
	go test -count 1 -tags browser ./internal/console

lint: ## check format, vet, staticcheck, and that go.mod is tidy
	@unformatted=$$($(TOOL) gofumpt -l .); if [ -n "$$unformatted" ]; then \
		printf 'not formatted (make fmt mends it):\n%s\n' "$$unformatted"; exit 1; fi
	go vet ./...
	go vet -tags browser ./internal/console
	$(TOOL) staticcheck ./...
	go mod tidy -diff

fmt: ## format the code
	$(TOOL) gofumpt -w .

golden: ## write the golden files anew; look at the difference before you commit it
	go test -count 1 $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n1 dirname | sort -u) -update

bench: ## run the benchmarks that the README's numbers come from
	go test -run '^$$' -bench . -benchmem ./...

bench-serve: ## updates over loopback next to a bare handler and Prism; needs wrk, taskset and npm, 4 minutes
	@go build -o bin/flexrig . && go run ./.ci/benchserve -flexrig bin/flexrig

fuzz: ## run every fuzz target for FUZZTIME (20s)
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
		done; \
	done

check: lint test verify ## lint, test and verify: what has to pass before a commit
