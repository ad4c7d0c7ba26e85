# The match board as a container: `docker build -t frontfoot-board .`, or with Caddy and TLS: deploy/compose.yaml.
FROM python:3.12-slim-bookworm AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
COPY examples ./examples
RUN python -m venv /opt/frontfoot && /opt/frontfoot/bin/pip install --no-cache-dir ".[board]"

FROM python:3.12-slim-bookworm
COPY --from=build /opt/frontfoot /opt/frontfoot
RUN useradd --system --create-home --home-dir /data --uid 10001 board
USER board
WORKDIR /data
VOLUME /data
# Matplotlib and NiceGUI write beside the ledger and nowhere else.
ENV PATH=/opt/frontfoot/bin:$PATH PYTHONUNBUFFERED=1 MPLCONFIGDIR=/data/.matplotlib
EXPOSE 8011
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8011/api/v1/health', timeout=4)"]
# The tokens come from the environment; without one the board refuses to listen to others.
ENTRYPOINT ["frontfoot", "board", "--no-browser", "--host", "0.0.0.0", "--port", "8011", "--ledger", "/data/ledger.db"]
