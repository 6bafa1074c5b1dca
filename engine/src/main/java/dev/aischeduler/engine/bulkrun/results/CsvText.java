package dev.aischeduler.engine.bulkrun.results;

import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as CSV (RFC 4180, UTF-8). */
final class CsvText {
  private static final CsvFactory FACTORY = CsvFactory.builder().build();

  private CsvText() {}

  /** These rows; an absent value is an empty field. */
  static byte[] of(Collection<? extends List<? extends @Nullable Object>> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CsvGenerator csv = FACTORY.createGenerator(out)) {
      csv.setSchema(CsvSchema.emptySchema());
      for (List<? extends @Nullable Object> row : rows) {
        csv.writeStartArray();
        for (Object value : row) {
          csv.writeString(value == null ? "" : value.toString());
        }
        csv.writeEndArray();
      }
    }
    return out.toByteArray();
  }
}
