package dev.aischeduler.jobs.model.hub.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks a file's first bytes, since its name can be wrong: archives, executables and pickles under
 * another name are refused, and so are pointers of Git LFS in the place of weights.
 */
public final class ContentRules {
  private static final int HEAD = 64;
  private static final int PICKLE_MARK = 0x80;

  /** Opcodes that follow the version in pickles of protocol 2 to 5 (Python's pickletools). */
  private static final String PICKLE_OPCODES = "\u0095}](cXKJM)N\u008a\u008c\u0089";

  private ContentRules() {}

  /**
   * Checks a file.
   *
   * @param name what to call it in messages
   * @throws UnsafeFileException when it is of another kind than its name says
   */
  public static void check(Path file, String name) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("version https://git-lfs")) {
      throw new UnsafeFileException(
          name + " is a pointer of Git LFS, not the file itself; fetch it with git lfs pull");
    }
    String disguise = disguise(text);
    if (!disguise.isEmpty()) {
      throw new UnsafeFileException(
          name + " holds " + disguise + " whatever its name says; do not use this repository");
    }
  }

  private static String disguise(String head) {
    if (head.startsWith("PK\u0003\u0004") || head.startsWith("PK\u0005\u0006")) {
      return "a zip archive (as PyTorch's pickles are)";
    }
    if (head.startsWith("\u001f\u008b") || head.startsWith("7z\u00bc\u00af")) {
      return "a compressed archive";
    }
    if (head.startsWith("\u007fELF") || head.startsWith("MZ\u0090") || head.startsWith("#!")) {
      return "a program";
    }
    return isPickle(ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)))
        ? "a Python pickle"
        : "";
  }

  private static boolean isPickle(ByteBuffer head) {
    return head.remaining() > 2
        && (head.get(0) & 0xff) == PICKLE_MARK
        && head.get(1) >= 2
        && head.get(1) <= 5
        && PICKLE_OPCODES.indexOf((char) (head.get(2) & 0xff)) >= 0;
  }
}
