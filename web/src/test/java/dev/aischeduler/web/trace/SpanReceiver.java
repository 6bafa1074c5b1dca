package dev.aischeduler.web.trace;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A receiver of OTLP over HTTP on this machine. Thread-safe. */
final class SpanReceiver implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpServer server;
  private final List<Seen> spans = new CopyOnWriteArrayList<>();

  /** Everything that was sent, as it stood on the wire, and its headers. */
  final List<byte[]> bodies = new CopyOnWriteArrayList<>();

  final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();

  /** Calls that it did not take. */
  final AtomicInteger refused = new AtomicInteger();

  /** What it answers. */
  volatile int status = 200;

  /** A span as it arrived. */
  record Seen(
      String name,
      String trace,
      String id,
      String parent,
      Span.SpanKind kind,
      boolean failed,
      String node,
      long start,
      long end,
      Map<String, String> attributes) {

    String get(String attribute) {
      return attributes.getOrDefault(attribute, "");
    }

    boolean isPartOf(Seen other) {
      return trace.equals(other.trace) && parent.equals(other.id);
    }
  }

  SpanReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** For {@code tracing.endpoint}. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (status == 200 && exchange.getRequestURI().getPath().equals("/v1/traces")) {
        bodies.add(body);
        headers.add(Map.copyOf(exchange.getRequestHeaders()));
        take(body);
      } else {
        refused.incrementAndGet();
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private void take(byte[] body) throws InvalidProtocolBufferException {
    for (ResourceSpans of : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
      Map<String, String> resource = map(of.getResource().getAttributesList());
      for (ScopeSpans scope : of.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> spans.add(seen(span, resource)));
      }
    }
  }

  private static Seen seen(Span span, Map<String, String> resource) {
    return new Seen(
        span.getName(),
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getKind(),
        span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
        resource.getOrDefault("service.instance.id", ""),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        map(span.getAttributesList()));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static Map<String, String> map(List<KeyValue> attributes) {
    Map<String, String> map = new TreeMap<>();
    attributes.forEach(a -> map.put(a.getKey(), text(a.getValue())));
    return map;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> String.valueOf(value.getIntValue());
      case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
      default -> value.toString();
    };
  }

  /** All that arrived. */
  List<Seen> spans() {
    return List.copyOf(spans);
  }

  /** Those of a trace with a name, in the order of their starts. */
  List<Seen> of(String trace, String name) {
    return spans.stream()
        .filter(s -> s.trace().equals(trace) && s.name().equals(name))
        .sorted(Comparator.comparingLong(Seen::start))
        .toList();
  }

  /** Waits for a span of a trace. */
  Seen await(String trace, String name) {
    return await(trace, name, span -> true);
  }

  /** Waits for a span of a trace of which something holds. */
  Seen await(String trace, String name, Predicate<Seen> which) {
    Awaitility.await(name).atMost(PATIENCE).until(() -> of(trace, name).stream().anyMatch(which));
    return of(trace, name).stream().filter(which).findFirst().orElseThrow();
  }

  /** Waits until so many spans of a trace have a name. */
  List<Seen> awaitMany(String trace, String name, int count) {
    Awaitility.await(name).atMost(PATIENCE).until(() -> of(trace, name).size() >= count);
    return of(trace, name);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
