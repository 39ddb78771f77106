# etle: what can be done with this tree. `make help` lists it.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

DESTDIR ?=
PREFIX ?= /usr
# For `swift build`, as --static-swift-stdlib: a program that needs no Swift on the machine it runs on.
BUILD_FLAGS ?=
SYSCONFDIR ?= /etc

# Debian packages (12; 13 has fonts-liberation instead of fonts-liberation2).
BUILD_PACKAGES := libjpeg-dev libpng-dev libsqlite3-dev libpango1.0-dev libharfbuzz-dev libqrencode-dev pkg-config fonts-liberation2
TEST_PACKAGES := poppler-utils zbar-tools python3-jsonschema jq openssl systemd bsdextrautils

SWIFT := $(shell command -v swift 2>/dev/null)
RELEASE := .build/release

.PHONY: help deps swift build test demo format lint benchmarks prove fuzz soak install clean

help: ## lists what make can do
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

deps: ## installs missing Debian packages (as root or through sudo)
	@bash .ci/install-packages \
	  "the libraries that etle is built on, and the fonts of its letters" "$(BUILD_PACKAGES)" \
	  "programs with which tests and demo look at its output" "$(TEST_PACKAGES)"

swift:
	@if [[ -z "$(SWIFT)" ]]; then \
	  echo "make: there is no swift in PATH. Install Swift 6.2 or newer (https://www.swift.org/install/linux/), then try again." >&2; \
	  exit 1; \
	fi

build: swift deps ## builds the programs (release)
	@echo "Building etle and etle-simulate into $(RELEASE)"
	swift build -c release $(BUILD_FLAGS)

test: swift deps ## builds and runs all tests (release)
	@echo "Building the tests"
	swift build -c release --build-tests
	@bash .ci/check-wide $(RELEASE)
	@echo "Running the tests"
	swift test -c release --skip-build

demo: build ## shows every outcome on invented uploads, under build/demo
	@echo "Running the demonstration"
	bash fixtures/demo.sh build/demo $(RELEASE)

format: swift ## formats all Swift sources in place
	@echo "Formatting"
	swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

lint: swift ## finds style mistakes, and what must not stand in a tracked file
	@echo "Checking the tracked files"
	@bash .ci/check-tree
	@echo "Checking the style of the Swift sources"
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks

BENCHMARKS := ingest-benchmark recognition-benchmark registry-benchmark ledger-benchmark matching-proof

benchmarks: swift deps ## builds the benchmarks
	@echo "Building $(BENCHMARKS) into $(RELEASE)"
	for product in $(BENCHMARKS); do ETLE_BENCHMARKS=1 swift build -c release --product $$product; done

FUZZ_EXECUTIONS ?= 10000000
FUZZ_SECONDS ?= 3600

fuzz: swift deps ## feeds the entry points for uploads with nonsense, up to an hour each
	@echo "Building etle-fuzz, then running it: FUZZ_EXECUTIONS=$(FUZZ_EXECUTIONS) FUZZ_SECONDS=$(FUZZ_SECONDS)"
	swift build -c release --product etle-fuzz
	mkdir -p build/fuzz
	$(RELEASE)/etle-fuzz --executions $(FUZZ_EXECUTIONS) --seconds $(FUZZ_SECONDS) --last build/fuzz/last-input

soak: swift deps ## kills the daemon 1,000 times over thousands of uploads and checks that all is there
	@echo "Building the tests, then running the crash test with ETLE_KILLS=1000"
	swift build -c release --build-tests
	ETLE_KILLS=1000 swift test -c release --skip-build --filter CrashTests

prove: swift deps ## proves on a made-up region of a million vehicles that letters reach the right person
	@echo "Building matching-proof, and running it"
	ETLE_BENCHMARKS=1 swift build -c release --product matching-proof
	$(RELEASE)/matching-proof $(PROVE)

install: ## copies what `make build` made to the system, or below DESTDIR
	@bash .ci/install-tree "$(RELEASE)" "$(DESTDIR)" "$(PREFIX)" "$(SYSCONFDIR)"

clean: ## removes everything that was built
	@echo "Removing .build and build"
	rm -rf .build build
