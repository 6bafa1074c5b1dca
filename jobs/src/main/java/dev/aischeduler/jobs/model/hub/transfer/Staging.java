package dev.aischeduler.jobs.model.hub.transfer;

import dev.aischeduler.jobs.model.hub.catalogue.ModelNameException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a model is assembled: {@code MODELS/.incoming/NAME}, on the same file system as the models,
 * so that one rename publishes it. A lock of the operating system excludes every other process and
 * ends with this one; the files stay for the next attempt. Two threads of one process are kept
 * apart too, but POSIX drops the winner's lock against other processes when the loser's file is
 * closed: a process should install a name once at a time.
 */
public final class Staging implements AutoCloseable {
  private static final String INCOMING = ".incoming";

  private final String name;
  private final Path models;
  private final FileChannel lockFile;
  private final FileLock lock;

  private Staging(String name, Path models, FileChannel lockFile, FileLock lock) {
    this.name = name;
    this.models = models;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Locks the staging folder of a model.
   *
   * @param name checked before
   * @throws ModelNameException when another process or thread holds it
   */
  public static Staging open(Path models, String name) throws IOException {
    Path incoming = Files.createDirectories(models.resolve(INCOMING));
    FileChannel channel =
        FileChannel.open(
            incoming.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      channel.close();
      throw new ModelNameException(
          "another command is installing or removing "
              + name
              + " in "
              + models.toAbsolutePath()
              + "; wait for it, then try again");
    }
    return new Staging(name, models, channel, lock);
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Where the files are assembled; may not exist yet. */
  public Path folder() {
    return models.resolve(INCOMING).resolve(name);
  }

  /** Where they will be. */
  public Path destination() {
    return models.resolve(name);
  }

  /** Deletes the files of earlier attempts, except these files and their parts. */
  public void keepOnly(List<WantedFile> files) throws IOException {
    Set<Path> kept =
        files.stream()
            .map(file -> folder().resolve(file.target()))
            .flatMap(
                file ->
                    Stream.of(
                        file,
                        file.resolveSibling(file.getFileName() + PartFile.ENDING),
                        file.resolveSibling(file.getFileName() + PartFile.TAG_ENDING)))
            .collect(Collectors.toSet());
    for (Path path : deepestFirst(folder())) {
      if (!Files.isDirectory(path) && !kept.contains(path)) {
        Files.delete(path);
      }
    }
  }

  /** Deletes the files of earlier attempts. */
  public void clear() throws IOException {
    delete(folder());
  }

  /** Publishes the model by one rename. */
  public void publish() throws IOException {
    if (Files.exists(destination())) {
      throw new ModelNameException(destination() + " appeared in the meantime; remove it first");
    }
    Files.move(folder(), destination(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Unpublishes the model by one rename, then deletes it. */
  public void retract() throws IOException {
    clear();
    Files.move(destination(), folder(), StandardCopyOption.ATOMIC_MOVE);
    clear();
  }

  /** Releases the lock. The lock file stays: deleting it would let two processes lock it. */
  @Override
  public void close() throws IOException {
    try (lockFile) {
      lock.release();
    }
  }

  private static void delete(Path folder) throws IOException {
    for (Path path : deepestFirst(folder)) {
      Files.delete(path);
    }
  }

  private static List<Path> deepestFirst(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
