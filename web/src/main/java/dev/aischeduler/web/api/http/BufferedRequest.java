package dev.aischeduler.web.api.http;

import io.javalin.http.Context;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is read into memory before a handler asks for it, so that the handler's
 * blocking reads never wait for the client.
 */
final class BufferedRequest extends Request.Wrapper {
  private final AtomicReference<Runnable> release = new AtomicReference<>(BufferedRequest::nothing);

  /** Gives out the body part by part, the last one again and again; null before it was read. */
  private volatile @Nullable Supplier<Content.Chunk> body;

  BufferedRequest(Request request) {
    super(request);
  }

  private static void nothing() {}

  static BufferedRequest of(Context ctx) {
    ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
    return Request.as(request, BufferedRequest.class);
  }

  /** True when the headers announce a body. */
  boolean hasBody() {
    return getLength() > 0 || getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  /** The next part as it comes from the client, or null for none yet. */
  Content.@Nullable Chunk readFromClient() {
    return super.read();
  }

  /** Calls back when {@link #readFromClient()} has something. */
  void demandFromClient(Runnable callback) {
    super.demand(callback);
  }

  /** True when the client sends its body only once it is told to (Expect: 100-continue). */
  boolean waitsForLeave() {
    return getHeaders().contains(HttpHeader.EXPECT);
  }

  /** Bytes that the client announced, or -1. */
  long announced() {
    HttpField field = getHeaders().getField(HttpHeader.CONTENT_LENGTH);
    return field == null ? -1 : getLength();
  }

  /**
   * Gives the body to whoever reads this request.
   *
   * @param parts of it, in their order; the last one says so
   * @param onRelease runs once, when the body is not needed any more
   */
  void fill(Supplier<Content.Chunk> parts, Runnable onRelease) {
    body = parts;
    release.set(onRelease);
  }

  /** The body is not needed any more. */
  void release() {
    release.getAndSet(BufferedRequest::nothing).run();
  }

  @Override
  public Content.@Nullable Chunk read() {
    Supplier<Content.Chunk> parts = body;
    if (parts == null) {
      return super.read();
    }
    Content.Chunk part = parts.get();
    if (part.isLast()) {
      body = () -> Content.Chunk.EOF;
    }
    return part;
  }

  @Override
  public void demand(Runnable callback) {
    if (body == null) {
      super.demand(callback);
    } else {
      getContext().execute(callback);
    }
  }
}
