package dev.aischeduler.bench.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One test line.
 *
 * @param suite name of the suite it belongs to
 * @param input as written
 * @param accepted how it may be said, at least one
 */
public record SuiteLine(String suite, String input, List<String> accepted) {
  private static final int LEAST_CELLS = 3;

  /**
   * All lines of a file: suite, input and accepted outputs, separated by tabs.
   *
   * @throws IOException when it cannot be read, or a line has too few cells; the message names it
   */
  public static List<SuiteLine> read(Path file) throws IOException {
    List<SuiteLine> lines = new ArrayList<>();
    int number = 0;
    for (String text : Files.readAllLines(file)) {
      number++;
      String[] cells = text.split("\t", -1);
      if (cells.length < LEAST_CELLS) {
        throw new IOException(
            file
                + " line "
                + number
                + " has "
                + cells.length
                + " cells; it needs suite, input and at least one accepted output, with tabs"
                + " between");
      }
      lines.add(
          new SuiteLine(cells[0], cells[1], Arrays.stream(cells).skip(2).distinct().toList()));
    }
    return lines;
  }
}
