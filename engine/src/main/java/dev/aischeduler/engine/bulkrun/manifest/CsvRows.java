package dev.aischeduler.engine.bulkrun.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Parts a CSV row into its cells. */
final class CsvRows {
  private static final CsvFactory FACTORY = CsvFactory.builder().build();

  private CsvRows() {}

  /**
   * The cells of one row.
   *
   * @throws ManifestException more cells than allowed, or quotes that are wrong
   */
  static List<String> cells(String row, char delimiter, int most, long line) {
    List<String> cells = new ArrayList<>();
    try (CsvParser parser = FACTORY.createParser(row)) {
      parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(delimiter));
      JsonToken token = parser.nextToken();
      while (token != null) {
        if (token == JsonToken.VALUE_STRING) {
          if (cells.size() == most) {
            throw new ManifestException(line, "has more than " + most + " columns");
          }
          cells.add(parser.getText());
        }
        token = parser.nextToken();
      }
      return cells;
    } catch (JsonProcessingException e) {
      throw new ManifestException(
          line,
          "column "
              + (cells.size() + 1)
              + " has a quote at a wrong place; put the whole field in quotes and write \"\" for"
              + " each quote in it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
