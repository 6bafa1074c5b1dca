package dev.aischeduler.db.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content as files {@code ab/cd/<sha256>} in a folder that one process uses. A file is there as a
 * whole or not at all: it is written aside, brought to the disk, then renamed. Its modification
 * time is the time when it was last stored.
 */
public final class FileContentStore implements ArtifactContentStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileContentStore.class);
  private static final String DRAFTS = "drafts";

  private final Path root;
  private final Clock clock;
  private final ReentrantLock placement = new ReentrantLock();

  /**
   * A store in a folder, which is created.
   *
   * @throws ArtifactContentException if the folder cannot be created or written
   */
  public FileContentStore(Path root, Clock clock) {
    this.root = root.toAbsolutePath().normalize();
    this.clock = clock;
    try {
      Path drafts = Files.createDirectories(this.root.resolve(DRAFTS));
      // no file is made to try it: a full disk is no reason not to start
      if (!Files.isWritable(drafts)) {
        throw new AccessDeniedException(drafts.toString());
      }
    } catch (IOException e) {
      throw failure("use the artifact folder", e);
    }
  }

  @Override
  public StoredContent put(InputStream content) {
    try {
      // Mode 600: results are private to the user who runs the server.
      Path draft = Files.createTempFile(root.resolve(DRAFTS), "put", "");
      try {
        StoredContent stored = write(content, draft);
        place(draft, stored);
        return stored;
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw failure("store artifact content", e);
    }
  }

  private static StoredContent write(InputStream content, Path draft) throws IOException {
    var digest = Sha256.digest();
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE);
        OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
      long size = content.transferTo(out);
      channel.force(true);
      return new StoredContent(Sha256.hex(digest), size);
    }
  }

  private void place(Path draft, StoredContent stored) throws IOException {
    Path file = path(stored.sha256());
    Files.setLastModifiedTime(draft, FileTime.from(clock.instant()));
    // Against deleteStoredBefore: what is stored again must not be deleted as old.
    placement.lock();
    try {
      Files.createDirectories(file.getParent());
      // Replaces what is there, so that running a job again mends damaged content.
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      force(file.getParent());
    } finally {
      placement.unlock();
    }
  }

  /** Brings the new name to the disk, where the system can do that for a folder. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("Cannot sync folder {}: {}", folder, e.toString());
    }
  }

  @Override
  public InputStream open(String sha256) {
    Path file = path(sha256);
    try {
      return new VerifyingInputStream(Files.newInputStream(file), sha256, file.toString());
    } catch (NoSuchFileException e) {
      throw ArtifactContentException.missing(sha256, root.toString());
    } catch (IOException e) {
      throw failure("read artifact content " + sha256, e);
    }
  }

  @Override
  public boolean delete(String sha256) {
    Path file = path(sha256);
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failure("delete artifact content " + sha256, e);
    }
  }

  @Override
  public OptionalLong freeBytes() {
    try {
      return OptionalLong.of(Files.getFileStore(root).getUsableSpace());
    } catch (IOException e) {
      LOG.debug("No space known of {}: {}", root, e.toString());
      return OptionalLong.of(0);
    }
  }

  /** Also deletes drafts that a crash left before that instant. */
  @Override
  public List<String> storedBefore(Instant limit) {
    List<String> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              String name = file.getFileName().toString();
              if (attributes.lastModifiedTime().toInstant().isBefore(limit)) {
                if (file.startsWith(root.resolve(DRAFTS))) {
                  Files.deleteIfExists(file);
                } else if (Sha256.isValid(name)) {
                  found.add(name);
                }
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }
          });
      return found;
    } catch (IOException e) {
      throw failure("list artifact content", e);
    }
  }

  @Override
  public boolean deleteStoredBefore(String sha256, Instant limit) {
    Path file = path(sha256);
    placement.lock();
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(limit)
          && Files.deleteIfExists(file);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw failure("delete artifact content " + sha256, e);
    } finally {
      placement.unlock();
    }
  }

  private Path path(String sha256) {
    Sha256.check(sha256);
    return root.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4)).resolve(sha256);
  }

  private ArtifactContentException failure(String what, Exception cause) {
    return new ArtifactContentException(
        "Cannot "
            + what
            + " in "
            + root
            + " ("
            + reason(cause)
            + "); check that the disk has space and that artifacts.path is writable",
        cause);
  }

  /** Java's text for a file without rights is only the name of the file. */
  private static String reason(Exception cause) {
    if (cause instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied or read-only";
    }
    return cause instanceof FileSystemException file && file.getReason() != null
        ? file.getMessage()
        : cause.toString();
  }
}
