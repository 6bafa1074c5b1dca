package dev.aischeduler.db.h2;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.async.FilePathAsync;
import org.jspecify.annotations.Nullable;

/** All writes to the H2 files that are opened while this stands in for H2's own file system. */
public final class RecordedFile implements AutoCloseable {
  private static final int BLOCK = 4096;

  /** H2 makes its file systems itself. */
  private static final AtomicReference<RecordedFile> CURRENT = new AtomicReference<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Step> steps = new ArrayList<>();
  private int firstNote = -1;
  private int lastNote;

  /** A write, or without bytes a new length, or with a negative place a note. */
  private record Step(long place, byte @Nullable [] bytes) {}

  private RecordedFile() {}

  static RecordedFile start() {
    RecordedFile file = new RecordedFile();
    CURRENT.set(file);
    FilePath.register(new Recording());
    return file;
  }

  /** Notes that a commit was acknowledged. */
  void note(int commit) {
    lock.lock();
    try {
      firstNote = firstNote < 0 ? steps.size() : firstNote;
      lastNote = steps.size();
      steps.add(new Step(-commit, null));
    } finally {
      lock.unlock();
    }
  }

  private void add(long place, byte @Nullable [] bytes) {
    lock.lock();
    try {
      steps.add(new Step(place, bytes));
    } finally {
      lock.unlock();
    }
  }

  /** A number of steps between the first note and the last. */
  int anyPoint(Random random) {
    return firstNote + random.nextInt(lastNote - firstNote);
  }

  /**
   * Makes the file after so many steps and a part of the next.
   *
   * @param quarters of the next write that reached the disk
   * @return the last commit that was acknowledged
   */
  int restore(int count, int quarters, Path to) throws IOException {
    int acknowledged = 0;
    try (RandomAccessFile file = new RandomAccessFile(to.toFile(), "rw")) {
      for (Step step : steps.subList(0, count)) {
        if (step.bytes != null) {
          file.seek(step.place);
          file.write(step.bytes);
        } else if (step.place >= 0) {
          file.setLength(step.place);
        } else {
          acknowledged = (int) -step.place;
        }
      }
      Step next = steps.get(count);
      if (next.bytes != null) {
        file.seek(next.place);
        file.write(next.bytes, 0, next.bytes.length / BLOCK * quarters / 4 * BLOCK);
      }
    }
    return acknowledged;
  }

  @Override
  public void close() {
    FilePath.register(new FilePathAsync());
  }

  /** In place of H2's {@code async:}. */
  public static final class Recording extends FilePathWrapper {
    @Override
    public String getScheme() {
      return "async";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
      return new Channel(super.open(mode), CURRENT.get());
    }
  }

  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the base is thread-safe
  private static final class Channel extends FileBaseDefault {
    private final FileChannel base;
    private final RecordedFile file;

    Channel(FileChannel base, RecordedFile file) {
      this.base = base;
      this.file = file;
    }

    @Override
    public int write(ByteBuffer source, long place) throws IOException {
      byte[] bytes = new byte[source.remaining()];
      source.duplicate().get(bytes);
      file.add(place, bytes);
      return base.write(source, place);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      file.add(size, null);
      base.truncate(size);
    }

    @Override
    public int read(ByteBuffer target, long place) throws IOException {
      return base.read(target, place);
    }

    @Override
    public long size() throws IOException {
      return base.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
      base.force(metaData);
    }

    @Override
    public FileLock tryLock(long place, long size, boolean shared) throws IOException {
      return base.tryLock(place, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
    }
  }
}
