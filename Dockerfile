# syntax=docker/dockerfile:1
# One image per service, chosen by build arguments (docker-compose.yml has them all):
#   docker build --build-arg MODULE=processor --build-arg MAIN_CLASS=dev.strand.processor.ProcessorApplication -t strand-processor .

# The page is the same whatever the processor: it is built once, on the machine's own.
FROM --platform=$BUILDPLATFORM node:22-slim AS page
WORKDIR /src/dashboard
COPY dashboard .
# The types of the page come from the documents of the interfaces.
COPY status-api/src/main/resources/strand-openapi-status-api.json /src/status-api/src/main/resources/
COPY ingest-service/src/main/resources/strand-openapi-ingest.json /src/ingest-service/src/main/resources/
RUN --mount=type=cache,target=/root/.npm \
    node build.mjs --out=target/classes/dashboard --skip-tests=true

FROM maven:3-eclipse-temurin-25 AS build
ARG MODULE
WORKDIR /src
COPY . .
COPY --from=page /src/dashboard/target/classes dashboard/target/classes
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -pl ${MODULE} -am package dependency:copy-dependencies \
        -DskipDashboard -DskipTests -Dspotless.check.skip=true -Djacoco.skip=true \
        -DincludeScope=runtime -DoutputDirectory=target/lib \
 && mv ${MODULE}/target/strand-${MODULE}-*.jar ${MODULE}/target/lib/

FROM eclipse-temurin:25-jre
ARG MODULE
ARG MAIN_CLASS
RUN groupadd --gid 10001 strand \
 && useradd --uid 10001 --gid strand --no-create-home --shell /usr/sbin/nologin strand \
 && mkdir -p /app/handlers /var/lib/strand \
 && chown strand:strand /var/lib/strand
COPY docker/healthy /app/healthy
COPY --from=build /src/${MODULE}/target/lib /app/lib
# The JVM reads its command from a file: no shell stands between it and the signals of Docker.
RUN printf '%s\n' \
        '--enable-native-access=ALL-UNNAMED' \
        '--sun-misc-unsafe-memory-access=allow' \
        '-XX:MaxRAMPercentage=70' \
        '-XX:+ExitOnOutOfMemoryError' \
        '-cp' '/app/lib/*' \
        "${MAIN_CLASS}" > /app/command
WORKDIR /app
USER 10001:10001
ENTRYPOINT ["java", "@/app/command"]
