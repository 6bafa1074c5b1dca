package dev.aischeduler.db.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.failure.DatabaseException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FileTest {
  @TempDir Path folder;

  @Test
  void generates_a_password_for_its_owner_only_and_keeps_it() throws IOException {
    Path file = folder.resolve("jobs.password");
    open().close();
    String password = Files.readString(file, StandardCharsets.US_ASCII);
    assertThat(password.strip()).hasSizeGreaterThanOrEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    open().close();
    assertThat(file).hasContent(password);
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void says_what_to_do_when_the_password_is_lost() throws IOException {
    open().close();
    Files.delete(folder.resolve("jobs.password"));
    assertThatThrownBy(this::open)
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("jobs.password")
        .hasMessageContaining("database.password");
    assertThat(folder.resolve("jobs.password")).doesNotExist();
  }

  @Test
  void refuses_a_wrong_password_without_showing_it() {
    open().close();
    Settings.Database wrong =
        new Settings.Database("jdbc:h2:file:" + folder.resolve("jobs"), "sa", "not-it", 2);
    assertThatThrownBy(() -> Database.open(wrong, folder))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("database.password")
        .hasMessageNotContaining("not-it");
  }

  @Test
  void resolves_a_relative_path_against_the_base_folder() {
    Settings.Database relative = new Settings.Database("jdbc:h2:file:./data/jobs", "", "", 2);
    Database.open(relative, folder).close();
    assertThat(folder.resolve("data/jobs.mv.db")).exists();
  }

  @Test
  void another_program_reads_while_it_is_open() throws IOException {
    try (Database database = open()) {
      assertThat(count(database)).isZero();
      database.jdbi().useHandle(h -> h.execute(INSERT_LANE));
      Process shell =
          DatabaseProcess.java(
              List.of(),
              "org.h2.tools.Shell",
              "-url",
              database.jdbcUrl(),
              "-user",
              "sa",
              "-password",
              Files.readString(folder.resolve("jobs.password")).strip(),
              "-sql",
              "SELECT 'lane=' || name FROM lane");
      assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("lane=test-tts");
    }
    assertThat(folder.resolve("jobs.lock.db")).doesNotExist();
  }

  /** A refresh of statistics in the midst of a migration once failed it, and the first start. */
  @Test
  void a_migration_has_the_database_for_itself() {
    Path announcement = folder.resolve("jobs.lock.db");
    Set<String> beside = ConcurrentHashMap.newKeySet();
    AtomicInteger statements = new AtomicInteger();
    // a pool that has ended may have its thread for a moment yet
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Runnable look =
        () -> {
          statements.incrementAndGet();
          if (Files.exists(announcement)) {
            beside.add("other programs");
          }
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !before.contains(thread))
              .map(Thread::getName)
              .filter(name -> name.equals("h2-compaction"))
              .forEach(beside::add);
        };
    Database.open(
            TestDatabases.h2File(folder), folder, driver -> watched(DataSource.class, driver, look))
        .close();
    assertThat(statements).as("statements seen").hasValueGreaterThan(20);
    assertThat(beside).isEmpty();
  }

  /** Looks each time that a statement is made. */
  private static <T> T watched(Class<T> type, T real, Runnable look) {
    return type.cast(
        Proxy.newProxyInstance(
            H2FileTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().endsWith("Statement")) {
                look.run();
              }
              try {
                Object answer = method.invoke(real, arguments);
                return answer instanceof Connection connection
                    ? watched(Connection.class, connection, look)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Test
  void a_tool_attaches_while_it_is_open_and_when_it_is_closed() {
    try (Database database = open();
        Database tool = Database.attach(TestDatabases.h2File(folder), folder)) {
      database.jdbi().useHandle(h -> h.execute(INSERT_LANE));
      assertThat(count(tool)).isEqualTo(1);
    }
    try (Database tool = Database.attach(TestDatabases.h2File(folder), folder)) {
      assertThat(count(tool)).isEqualTo(1);
    }
  }

  @Test
  void a_tool_creates_no_database() {
    assertThatThrownBy(() -> Database.attach(TestDatabases.h2File(folder), folder))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("start the server once");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_second_owner_is_refused_with_the_reason() throws Exception {
    try (DatabaseProcess owner = DatabaseProcess.start(folder)) {
      assertThat(owner.awaitReady()).isNull();
      assertThatThrownBy(this::open)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("Another process has the file open");
    }
  }

  @Test
  void a_commit_outlives_kill_9_and_the_file_opens_again() throws Exception {
    try (DatabaseProcess owner = DatabaseProcess.start(folder)) {
      assertThat(owner.awaitReady()).isNull();
      owner.kill();
    }
    assertThat(folder.resolve("jobs.lock.db")).as("left behind").exists();
    try (Database database = open();
        Database tool = Database.attach(TestDatabases.h2File(folder), folder)) {
      assertThat(count(database)).isEqualTo(1);
      assertThat(count(tool)).isEqualTo(1);
    }
  }

  @Test
  void listens_on_loopback_only() throws Exception {
    try (DatabaseProcess owner = DatabaseProcess.start(folder)) {
      assertThat(owner.awaitReady()).isNull();
      Properties lock = new Properties();
      try (var reader = Files.newBufferedReader(folder.resolve("jobs.lock.db"))) {
        lock.load(reader);
      }
      String server = lock.getProperty("server");
      assertThat(server).startsWith("127.0.0.1:");
      assertThat(listeningAddresses(Integer.parseInt(server.substring(server.indexOf(':') + 1))))
          .isNotEmpty()
          .allMatch(address -> address.equals("0100007F") || address.endsWith("FFFF00000100007F"));
    }
  }

  @Test
  void refuses_to_listen_elsewhere() throws Exception {
    try (DatabaseProcess owner = DatabaseProcess.start(folder, "-Dh2.bindAddress=0.0.0.0")) {
      assertThat(owner.awaitReady()).contains("-Dh2.bindAddress=127.0.0.1");
    }
    assertThat(folder).isEmptyDirectory();
  }

  /** With H2's plain file system this closes the file under every thread of the process. */
  @Test
  void survives_the_interruption_of_a_thread_that_reads() throws Exception {
    try (Database database = open()) {
      database
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "CREATE TABLE wide AS SELECT x AS id, REPEAT('x', 2000) AS text"
                          + " FROM SYSTEM_RANGE(1, 2000)"));
    }
    // Opened again, nothing is cached.
    try (Database database = open()) {
      Thread reader =
          new Thread(
              () ->
                  database
                      .jdbi()
                      .useHandle(
                          h -> {
                            Thread.currentThread().interrupt();
                            h.createQuery("SELECT MAX(LENGTH(text)) FROM wide")
                                .mapTo(Long.class)
                                .one();
                          }));
      reader.setUncaughtExceptionHandler((thread, expected) -> {});
      reader.start();
      reader.join();
      long rows =
          database
              .jdbi()
              .withHandle(
                  h ->
                      h.createQuery("SELECT COUNT(*) FROM wide WHERE text LIKE 'x%'")
                          .mapTo(Long.class)
                          .one());
      assertThat(rows).isEqualTo(2000);
    }
  }

  private static final String INSERT_LANE =
      "INSERT INTO lane (name, paused, updated_at) VALUES ('test-tts', FALSE, CURRENT_TIMESTAMP)";

  private Database open() {
    return Database.open(TestDatabases.h2File(folder), folder);
  }

  private static long count(Database database) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT COUNT(*) FROM lane WHERE name LIKE 'test-%'")
                    .mapTo(Long.class)
                    .one());
  }

  /** Local addresses (hexadecimal, as the kernel shows them) that listen on a port. */
  private static List<String> listeningAddresses(int port) throws IOException {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    return Stream.concat(
            Files.readAllLines(Path.of("/proc/net/tcp")).stream(),
            Files.readAllLines(Path.of("/proc/net/tcp6")).stream())
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns[1].endsWith(suffix) && columns[3].equals("0A"))
        .map(columns -> columns[1].substring(0, columns[1].indexOf(':')))
        .toList();
  }
}
