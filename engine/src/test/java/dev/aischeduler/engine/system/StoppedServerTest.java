package dev.aischeduler.engine.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.util.EnumSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.StorageProvider.StorageProviderInfo;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.ThreadSafeStorageProvider;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** A server that is stopped amid a heartbeat ends in peace, and leaves no record. */
final class StoppedServerTest {
  private static final EnumSet<Thread.State> WAITING =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  /** Where a heartbeat is held. */
  private enum Place {
    /** Before it reads the record of its server. */
    AT_THE_RECORD,
    /** After its last use of the storage, before it sets timers. */
    AT_THE_TIMERS
  }

  /** Holds the first heartbeat. */
  private static final class Held extends ThreadSafeStorageProvider {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch gate = new CountDownLatch(1);
    private final Place place;
    private volatile boolean asked;

    Held(StorageProvider storage, Place place) {
      super(storage);
      this.place = place;
    }

    @Override
    public UUID getLongestRunningBackgroundJobServerId() {
      if (place == Place.AT_THE_RECORD) {
        hold();
      }
      asked = true;
      return super.getLongestRunningBackgroundJobServerId();
    }

    /** A server that learns that it is the master logs this before it sets its timers. */
    @Override
    public StorageProviderInfo getStorageProviderInfo() {
      if (place == Place.AT_THE_TIMERS && asked) {
        hold();
      }
      return super.getStorageProviderInfo();
    }

    private void hold() {
      reached.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final JobActivator NOTHING =
      new JobActivator() {
        @Override
        public <T> @Nullable T activateJob(Class<T> type) {
          return null;
        }
      };

  @ParameterizedTest
  @EnumSource(Place.class)
  void the_last_heartbeat_ends_before_the_server_does(Place place) throws Exception {
    Logger jobRunr = (Logger) LoggerFactory.getLogger("org.jobrunr.server");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    jobRunr.addAppender(lines);
    JacksonJsonMapper mapper = new JacksonJsonMapper();
    try (Database database = TestDatabases.open(Dialect.H2)) {
      StorageProvider sql =
          SqlStorageProviderFactory.using(
              database.localeNeutralSource(), "system_", DatabaseOptions.NO_VALIDATE);
      sql.setJobMapper(new JobMapper(mapper));
      Held held = new Held(sql, place);
      SystemWorkers workers = new SystemWorkers(held, mapper, NOTHING, "node");
      Thread starter = new Thread(workers::start);
      starter.start();
      held.reached.await();
      if (place == Place.AT_THE_RECORD) {
        // a start lasts until the first heartbeat, which a stop would wait ten seconds for
        await().until(() -> starter.getState() == Thread.State.TIMED_WAITING);
      }
      assertThat(servers(database)).isEqualTo(1);
      Thread stopper = new Thread(workers::stop);
      stopper.start();
      await().until(() -> !workers.isRunning() && WAITING.contains(stopper.getState()));
      held.gate.countDown();
      stopper.join();
      starter.join();
      assertThat(servers(database)).isZero();
      assertThat(workers.isRunning()).isFalse();
      sql.close();
    } finally {
      jobRunr.detachAppender(lines);
    }
    assertThat(lines.list)
        .filteredOn(line -> line.getLevel().toString().equals("ERROR"))
        .extracting(ILoggingEvent::getFormattedMessage)
        .isEmpty();
  }

  /** By SQL: JobRunr reads this table's columns in the machine's language, which may be Turkish. */
  private static int servers(Database database) {
    String sql = "SELECT count(*) FROM system_jobrunr_backgroundjobservers";
    return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Integer.class).one());
  }
}
