package dev.aischeduler.jobs.model.hub.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file that is not complete yet: {@code NAME.part}, and in {@code NAME.part.etag} the hub's tag
 * of the version that its bytes belong to. Bytes without a tag cannot be used, so the tag is
 * written before the bytes. Not thread-safe.
 */
public final class PartFile {
  static final String ENDING = ".part";
  static final String TAG_ENDING = ".part.etag";

  private final Path target;
  private final Path part;
  private final Path tag;

  /** The part of a file. */
  PartFile(Path target) {
    this.target = target;
    this.part = target.resolveSibling(target.getFileName() + ENDING);
    this.tag = target.resolveSibling(target.getFileName() + TAG_ENDING);
  }

  /** Where the bytes are. */
  Path path() {
    return part;
  }

  /** Bytes present. */
  long size() {
    try {
      return Files.isRegularFile(part) ? Files.size(part) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Tag of the version that the bytes belong to; empty when there is none. */
  String tag() throws IOException {
    return Files.isRegularFile(tag) ? Files.readString(tag, StandardCharsets.UTF_8).strip() : "";
  }

  /** Forgets the bytes, and remembers to which version the next ones will belong. */
  void restart(String etag) throws IOException {
    discard();
    Files.createDirectories(part.toAbsolutePath().getParent());
    Files.writeString(tag, etag, StandardCharsets.UTF_8);
  }

  /** Forgets the bytes. */
  void discard() throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(tag);
  }

  /** Opens it for more bytes at its end; the caller closes it. */
  FileChannel append() throws IOException {
    return FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Writes all of these. */
  static void write(FileChannel to, List<ByteBuffer> buffers) throws IOException {
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        to.write(buffer);
      }
    }
  }

  /** Makes the bytes durable and gives the file its name. */
  void complete() throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(tag);
  }
}
