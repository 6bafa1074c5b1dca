package dev.aischeduler.web.api.compression;

import dev.aischeduler.web.api.http.EntityTags;
import dev.aischeduler.web.api.http.ResponseCoding;
import dev.aischeduler.web.api.http.Vary;
import dev.aischeduler.web.api.request.AcceptEncoding;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses what handlers leave to be written, when the client takes gzip and it is worth it:
 * texts of 1 KiB and more. Event streams, parts of files (ranges), sounds, pictures and archives go
 * out as they are. Thread-safe.
 *
 * <p>What is in memory is compressed at once, so that a slow client holds the smaller bytes; what
 * is read while it is written is compressed block by block, for so many clients at a time. A
 * request that a page of another site made is answered uncompressed: such a page may see how long
 * an answer is, and could guess by it what stands in it (the attack BREACH); unless it may read the
 * answer anyway.
 */
public final class Gzip implements ResponseCoding {
  /** The coding's name. */
  public static final String CODING = "gzip";

  /** The least size that is worth it, in bytes. */
  public static final int LEAST_BYTES = 1024;

  private static final String ENCODING = "Content-Encoding";
  private static final String LENGTH = "Content-Length";
  private static final String ACCEPT = "Accept-Encoding";
  private static final int NOT_MODIFIED = 304;
  private static final int PARTIAL = 206;
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  /** Beside all of text/*, and of what ends with +json and +xml. */
  private static final Set<String> TYPES =
      Set.of(
          "application/json",
          "application/jsonl",
          "application/x-ndjson",
          "application/javascript",
          "application/xml",
          "application/yaml",
          "application/openmetrics-text",
          "image/svg+xml");

  /** Each holds about 300 KiB of memory outside of the heap. */
  private static final int MOST_STREAMS = 64;

  private final Semaphore streams = new Semaphore(MOST_STREAMS);

  /** Whether this request is to be answered in gzip if the content is worth it. */
  public static boolean isWanted(Context ctx) {
    return AcceptEncoding.of(ctx.header(ACCEPT)).gzip() && !isOfAnotherSite(ctx);
  }

  /** Describes an answer in gzip: to be called once its other headers are set. */
  public static void describe(Context ctx) {
    HttpServletResponse answer = ctx.res();
    answer.setHeader(ENCODING, CODING);
    answer.setHeader(LENGTH, null);
    // a part of the bytes as they are does not go with a beginning in gzip
    answer.setHeader("Accept-Ranges", null);
    EntityTags.weaken(ctx);
    Vary.on(ctx, ACCEPT);
  }

  @Override
  public @Nullable InputStream encoded(Context ctx) throws IOException {
    InputStream body = ctx.resultInputStream();
    HttpServletResponse answer = ctx.res();
    if (answer.isCommitted()
        || answer.getHeader(ENCODING) != null
        || !isText(answer.getContentType())) {
      return body;
    }
    if (ctx.statusCode() == NOT_MODIFIED) {
      Vary.on(ctx, ACCEPT);
      EntityTags.confirm(ctx);
      return body;
    }
    boolean head = ctx.method().equals(HandlerType.HEAD);
    if (ctx.statusCode() == PARTIAL || (body == null && !head)) {
      return body;
    }
    Vary.on(ctx, ACCEPT);
    long size = size(body, answer.getHeader(LENGTH));
    boolean worth =
        size >= LEAST_BYTES || (size > 0 && AcceptEncoding.of(ctx.header(ACCEPT)).onlyGzip());
    if (!worth || !isWanted(ctx)) {
      return body;
    }
    if (body == null) {
      describe(ctx);
      // else the server adds a length, of no bytes
      answer.flushBuffer();
      return null;
    }
    if (body instanceof ByteArrayInputStream) {
      describe(ctx);
      return ctx.result(bytes(body)).resultInputStream();
    }
    if (!streams.tryAcquire()) {
      return body;
    }
    describe(ctx);
    return new GzipInputStream(body, streams::release);
  }

  /** Bytes in gzip, in less room than answers get: for what is compressed once and sent often. */
  public static byte[] compact(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] bytes(InputStream in) throws IOException {
    try (InputStream gzip = new GzipInputStream(in, () -> {})) {
      return gzip.readAllBytes();
    }
  }

  /** The size in bytes; as large as can be when nobody knows. */
  private static long size(@Nullable InputStream body, @Nullable String length) {
    if (body instanceof ByteArrayInputStream bytes) {
      return bytes.available();
    }
    return length == null ? (body == null ? 0 : Long.MAX_VALUE) : Long.parseLong(length);
  }

  private static boolean isOfAnotherSite(Context ctx) {
    String site = ctx.header("Sec-Fetch-Site");
    boolean readable = ctx.res().getHeader("Access-Control-Allow-Origin") != null;
    return site != null && !OWN_SITE.contains(site) && !readable;
  }

  private static boolean isText(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    int end = contentType.indexOf(';');
    String type =
        (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    boolean text = type.startsWith("text/") && !type.equals("text/event-stream");
    return text || TYPES.contains(type) || type.endsWith("+json") || type.endsWith("+xml");
  }
}
