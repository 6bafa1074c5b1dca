package dev.aischeduler.db.transfer.table;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes the checksum of a table: the SHA-256 of each row, added up modulo 2^256. So it does not
 * depend on the order of rows, in which databases with different rules of sorting differ. For one
 * thread.
 */
public final class TableDigest {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private final Table table;
  private final MessageDigest digest;
  private BigInteger sum = BigInteger.ZERO;
  private long rows;

  /** The digest of a table without rows. */
  public TableDigest(Table table) {
    this.table = table;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Adds rows. */
  public void add(List<Row> page) {
    for (Row row : page) {
      for (int i = 0; i < row.values().size(); i++) {
        add(table.columns().get(i).kind(), row.values().get(i));
      }
      sum = sum.add(new BigInteger(1, digest.digest())).mod(MODULUS);
      rows++;
    }
  }

  /** Each value with its length, so that none runs into the next; null has none. */
  private void add(ColumnKind kind, @Nullable Object value) {
    byte[] bytes = null;
    if (value != null) {
      bytes =
          value instanceof byte[] content
              ? content
              : kind.text(value).getBytes(StandardCharsets.UTF_8);
    }
    digest.update(ByteBuffer.allocate(4).putInt(bytes == null ? -1 : bytes.length).array());
    if (bytes != null) {
      digest.update(bytes);
    }
  }

  /** What was added so far. */
  public TableSum sum() {
    byte[] bytes = new byte[32];
    byte[] number = sum.toByteArray();
    int length = Math.min(number.length, bytes.length);
    System.arraycopy(number, number.length - length, bytes, bytes.length - length, length);
    return new TableSum(table.name(), rows, HexFormat.of().formatHex(bytes));
  }
}
