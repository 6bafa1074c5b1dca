package dev.aischeduler.engine.bulkrun.manifest;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Stores and validates a manifest of so many lines, every hundredth of them wrong. */
final class ValidateProcess {
  private ValidateProcess() {}

  public static void main(String[] args) throws IOException {
    int lines = Integer.parseInt(args[0]);
    Database database = TestDatabases.open(Dialect.H2);
    ManifestFixture manifests =
        new ManifestFixture(database, Path.of(args[1]), new ManifestLimits(4L << 30, 10_000_000));
    long begun = System.nanoTime();
    ManifestInfo info = manifests.store(new Lines(lines));
    long stored = System.nanoTime();
    RowReader rows = manifests.rows(info);
    int valid = 0;
    int rejected = 0;
    try (ManifestReader reader = manifests.open(info, ManifestPosition.start(info))) {
      ManifestReader.Row row = reader.next();
      while (row != null) {
        if (rows.read(row).reject() == null) {
          valid++;
        } else {
          rejected++;
        }
        row = reader.next();
      }
    }
    long end = System.nanoTime();
    System.out.println("valid " + valid + ", rejected " + rejected);
    System.out.println(
        "stored in " + (stored - begun) / 1_000_000 + " ms, read in " + (end - stored) / 1_000_000);
    database.close();
  }

  /** A CSV manifest that is made while it is read. */
  private static final class Lines extends InputStream {
    private final int lines;
    private int made;
    private InputStream part =
        new ByteArrayInputStream("type,item_key,text,priority\n".getBytes(StandardCharsets.UTF_8));

    Lines(int lines) {
      this.lines = lines;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = part.read(target, offset, length);
      while (read < 0 && made < lines) {
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < 1000 && made < lines; i++) {
          made++;
          more.append("llm,k").append(made).append(",\"a fox, number ").append(made);
          more.append(" 在雪地里奔跑 ".repeat(3)).append(made % 100 == 0 ? "\",high\n" : "\",1\n");
        }
        part = new ByteArrayInputStream(more.toString().getBytes(StandardCharsets.UTF_8));
        read = part.read(target, offset, length);
      }
      return read;
    }
  }
}
