# The workflow and its command, for laboratories and clusters that run containers.
#
#   docker build -t cd40lg-annot:0.1.0 .
#   docker run --rm -v "$PWD:/work" cd40lg-annot:0.1.0 --configfile config.yaml --cores 2
#
# Everything is pinned: packages by requirements.lock (name, version, hash; wheels only), Python by its minor
# version. Put the digest of the base image that your laboratory validated into PYTHON_IMAGE.
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /opt/cd40lg-annot
COPY requirements.lock ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/python -m pip install --no-cache-dir --no-deps --require-hashes --only-binary :all: \
        --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY resources resources
# `cd40lg-annot validate` asks these of any installation.
COPY tests/truth tests/truth
COPY examples examples
RUN /opt/venv/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation .

FROM ${PYTHON_IMAGE}
LABEL org.opencontainers.image.title="cd40lg-annot" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /opt/venv /opt/venv
COPY Snakefile /opt/cd40lg-annot/Snakefile
COPY workflow /opt/cd40lg-annot/workflow
COPY workflow/profiles /opt/cd40lg-annot/profiles
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin annotator
USER 10001
WORKDIR /work
ENTRYPOINT ["snakemake", "--snakefile", "/opt/cd40lg-annot/Snakefile"]
CMD ["--help"]
