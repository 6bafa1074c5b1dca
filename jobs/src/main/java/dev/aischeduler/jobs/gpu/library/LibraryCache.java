package dev.aischeduler.jobs.gpu.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder in which native libraries are unpacked once and then used by every process. A set is
 * written under a temporary name, flushed to the disk and renamed, so that a folder of its final
 * name is whole; one whose files were damaged later is written anew. A lock file, which the system
 * releases when a process ends, excludes other processes.
 */
final class LibraryCache {
  private static final Logger LOG = LoggerFactory.getLogger(LibraryCache.class);

  /** Disk space that is kept free. */
  private static final long SPARE_BYTES = 256L << 20;

  private static final long MIB = 1L << 20;

  private final Path root;
  private final FreeSpace space;

  /**
   * A cache.
   *
   * @param root folder of all sets; made when it is missing
   */
  LibraryCache(Path root) {
    this(root, folder -> Files.getFileStore(folder).getUsableSpace());
  }

  LibraryCache(Path root, FreeSpace space) {
    this.root = root;
    this.space = space;
  }

  /**
   * The folder with these libraries, unpacked now if need be.
   *
   * @throws IOException when there is no room, or the folder cannot be written; the message tells
   *     the remedy
   */
  Path unpack(LibrarySource source, List<String> libraries) throws IOException {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String library : libraries) {
      sizes.put(library, source.size(library));
    }
    Path folder = root.resolve(source.version());
    if (whole(folder, sizes)) {
      return folder;
    }
    Files.createDirectories(root);
    Path lockFile = root.resolve(source.version() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !whole(folder, sizes)) {
        write(source, sizes, folder);
      }
    }
    return folder;
  }

  private static boolean whole(Path folder, Map<String, Long> sizes) throws IOException {
    for (Map.Entry<String, Long> library : sizes.entrySet()) {
      Path file = folder.resolve(library.getKey());
      if (!Files.isRegularFile(file) || Files.size(file) != library.getValue()) {
        return false;
      }
    }
    return true;
  }

  private void write(LibrarySource source, Map<String, Long> sizes, Path folder)
      throws IOException {
    Path parts = root.resolve(source.version() + ".part");
    // Under the lock, a folder of this name can only be what a killed process left.
    delete(parts);
    delete(folder);
    long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
    long free = space.of(root);
    if (free < bytes + SPARE_BYTES) {
      throw new IOException(
          "unpacking native libraries needs "
              + megabytes(bytes + SPARE_BYTES)
              + " in "
              + root
              + ", where "
              + megabytes(free)
              + " are free; free some space or name another folder in resources.library_cache");
    }
    LOG.info("unpacking {} ({}) to {}, once", source.version(), megabytes(bytes), folder);
    Files.createDirectory(parts);
    for (String library : sizes.keySet()) {
      source.copy(library, content -> write(content, parts.resolve(library)));
    }
    Files.move(parts, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(InputStream content, Path file) throws IOException {
    Files.copy(content, file);
    // The sizes of files that a power cut took are right, their bytes are not.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String megabytes(long bytes) {
    return ((bytes + MIB - 1) / MIB) + " MiB";
  }

  /** The free space of a disk. */
  @FunctionalInterface
  interface FreeSpace {
    /** Bytes that may still be written to the disk of a folder. */
    long of(Path folder) throws IOException;
  }
}
