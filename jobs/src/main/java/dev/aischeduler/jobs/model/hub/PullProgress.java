package dev.aischeduler.jobs.model.hub;

import dev.aischeduler.engine.system.SystemContext;
import dev.aischeduler.jobs.model.hub.transfer.TransferListener;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the progress of a transfer to its system job, and ends the transfer when the job is
 * cancelled. Not thread-safe.
 */
final class PullProgress implements TransferListener {
  private static final Logger LOG = LoggerFactory.getLogger(PullProgress.class);

  /** Progress is reported in steps of a thousandth. */
  private static final long STEPS = 1000;

  private final String model;
  private final SystemContext context;
  private int files;
  private long total = 1;
  private long done;
  private long reported;
  private int file;
  private String name = "";
  private long size;
  private long present;

  PullProgress(String model, SystemContext context) {
    this.model = model;
    this.context = context;
  }

  @Override
  public void planned(int count, long bytes, long already) {
    files = count;
    total = Math.max(1, bytes);
    done = already;
    report();
  }

  @Override
  public void started(String path, long bytes, long already) {
    if (name.equals(path)) {
      // starts again after a failure, perhaps with less
      done -= present - already;
    } else {
      file++;
    }
    name = path;
    size = bytes;
    present = already;
    report();
  }

  @Override
  public void advanced(long bytes) {
    context.checkCancelled();
    present += bytes;
    done += bytes;
    if (done - reported >= total / STEPS) {
      report();
    }
  }

  @Override
  public void finished(String path) {
    LOG.info("pull of {}: {} is complete and checked", model, path);
    report();
  }

  @Override
  public void noted(String sentence) {
    context.checkCancelled();
    LOG.info("pull of {}: {}", model, sentence);
    context.progress(context.fraction(), sentence);
  }

  private void report() {
    context.checkCancelled();
    reported = done;
    String note =
        file == 0
            ? String.format(Locale.ROOT, "%d files, %d bytes", files, total)
            : String.format(
                Locale.ROOT,
                "file %d of %d, %s: %d of %d bytes; %d of %d bytes in all",
                file,
                files,
                name,
                present,
                size,
                done,
                total);
    // complete when it is installed
    context.progress(Math.min(0.999, (double) done / total), note);
  }
}
