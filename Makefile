# laplace: make run, make test, make check.

SHELL := /bin/bash
SWIFT ?= swift
PACKAGES := libopenblas-dev libncurses-dev libreadline-dev pkg-config
BUILD := -c release --explicit-target-dependency-import-check error

.PHONY: run test check build packages

# Opens the welcome notebook: in full screen on a terminal, as text elsewhere.
run: build
	@if [ -t 0 ] && [ -t 1 ]; then exec .build/release/laplace sessions/welcome.la.md; \
	else exec .build/release/laplace run sessions/welcome.la.md; fi

build: packages
	@$(SWIFT) build $(BUILD) --product laplace

# One test at a time: the threads of BLAS belong to the process, and some tests compare bit for bit.
test: packages
	@$(SWIFT) build $(BUILD) --build-tests
	@$(SWIFT) test $(BUILD) --disable-xctest --skip-build --no-parallel

check: packages
	@$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests examples
	@$(SWIFT) build $(BUILD) --build-tests

# Installs the Debian packages that are missing; elsewhere they are the user's to install.
packages:
	@if command -v dpkg-query > /dev/null; then \
	  missing=; \
	  for package in $(PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$package 2> /dev/null | grep -q 'install ok installed' \
	      || missing="$$missing $$package"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    echo "installing$$missing"; \
	    as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	    $$as_root apt-get update -qq && \
	    $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing > /dev/null; \
	  fi; \
	fi
