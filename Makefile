# Every command of the project; `make help` lists those that a person needs. Each sets up what it uses.

# Go programs that check and generate, pinned apart from the product's own modules. They run here, natively, so GOOS and
# GOARCH are only ever set for the one command that compiles for WebAssembly.
TOOL = go tool -modfile=scripts/tools/go.mod
WASM = GOOS=js GOARCH=wasm

# What runs as WebAssembly: all of the engine but its command, which a browser has no use for.
WASM_PACKAGES = ./wasm/browser/... $(shell go list ./rules/... | grep -v /rules/cmd/)

# A WebAssembly test gets a small environment, for Go refuses a large one there, and a limit of its own, for a busy loop
# never lets Go's timeout fire. Not every system has the command timeout.
CONFINED = $(if $(shell command -v timeout),timeout --kill-after=10 900) env -i HOME=$$HOME PATH=$$PATH
IN_NODE = -exec="$(CONFINED) $$(go env GOROOT)/lib/wasm/go_js_wasm_exec"
IN_BROWSER = -exec="$(CONFINED) $$($(TOOL) -n wasmbrowsertest)"

TYPES = web/src/engine/edit.ts web/src/engine/wire.ts rules/drawing/palette.go

COMPILED = $(wildcard rules/sets/*/compiled)

.PHONY: help run test proof test-go test-wasm test-worker test-web test-docs check check-go check-types check-compiled check-web types compiled engine page docs dist bench lighthouse size fuzz

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile

run: dist ## serve the page on http://localhost:8080; PORT chooses another port
	go run ./scripts/serve web/dist

test: ## run every test, browsers included, and say how long each part took
	scripts/parts test-go test-wasm test-worker test-web

test-go:
	go test ./...

# The engine's tests run once more as WebAssembly, in Node. The browser proves what Node cannot: the bridge to JavaScript, and
# every example through it.
test-wasm:
	scripts/setup chromium
	$(WASM) go test $(IN_NODE) $(WASM_PACKAGES)
	$(WASM) go test $(IN_BROWSER) ./wasm/browser/...

proof: ## prove what make test samples: every situation, long walks, the official Cedar (minutes)
	INROAD_PROOF=1 go test -count=1 -timeout=60m $(PROVED)
	scripts/setup web
	cd web && INROAD_PROOF=1 npx vitest run src/engine/official-cedar.test.ts

PROVED = $(addprefix ./,$(sort $(dir $(shell grep -rl --include='*_test.go' INROAD_PROOF rules))))

test-worker:
	scripts/setup worker
	scripts/build worker
	cd wasm/worker && npm test

test-web: dist
	scripts/setup chromium
	cd web && npm run test && npm run e2e

# Not part of make test, for it installs four documentation generators: it pastes an embed into a site of each, builds
# them, and looks at the pages in Chromium.
test-docs: dist ## try an embed in the sites of MkDocs, Hugo, VitePress and Docusaurus
	scripts/setup chromium generators
	cd web && npm run e2e-docs

check: check-go check-types check-compiled check-web size ## the gate before a commit: format, vet, lint, modules, what is generated, size

check-go:
	@unformatted=$$(gofmt -l rules scripts wasm) && test -z "$$unformatted" || { echo "gofmt: $$unformatted" >&2; exit 1; }
	go vet ./...
	$(WASM) go vet ./...
	$(TOOL) staticcheck ./...
	staticcheck=$$($(TOOL) -n staticcheck) && $(WASM) $$staticcheck ./...
	go mod tidy -diff
	go -C scripts/tools mod tidy -diff

# The generated types are committed. Where they are not what the structs generate, the check fails and leaves them right.
check-types:
	@before=$$(cat $(TYPES) | git hash-object --stdin) && $(MAKE) --no-print-directory types && \
	test "$$before" = "$$(cat $(TYPES) | git hash-object --stdin)" || \
	{ echo "types: out of date, now written anew: $(TYPES)" >&2; exit 1; }

# So is the compiled form of each rule set. The engine works without, from the set's texts, but starts later.
check-compiled:
	@before=$$(cat $(COMPILED) | git hash-object --stdin) && $(MAKE) --no-print-directory compiled && \
	test "$$before" = "$$(cat $(COMPILED) | git hash-object --stdin)" || \
	{ echo "compiled: out of date, now written anew: $(COMPILED)" >&2; exit 1; }

check-web:
	scripts/setup web
	cd web && npm run check

types: ## generate the TypeScript types of the wire, and the colours of pictures
	$(TOOL) tygo --config scripts/tygo.yaml generate
	go run ./scripts/palette web/src/palette.css rules/drawing/palette.go

compiled: ## compile the rule sets that come with Inroad, after a change of their texts
	go run ./scripts/compile rules/sets

engine:
	scripts/build engine

page: engine
	scripts/setup web
	cd web && npm run build

docs: page ## build the documentation into web/dist/docs, beside the page whose embeds it shows
	scripts/setup docs
	go run ./scripts/docs web/docs/rules
	cd web/docs && npm run build

dist: docs ## build the static site into web/dist, with every file also compressed as hosts send it
	go run ./scripts/precompress web/dist web/.precompressed

bench: ## run the benchmarks, natively, as WebAssembly in Node and in Chromium, and print the figures; BASE=COMMIT compares with that commit
	scripts/setup chromium web
	scripts/bench $(BASE)

# Scores are of this machine, while nothing else runs on it: no test.
lighthouse: dist ## let Lighthouse look at the page, as a desktop and as a phone; fails below the targets
	scripts/setup chromium lighthouse
	cd web/lighthouse && npm run --silent audit

size: engine ## what a visitor downloads, and whose code it is; fails above the limit
	scripts/build named
	go run ./scripts/size web/public/engine/inroad.wasm wasm/browser/build/named.wasm

fuzz: ## fuzz every target for FUZZTIME each (20s unless told)
	scripts/fuzz
