package dev.strand.systemtests.trace;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Takes spans over HTTP, as a collector does, and keeps them. */
final class TraceReceiver implements AutoCloseable {
    private static final long NANOS = 1_000_000_000L;

    private final HttpServer server;
    private final List<Received> spans = new CopyOnWriteArrayList<>();

    private TraceReceiver(HttpServer server) {
        this.server = server;
    }

    /**
     * A span.
     *
     * @param service the {@code service.name} of the process that made it
     * @param parentId the span that it belongs below, in hexadecimal digits; empty for none
     * @param hasFailed whether its status is an error
     */
    record Received(
            String service,
            String name,
            String traceId,
            String spanId,
            String parentId,
            Map<String, String> attributes,
            Instant startedAt,
            Instant endedAt,
            boolean hasFailed) {}

    static TraceReceiver start() throws IOException {
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        TraceReceiver receiver = new TraceReceiver(HttpServer.create(local, 0));
        receiver.server.createContext("/v1/traces", receiver::receive);
        receiver.server.start();
        return receiver;
    }

    private void receive(HttpExchange exchange) throws IOException {
        ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                .getResourceSpansList()
                .forEach(this::keep);
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void keep(ResourceSpans of) {
        String service =
                attributes(of.getResource().getAttributesList()).getOrDefault("service.name", "");
        of.getScopeSpansList()
                .forEach(scope ->
                        scope.getSpansList().forEach(span -> spans.add(received(service, span))));
    }

    private static Received received(String service, Span span) {
        return new Received(
                service,
                span.getName(),
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                attributes(span.getAttributesList()),
                at(span.getStartTimeUnixNano()),
                at(span.getEndTimeUnixNano()),
                span.getStatus().getCodeValue() == 2);
    }

    private static Map<String, String> attributes(List<KeyValue> pairs) {
        return pairs.stream()
                .collect(Collectors.toMap(KeyValue::getKey, pair -> text(pair.getValue())));
    }

    private static String text(AnyValue value) {
        return value.hasStringValue() ? value.getStringValue() : "" + value.getIntValue();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static Instant at(long unixNanos) {
        return Instant.ofEpochSecond(unixNanos / NANOS, unixNanos % NANOS);
    }

    /** Where spans are to be sent: {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The spans of a task, in the order of their beginning. */
    List<Received> ofTask(String taskId) {
        return spans.stream()
                .filter(span -> taskId.equals(span.attributes().get("strand.task.id")))
                .sorted((a, b) -> a.startedAt().compareTo(b.startedAt()))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
