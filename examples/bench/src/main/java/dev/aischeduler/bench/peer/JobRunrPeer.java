package dev.aischeduler.bench.peer;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Dialect;
import java.util.function.IntConsumer;

/** JobRunr OSS as it comes: its own storage, server and shortest poll interval. */
public final class JobRunrPeer implements Peer {
  @Override
  public String name() {
    return "JobRunr";
  }

  @Override
  public boolean runsOn(Dialect dialect) {
    return true;
  }

  @Override
  public int pollMs() {
    return (int) JobRunrRun.POLL.toMillis();
  }

  @Override
  public String unfinished() {
    return JobRunrRun.UNFINISHED;
  }

  @Override
  public PeerRun open(Settings.Database database, int workers, IntConsumer body) {
    return new JobRunrRun(database, workers, body);
  }
}
