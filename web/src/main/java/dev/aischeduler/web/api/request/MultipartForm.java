package dev.aischeduler.web.api.request;

import dev.aischeduler.web.api.reply.ApiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * A body of {@code multipart/form-data} with some fields and one file, which is read as it comes.
 * Holds the fields and one block. For one thread.
 */
public final class MultipartForm {
  private static final int BLOCK = 16 << 10;
  private static final int MAX_PARTS = 33;
  private static final int MAX_FIELD_BYTES = 64 << 10;
  private static final int MAX_HEADER_BYTES = 8 << 10;
  private static final Pattern FILE_NAME = Pattern.compile(";\\s*filename=\"([^\"]{1,255})\"");
  private static final Pattern NAME =
      Pattern.compile(";\\s*name=(?:\"([^\"]{1,64})\"|([^\\s;\"]{1,64}))");

  private final InputStream body;
  private final String file;
  private final boolean fieldsBehind;
  private final MultiPart.Parser parser;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Deque<ByteBuffer> content = new ArrayDeque<>();
  private boolean fileBegun;
  private boolean fileEnded;
  private @Nullable String fileName;
  private boolean over;
  private @Nullable ApiException problem;

  private MultipartForm(InputStream body, String boundary, String file, boolean fieldsBehind) {
    this.body = body;
    this.file = file;
    this.fieldsBehind = fieldsBehind;
    this.parser = new MultiPart.Parser(boundary, new Parts());
    parser.setMaxParts(MAX_PARTS);
    parser.setPartHeadersMaxLength(MAX_HEADER_BYTES);
  }

  /** Whether a request has such a body. */
  public static boolean isMultipart(@Nullable String contentType) {
    return contentType != null
        && contentType.regionMatches(
            true, 0, "multipart/form-data", 0, "multipart/form-data".length());
  }

  /**
   * Reads a form up to the bytes of its file, which is its last part.
   *
   * @param file name of the part that is the file
   * @throws ApiException 400 for a body that is no such form or has no such part
   */
  public static MultipartForm open(String contentType, InputStream body, String file)
      throws IOException {
    return open(contentType, body, file, false);
  }

  /**
   * The same of a form that may have fields behind its file, too: they are known when {@link
   * #finish} has read them.
   */
  public static MultipartForm openAnyOrder(String contentType, InputStream body, String file)
      throws IOException {
    return open(contentType, body, file, true);
  }

  private static MultipartForm open(
      String contentType, InputStream body, String file, boolean fieldsBehind) throws IOException {
    String boundary = MultiPart.extractBoundary(contentType);
    if (boundary == null || boundary.isEmpty()) {
      throw ApiException.invalid("Content-Type", "names no boundary")
          .remedy("let the client make the header, as curl -F does");
    }
    MultipartForm form = new MultipartForm(body, boundary, file, fieldsBehind);
    while (!form.fileBegun && !form.over) {
      form.pump();
    }
    if (!form.fileBegun) {
      throw ApiException.invalid(file, "is missing").remedy("send it as a part of this name");
    }
    return form;
  }

  /** Reads what stands behind the bytes of the file, which were read to their end. */
  public void finish() throws IOException {
    while (!over) {
      pump();
    }
  }

  /** The name that the file has at its sender; null when it tells none. */
  public @Nullable String fileName() {
    return fileName;
  }

  /** The fields that were read so far, by name. */
  public Map<String, String> fields() {
    return Map.copyOf(fields);
  }

  /** The bytes of the file; reading their end checks the rest of the form, too. */
  public InputStream file() {
    return new FileBytes();
  }

  /** Takes a block of the body. */
  private void pump() throws IOException {
    byte[] block = new byte[BLOCK];
    int read = body.read(block);
    boolean last = read < 0;
    parser.parse(
        last ? Content.Chunk.EOF : Content.Chunk.from(ByteBuffer.wrap(block, 0, read), false));
    if (problem == null && last && !over) {
      problem = broken("ends early");
    }
    if (problem != null) {
      throw problem;
    }
  }

  private static ApiException broken(String why) {
    return ApiException.invalid("body", "the multipart form " + why);
  }

  /** What the parser finds. */
  private final class Parts implements MultiPart.Parser.Listener {
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();
    private @Nullable String name;

    @Override
    public void onPartBegin() {
      name = null;
      value.reset();
    }

    @Override
    public void onPartHeader(String header, String text) {
      if (header.equalsIgnoreCase("Content-Disposition")) {
        Matcher matcher = NAME.matcher(text);
        if (matcher.find()) {
          name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        }
        Matcher named = FILE_NAME.matcher(text);
        if (file.equals(name) && named.find()) {
          fileName = named.group(1);
        }
      }
    }

    @Override
    public void onPartHeaders() {
      if (name == null) {
        refuse(broken("has a part without a name"));
      } else if (fileBegun && (!fieldsBehind || file.equals(name))) {
        refuse(
            ApiException.invalid(name, "stands behind the part " + file)
                .remedy("send " + file + " last and once"));
      }
      fileBegun |= file.equals(name);
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
      ByteBuffer bytes = chunk.getByteBuffer();
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      if (isFile()) {
        content.add(ByteBuffer.wrap(copy));
      } else if (value.size() + copy.length > MAX_FIELD_BYTES) {
        refuse(ApiException.invalid(String.valueOf(name), "is longer than 64 KiB"));
      } else {
        value.writeBytes(copy);
      }
    }

    @Override
    public void onPartEnd() {
      if (isFile() || name == null) {
        fileEnded |= fileBegun;
        return;
      }
      try {
        String text =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(value.toByteArray()))
                .toString();
        if (fields.put(name, text) != null) {
          refuse(ApiException.invalid(name, "is given twice").remedy("keep one"));
        }
      } catch (CharacterCodingException e) {
        refuse(ApiException.invalid(name, "is not UTF-8"));
      }
    }

    private boolean isFile() {
      return fileBegun && !fileEnded;
    }

    @Override
    public void onComplete() {
      over = true;
    }

    @Override
    public void onFailure(Throwable cause) {
      refuse(broken("cannot be read: " + cause.getMessage()));
    }

    /** The first problem counts. */
    private void refuse(ApiException why) {
      problem = problem == null ? why : problem;
    }
  }

  /** The file's bytes. */
  private final class FileBytes extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (content.isEmpty() && !over && !(fileEnded && fieldsBehind)) {
        pump();
      }
      ByteBuffer next = content.peek();
      if (next == null) {
        return -1;
      }
      int count = Math.min(length, next.remaining());
      next.get(target, offset, count);
      if (!next.hasRemaining()) {
        content.remove();
      }
      return count;
    }
  }
}
