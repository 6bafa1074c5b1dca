package dev.aischeduler.engine.bulkrun.results;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactContentException;
import dev.aischeduler.db.artifact.ArtifactStore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of a run, small and side by side in the order of the manifest, each with its item's
 * number. A page has some forty; one picture is in memory at a time, in no more pixels than are
 * shown. Thread-safe.
 */
public final class ContactSheet {
  private static final int COLUMNS = 8;
  private static final int ROWS = 5;
  private static final int CELL = 160;
  private static final int GAP = 8;
  private static final int CAPTION = 14;

  /** Largest side of a picture that is opened. */
  private static final int MAX_SIDE = 16_384;

  /** Digits of five rows of three dots each, since not every server has fonts. */
  private static final List<String> DIGITS =
      List.of(
          "111101101101111",
          "010110010010111",
          "111001111100111",
          "111001111001111",
          "101101111001001",
          "111100111001111",
          "111100111101111",
          "111001001001001",
          "111101111101111",
          "111101111001111");

  private ContactSheet() {}

  /**
   * A page.
   *
   * @param png the picture
   * @param pictures on it
   * @param next number of the item behind which the next page begins; null when this is the last
   */
  public record Page(byte[] png, int pictures, @Nullable Integer next) {}

  static Page of(ResultRows.Cursor rows, ArtifactStore artifacts) {
    int most = COLUMNS * ROWS;
    BufferedImage sheet =
        new BufferedImage(
            GAP + COLUMNS * (CELL + GAP),
            GAP + ROWS * (CELL + CAPTION + GAP),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    int drawn = 0;
    int last = 0;
    Integer next = null;
    List<ResultRow> page = rows.next();
    while (!page.isEmpty() && next == null) {
      for (ResultRow row : page) {
        List<Artifact> pictures =
            row.artifacts().stream().filter(a -> a.mediaType().equals("image/png")).toList();
        if (drawn > 0 && drawn + pictures.size() > most) {
          next = last;
          break;
        }
        for (Artifact picture : pictures.subList(0, Math.min(most, pictures.size()))) {
          draw(graphics, drawn, row.item().item(), small(picture, artifacts));
          drawn++;
        }
        last = row.item().item();
      }
      page = next == null ? rows.next() : List.of();
    }
    graphics.dispose();
    int lines = Math.max(1, (drawn + COLUMNS - 1) / COLUMNS);
    BufferedImage used =
        sheet.getSubimage(0, 0, sheet.getWidth(), GAP + lines * (CELL + CAPTION + GAP));
    return new Page(png(used), drawn, next);
  }

  /** The picture in no more pixels than are shown; null when it cannot be opened. */
  private static @Nullable BufferedImage small(Artifact picture, ArtifactStore artifacts) {
    try (InputStream in = artifacts.open(picture);
        ImageInputStream source = new MemoryCacheImageInputStream(in)) {
      Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
      ImageReader reader = readers.next();
      try {
        reader.setInput(source, true, true);
        int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
        if (longest > MAX_SIDE) {
          return null;
        }
        ImageReadParam every = reader.getDefaultReadParam();
        int step = Math.max(1, longest / (2 * CELL));
        every.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, every);
      } finally {
        reader.dispose();
      }
    } catch (IOException | ArtifactContentException e) {
      // an empty place tells that it is missing
      return null;
    }
  }

  private static void draw(
      Graphics2D graphics, int place, int item, @Nullable BufferedImage picture) {
    int left = GAP + place % COLUMNS * (CELL + GAP);
    int top = GAP + place / COLUMNS * (CELL + CAPTION + GAP);
    graphics.setColor(new Color(0xEEEEEE));
    graphics.fillRect(left, top, CELL, CELL);
    if (picture != null) {
      double scale = (double) CELL / Math.max(picture.getWidth(), picture.getHeight());
      int width = Math.max(1, (int) (picture.getWidth() * scale));
      int height = Math.max(1, (int) (picture.getHeight() * scale));
      graphics.drawImage(
          picture, left + (CELL - width) / 2, top + (CELL - height) / 2, width, height, null);
    }
    graphics.setColor(Color.BLACK);
    String digits = Integer.toString(item);
    for (int i = 0; i < digits.length(); i++) {
      String dots = DIGITS.get(digits.charAt(i) - '0');
      for (int dot = 0; dot < dots.length(); dot++) {
        if (dots.charAt(dot) == '1') {
          graphics.fillRect(left + i * 8 + dot % 3 * 2, top + CELL + 2 + dot / 3 * 2, 2, 2);
        }
      }
    }
  }

  private static byte[] png(BufferedImage sheet) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(sheet, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
