package dev.aischeduler.db.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Passes bytes on and, at their end, throws if they are not those that were stored. A reader that
 * stops before the end learns nothing. For one thread.
 */
final class VerifyingInputStream extends FilterInputStream {
  private final MessageDigest digest = Sha256.digest();
  private final String sha256;
  private final String place;
  private boolean verified;

  /**
   * Checks {@code content} against its address.
   *
   * @param place where it is stored, for the message
   */
  VerifyingInputStream(InputStream content, String sha256, String place) {
    super(content);
    this.sha256 = sha256;
    this.place = place;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (count > 0) {
      digest.update(buffer, offset, count);
    } else if (count < 0 && !verified) {
      verified = true;
      if (!Sha256.hex(digest).equals(sha256)) {
        throw new ArtifactContentException(
            "Artifact content "
                + sha256
                + " in "
                + place
                + " is damaged; restore it from a backup, or delete it and run the job again",
            null);
      }
    }
    return count;
  }

  /** Skipped bytes count for the digest too. */
  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.max(0, Math.min(count, 8192))).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
