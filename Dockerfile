# Images of AI Scheduler; docs/containers.md tells how to use them.
#   docker build --target cpu -t ai-scheduler:cpu .
#   docker build --target gpu -t ai-scheduler:gpu .    with CUDA and cuDNN; the host needs NVIDIA's driver and container toolkit
# Both run as user 10001, write to /var/lib/ai-scheduler and /tmp alone, and listen on port 8080.
ARG BASE=docker.io/library/debian:bookworm-slim

FROM ${BASE} AS build
RUN apt-get update -q \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends openjdk-17-jdk-headless maven unzip zip \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
# What both images share: the launcher, a Java runtime, the miniature models.
RUN .ci/dist-runtime /product/runtime \
 && mkdir -p /product/jobs && cp -R jobs/models /product/jobs/ \
 && cp ai_scheduler LICENSE NOTICE /product/ \
 && cp config/container/config.json config/container/healthy /product/ \
 && chmod 755 /product/ai_scheduler /product/healthy

FROM build AS build-cpu
# Further arguments of Maven, such as another repository: --build-arg MAVEN_ARGUMENTS=-Dmaven.repo.local=/m2
ARG MAVEN_ARGUMENTS=""
RUN .ci/dist-jars /product/lib ${MAVEN_ARGUMENTS} \
 && .ci/dist-natives /product

FROM build AS build-gpu
ARG MAVEN_ARGUMENTS=""
RUN .ci/dist-jars /product/lib -P gpu ${MAVEN_ARGUMENTS} \
 && .ci/dist-natives /product

# The last stages differ in the product alone.
FROM ${BASE} AS product
RUN useradd --system --user-group --uid 10001 --no-create-home --home-dir /var/lib/ai-scheduler --shell /usr/sbin/nologin ai-scheduler \
 && install -d -o ai-scheduler -g ai-scheduler -m 750 /var/lib/ai-scheduler /var/lib/ai-scheduler/models \
 && ln -s /usr/lib/ai-scheduler/ai_scheduler /usr/bin/ai_scheduler
ENV LANG=C.UTF-8 \
    HOME=/var/lib/ai-scheduler \
    SCHEDULER_CONFIG_PATH=/usr/lib/ai-scheduler/config.json
# A number, so that Kubernetes sees that it is not root.
USER 10001:10001
WORKDIR /var/lib/ai-scheduler
VOLUME /var/lib/ai-scheduler
EXPOSE 8080
# SIGTERM ends it in order: running jobs get server.drain_s (20 s), the others stay in the queue. Give it 60 s.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/usr/lib/ai-scheduler/healthy"]
ENTRYPOINT ["/usr/bin/ai_scheduler"]
CMD ["serve"]
LABEL org.opencontainers.image.title="AI Scheduler" \
      org.opencontainers.image.description="Language models, speech and images as durable jobs" \
      org.opencontainers.image.licenses="Apache-2.0"

FROM product AS gpu
# What NVIDIA's container toolkit gives a container that asks for a GPU.
ENV NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility \
    LD_LIBRARY_PATH=/usr/lib/ai-scheduler/natives
COPY --from=build-gpu /product /usr/lib/ai-scheduler

FROM product AS cpu
COPY --from=build-cpu /product /usr/lib/ai-scheduler
