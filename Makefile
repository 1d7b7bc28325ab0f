# make demo   在自带的镜像站点上跑一遍：抓取 → 评判 → 报告（离线，不影响任何网站）
# make test   CI 做的每一项检查
# make bench-extract   读页面的准确率和速度，与几个同类库在同一批网页上对比（要多装几个库，不影响 make test）
# make bench-evaluate   评判整个网站的速度和内存:一万、十万、一百万条记录(要十几分钟)
# make bench-kill   在随机时刻用 kill -9 打断抓取，证明不丢页、不重抓、报告不变（约三分钟）
# make replay       用 pywb 逐页回放抓取存下的证据（另建环境安装 pywb，要能访问软件包源）
# make bench-crawl   抓取的速度、CPU 和内存，与 Scrapy、LinkChecker、wget -r 抓同一个网站对比，再看二百个网站同时抓（要有 nginx）
# make bench-report   印一份大报告（200 个站点、10 万条问题）的时间和内存，逐个格式
# make lock   依赖有变动时重做锁文件；UPGRADE=--upgrade 时顺带升级
#
# 只需要 Python ≥ 3.11；解释器另有其名时：make demo PYTHON=python3.12

PYTHON ?= python3
VENV ?= .venv
UPGRADE ?=
BENCH ?=

# Branch coverage below which `make test` fails, in percent: the rooms that hold no clock, disk or network, and the whole.
PURE_COVERAGE ?= 100
COVERAGE ?= 90
PURE = auditor/text/*,auditor/extract/*,auditor/kinds/*,auditor/relate/*,auditor/compare/*,auditor/evaluate/*,auditor/score/*,auditor/model/*

BIN = $(VENV)/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE = CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --build-deps-for editable $(UPGRADE)

.PHONY: demo test bench-extract bench-evaluate bench-kill bench-crawl bench-report replay lock
.DELETE_ON_ERROR:

demo: $(VENV)/package.stamp
	$(BIN)/auditor demo

test: $(VENV)/package.stamp $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/auditor rules lint
	$(BIN)/auditor rules test
	PYTHON="$(PYTHON)" .ci/wheel "$(BIN)"
	$(BIN)/pytest -n 2 --cov --cov-branch --cov-report=
	$(BIN)/coverage report --format=total --fail-under=$(COVERAGE)
	$(BIN)/coverage report --include="$(PURE)" --skip-covered --show-missing --fail-under=$(PURE_COVERAGE)

bench-extract: $(VENV)/package.stamp $(VENV)/bench.stamp
	$(BIN)/python tests/bench/extract.py $(BENCH)

bench-evaluate: $(VENV)/package.stamp
	PYTHONPATH=tests $(BIN)/python tests/bench/evaluate.py $(BENCH)

bench-kill: $(VENV)/package.stamp
	$(BIN)/python tests/bench/kill.py $(BENCH)

replay: $(VENV)/package.stamp
	$(BIN)/python tests/bench/replay.py

bench-crawl: $(VENV)/package.stamp $(VENV)/bench.stamp
	PYTHONPATH=tests $(BIN)/python tests/bench/crawl.py $(BENCH)
	PYTHONPATH=tests $(BIN)/python tests/bench/hosts.py

bench-report: $(VENV)/package.stamp
	PYTHONPATH=tests $(BIN)/python tests/bench/report.py $(BENCH)

lock: $(VENV)/dev.stamp
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra dev --extra browser --extra timestamp --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	$(COMPILE) --extra bench --constraint requirements-dev.lock --output-file requirements-bench.lock pyproject.toml

# The environment is made anew only when the lock of the runtime changes; the tools for development are laid on top.
$(VENV)/runtime.stamp: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更新；可以写 make PYTHON=python3.12 指定解释器" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(INSTALL) --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: $(VENV)/runtime.stamp requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/bench.stamp: $(VENV)/runtime.stamp requirements-bench.lock
	$(INSTALL) --require-hashes -r requirements-bench.lock
	@touch $@

$(VENV)/package.stamp: $(VENV)/runtime.stamp pyproject.toml
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
