# Everything a developer or a first visitor does; "make" lists it.
.DEFAULT_GOAL := help
MAVEN := mvn -B

.PHONY: help
help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

.PHONY: demo
demo: tools ## Build when needed, then run a chat, speech and pictures side by side
	./ai_scheduler demo

.PHONY: gpu
gpu: tools ## Build for NVIDIA GPUs (downloads 2.4 GB once) and check the machine; later starts use this build
	AI_SCHEDULER_PROFILE=gpu ./ai_scheduler doctor

.PHONY: bench
bench: tools ## Measure the queue against other job engines (45 minutes; make bench ARGS=--quick for 12)
	./ai_scheduler bench queue $(ARGS)

.PHONY: test
test: tools browser faketime prometheus nginx node python ## Run the tests and checks of the build, but for the drills (CI runs both)
	$(MAVEN) verify -DexcludedGroups=drill; code=$$?; echo "Test reports: $(CURDIR)/*/target/surefire-reports"; exit $$code

.PHONY: test-locales
test-locales: tools browser faketime prometheus nginx node python ## Run make test in Turkish, Persian, Arabic and with LC_ALL=C (four times as long)
	@for language in "tr TR" "fa IR" "ar EG" "en US"; do \
	  set -- $$language; echo "== language $$1, country $$2"; \
	  if [ "$$1" = en ]; then export LC_ALL=C; fi; \
	  $(MAVEN) verify -DexcludedGroups=drill -Dtest.language="-Duser.language=$$1 -Duser.country=$$2" $(ARGS) || exit 1; \
	done

.PHONY: dist
dist: tools ## Build the packages into target/dist: archives, a Debian package, the Java client, checksums, a list of software
	./.ci/dist

.PHONY: clients
clients: tools ## Generate the TypeScript and Python clients from the contract into target/clients
	$(MAVEN) -q -f examples/client/pom.xml -Dclients.folder=$(CURDIR)/target/clients openapi-generator:generate@typescript openapi-generator:generate@python resources:copy-resources@clients
	@echo "TypeScript: target/clients/typescript (npm ci && npm run build); Python: target/clients/python (pip install .)"

.PHONY: test-dist
test-dist: ## Try the packages of make dist: start, calls, stop, upgrade, purge (as root; needs debootstrap for Debian's, installs Wine for Windows')
	./.ci/dist-test $(ARGS)

.PHONY: test-deploy
test-deploy: ## Build the image and bring the stack of compose.yaml up from it, without Docker (as root, on Debian)
	./.ci/deploy-test

.PHONY: site
site: node ## Build the static site of the documents, with search, into target/site
	./.ci/site

.PHONY: drills
drills: tools browser faketime node ## Break the database, nodes, clocks and disks and count every job, and what else takes long (a quarter of an hour; SIZE=short: half of it)
	@rm -f */target/drills.txt
	$(MAVEN) test -pl web,examples/bench -am -Dgroups=drill -Ddrills=$(or $(SIZE),full); code=$$?; cat */target/drills.txt; exit $$code

.PHONY: format
format: tools ## Format the Java sources
	$(MAVEN) -q spotless:apply

.PHONY: clean
clean: ## Delete what builds made (not data, logs or installed models)
	rm -rf target config/target db/target engine/target jobs/target web/target examples/bench/target examples/client/target

.PHONY: tools
tools: ## Check for a JDK, Maven and curl; as root on Debian or Ubuntu, install what is missing
	@./.ci/tools

.PHONY: browser
browser: ## Check for Chromium, which tests look at the page with; as root on Debian or Ubuntu, install it
	@./.ci/browser

.PHONY: faketime
faketime: ## Check for libfaketime, which a drill sets clocks wrong with; as root on Debian or Ubuntu, install it
	@./.ci/faketime

.PHONY: prometheus
prometheus: ## Check for Prometheus, which alerts and dashboards are tried with; as root on Debian or Ubuntu, install it
	@./.ci/prometheus

.PHONY: nginx
nginx: ## Check for nginx, which config/nginx is tried with; as root on Debian or Ubuntu, install it
	@./.ci/nginx

.PHONY: node
node: ## Check for Node.js and npm, which clients, manifests and the site of the documents need; as root on Debian or Ubuntu, install them
	@./.ci/node

.PHONY: python
python: ## Check for Debian's Python with pydantic 1, which the Python client is tried with; as root on Debian or Ubuntu, install it
	@./.ci/python
