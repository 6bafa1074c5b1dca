package dev.aischeduler.jobs.model.hub.transfer;

import dev.aischeduler.jobs.model.hub.files.Checksum;
import dev.aischeduler.jobs.model.hub.files.ContentRules;
import dev.aischeduler.jobs.model.hub.files.DamagedModelException;
import dev.aischeduler.jobs.model.hub.files.ManifestFile;
import dev.aischeduler.jobs.model.hub.files.UnsafeFileException;
import dev.aischeduler.jobs.model.hub.http.HubHttp;
import dev.aischeduler.jobs.model.hub.http.Retry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Fetches one file, with retries, and gives it its name only after its size, checksum and content
 * are checked. Thread-safe.
 */
public final class FileTransfer {
  private final HubHttp http;
  private final Retry retry;

  /** Transfers over this client. */
  public FileTransfer(HubHttp http, Retry retry) {
    this.http = http;
    this.retry = retry;
  }

  /**
   * Fetches a file, unless it is there with the right checksum.
   *
   * @param target in the staging folder
   * @return what was fetched, for the manifest
   * @throws DamagedModelException when the file is not the listed one
   * @throws UnsafeFileException when the content is refused
   */
  public ManifestFile fetch(URI uri, WantedFile wanted, Path target, TransferListener listener)
      throws IOException, InterruptedException {
    if (Files.isRegularFile(target)) {
      if (matches(target, wanted)) {
        return recorded(wanted, target);
      }
      Files.delete(target);
    }
    PartFile part = new PartFile(target);
    boolean resumed = part.size() > 0;
    TransferAttempt attempt = new TransferAttempt(http, uri, wanted, part, listener);
    String linked = retry.run(attempt::run, part::size, listener::noted);
    WantedFile sure =
        wanted.sha256() == null && !linked.isEmpty() ? wanted.withSha256(linked) : wanted;
    if (!matches(part.path(), sure)) {
      part.discard();
      if (!resumed) {
        throw wrong(sure);
      }
      listener.noted(
          wanted.target() + ": the part of an earlier attempt is damaged; fetching it again");
      return fetch(uri, wanted, target, listener);
    }
    requireHarmless(part, wanted);
    part.complete();
    listener.finished(wanted.target());
    return recorded(sure, target);
  }

  /** Bytes that earlier attempts fetched of a file that is not complete. */
  public static long received(Path target) {
    return new PartFile(target).size();
  }

  private static void requireHarmless(PartFile part, WantedFile wanted) throws IOException {
    try {
      ContentRules.check(part.path(), wanted.target());
    } catch (UnsafeFileException e) {
      part.discard();
      throw e;
    }
  }

  private static ManifestFile recorded(WantedFile wanted, Path file) throws IOException {
    String sha256 = wanted.sha256();
    return sha256 == null
        ? ManifestFile.of(wanted.target(), file)
        : new ManifestFile(wanted.target(), wanted.size(), sha256);
  }

  private static boolean matches(Path file, WantedFile wanted) throws IOException {
    if (Files.size(file) != wanted.size()) {
      return false;
    }
    String sha256 = wanted.sha256();
    if (sha256 != null) {
      return sha256.equals(Checksum.sha256(file));
    }
    String gitId = wanted.gitId();
    return gitId == null || gitId.equals(Checksum.gitId(file));
  }

  private static DamagedModelException wrong(WantedFile wanted) {
    return new DamagedModelException(
        wanted.path()
            + " arrived with a wrong checksum (expected "
            + (wanted.sha256() == null ? "git " + wanted.gitId() : "sha256 " + wanted.sha256())
            + "); nothing was installed; try again or use another HF_ENDPOINT");
  }
}
