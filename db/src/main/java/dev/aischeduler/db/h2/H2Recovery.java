package dev.aischeduler.db.h2;

import dev.aischeduler.db.failure.DatabaseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.DataUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an H2 file that was not closed in order name its newest chunk, before H2 opens it.
 *
 * <p>Each commit appends one chunk to the file, or writes it where older chunks are of no more use.
 * H2 2.5.252 finds the newest chunk from the header of the file, but writes that header before it
 * takes the new chunk for the newest: a crash then rolls the file back to the chunk before it, or
 * further if what leads there was overwritten (docs/adr/0016). The chunk itself is whole on the
 * disk before its commit is answered, so reading the starts of all blocks finds it.
 */
final class H2Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(H2Recovery.class);

  /** H2's own sizes. The header is kept twice, one block each. */
  private static final int BLOCK = 4096;

  private static final int HEADER_BLOCKS = 2;
  private static final int CHUNK_HEADER = 1024;
  private static final int CHUNK_FOOTER = 128;
  private static final int READ_BLOCKS = 256;
  private static final byte[] CHUNK_START = "chunk:".getBytes(StandardCharsets.ISO_8859_1);

  private final FileChannel file;

  /** Blocks where a chunk starts, whole or not. */
  private final TreeMap<Long, Chunk> starts = new TreeMap<>();

  private record Chunk(int id, long block, int length, long version) {}

  private H2Recovery(FileChannel file) {
    this.file = file;
  }

  /**
   * Mends the header of a file that nobody has open; does nothing to any other. Takes as long as it
   * takes to read the file once, and no time at all when it was closed in order.
   *
   * @param path of the file with its suffix; it need not exist
   * @return true for a file that was not closed in order
   * @throws DatabaseException if it cannot be read or written
   */
  static boolean recover(Path path) {
    if (!Files.isWritable(path)) {
      return false;
    }
    try (FileChannel file =
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      return lock != null && new H2Recovery(file).mend(path);
    } catch (OverlappingFileLockException e) {
      LOG.debug("{} is open in this process", path);
      return false;
    } catch (IOException e) {
      throw new DatabaseException("Cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  private boolean mend(Path path) throws IOException {
    Map<String, String> header = header();
    if (header == null || header.containsKey("clean")) {
      return false;
    }
    long began = System.nanoTime();
    long blocks = file.size() / BLOCK;
    for (long block = HEADER_BLOCKS; block < blocks; block += READ_BLOCKS) {
      scan(block, (int) Math.min(READ_BLOCKS, blocks - block));
    }
    Chunk newest = null;
    for (Chunk chunk : starts.values()) {
      if ((newest == null || chunk.version > newest.version) && whole(chunk)) {
        newest = chunk;
      }
    }
    if (newest == null || newest.version < number(header, "version")) {
      return true;
    }
    name(newest, header);
    LOG.info(
        "{} was not closed in order; recovered all commits in {} ms",
        path,
        (System.nanoTime() - began) / 1_000_000);
    return true;
  }

  private @Nullable Map<String, String> header() throws IOException {
    Map<String, String> newest = null;
    for (int block = 0; block < HEADER_BLOCKS; block++) {
      Map<String, String> copy = checked(read((long) block * BLOCK, BLOCK));
      if (copy != null
          && copy.containsKey("H")
          && (newest == null || number(copy, "version") > number(newest, "version"))) {
        newest = copy;
      }
    }
    return newest;
  }

  private void scan(long first, int count) throws IOException {
    byte[] bytes = read(first * BLOCK, count * BLOCK);
    for (int i = 0; i < count; i++) {
      int at = i * BLOCK;
      if (java.util.Arrays.equals(
          bytes, at, at + CHUNK_START.length, CHUNK_START, 0, CHUNK_START.length)) {
        Chunk chunk =
            chunk(new String(bytes, at, CHUNK_HEADER, StandardCharsets.ISO_8859_1), first + i);
        if (chunk != null) {
          starts.put(first + i, chunk);
        }
      }
    }
  }

  private static @Nullable Chunk chunk(String header, long block) {
    int end = header.indexOf('\n');
    if (end < 0) {
      return null;
    }
    try {
      Map<String, String> map = DataUtils.parseMap(header.substring(0, end).strip());
      int length = (int) number(map, "len");
      return length <= 0
          ? null
          : new Chunk((int) number(map, "chunk"), block, length, number(map, "version"));
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** Whether the footer belongs to the header and no other chunk starts between them. */
  private boolean whole(Chunk chunk) throws IOException {
    long end = chunk.block + chunk.length;
    if (end * BLOCK > file.size() || starts.subMap(chunk.block + 1, end).size() > 0) {
      return false;
    }
    Map<String, String> footer = checked(read(end * BLOCK - CHUNK_FOOTER, CHUNK_FOOTER));
    return footer != null
        && number(footer, "chunk") == chunk.id
        && number(footer, "version") == chunk.version;
  }

  private void name(Chunk chunk, Map<String, String> header) throws IOException {
    HashMap<String, Object> named = new HashMap<>(header);
    named.put("block", chunk.block);
    named.put("chunk", chunk.id);
    named.put("version", chunk.version);
    StringBuilder text = new StringBuilder();
    DataUtils.appendMap(text, named);
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    DataUtils.appendMap(text, "fletcher", DataUtils.getFletcher32(bytes, 0, bytes.length));
    bytes = text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer blocks = ByteBuffer.allocate(HEADER_BLOCKS * BLOCK);
    blocks.put(0, bytes).put(BLOCK, bytes);
    DataUtils.writeFully(file, 0, blocks);
    file.force(true);
  }

  private byte[] read(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) >= 0) {}
    return bytes.array();
  }

  private static @Nullable Map<String, String> checked(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(",fletcher:");
    try {
      return end > 0
              && Integer.parseUnsignedInt(text.substring(end + 10).trim(), 16)
                  == DataUtils.getFletcher32(bytes, 0, end)
          ? DataUtils.parseMap(text.substring(0, end))
          : null;
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static long number(Map<String, ?> map, String name) {
    return DataUtils.readHexLong(map, name, 0);
  }
}
