package dev.aischeduler.db.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.failure.DatabaseException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The lease of a node on PostgreSQL. */
class NodeLeaseTest {
  private final Settings.Database shared = TestDatabases.settings(Dialect.POSTGRESQL);

  private Database open() {
    return Database.open(shared, Path.of("").toAbsolutePath());
  }

  /** Ends the sessions that hold a lease, as a restart of the server does. */
  private static void endLeases(Database database) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_locks
                     WHERE locktype = 'advisory'
                       AND database = (SELECT oid FROM pg_database
                                        WHERE datname = current_database())"""));
  }

  @Test
  void a_lease_that_the_server_ended_is_taken_again() {
    try (Database database = open();
        Database elsewhere = open();
        NodeLease lease = NodeLease.acquire(database, "a")) {
      endLeases(elsewhere);
      assertThatThrownBy(() -> lease.call(on -> on.createStatement().execute("SELECT 1")))
          .isInstanceOf(DatabaseException.class);
      await().ignoreExceptions().until(lease::renew);
      assertThatThrownBy(() -> NodeLease.acquire(elsewhere, "a")).hasMessageContaining("node.name");
    }
  }

  @Test
  void a_name_that_another_process_took_meanwhile_is_refused_until_it_is_free() {
    try (Database database = open();
        Database elsewhere = open();
        NodeLease lease = NodeLease.acquire(database, "a")) {
      endLeases(elsewhere);
      try (NodeLease other =
          await().ignoreExceptions().until(() -> NodeLease.acquire(elsewhere, "a"), l -> true)) {
        assertThat(other.renew()).isTrue();
        await().ignoreExceptions().until(() -> !lease.renew());
        assertThatThrownBy(() -> lease.call(on -> 1)).isInstanceOf(DatabaseException.class);
      }
      await().ignoreExceptions().until(lease::renew);
    }
  }

  @Test
  void a_snapshot_shows_whose_session_is_open_and_which_jobs_have_no_living_node() {
    try (Database database = open();
        NodeLease lease = NodeLease.acquire(database, "a")) {
      NodeRegistry registry = new NodeRegistry(lease, Dialect.POSTGRESQL);
      registry.register(registration("a"), false);
      registry.register(registration("b"), false);
      ClusterSnapshot snapshot = registry.snapshot();
      assertThat(snapshot.nodes()).extracting(Node::name).containsExactly("a", "b");
      assertThat(snapshot.nodes()).extracting(Node::leased).containsExactly(true, false);
      assertThat(snapshot.nodes().get(0).lanes()).isEqualTo(Map.of(TestTaskTypes.LLM, 4));
      assertThat(snapshot.orphans()).isEmpty();
      Node silent = snapshot.nodes().get(1);
      assertThat(registry.declareDead(silent)).isTrue();
      assertThat(registry.declareDead(silent)).as("only one node gives it up").isFalse();
      assertThat(registry.snapshot().nodes().get(1).lost()).isTrue();
    }
  }

  private static Registration registration(String name) {
    return new Registration(
        name,
        UUID.randomUUID(),
        List.of("gpu", "cpu"),
        "1",
        "host",
        1,
        null,
        10,
        Map.of(TestTaskTypes.LLM, 4));
  }
}
