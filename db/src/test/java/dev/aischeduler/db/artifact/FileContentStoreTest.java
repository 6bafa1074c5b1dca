package dev.aischeduler.db.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentStoreTest extends ArtifactContentConformance {
  @TempDir Path folder;

  @Override
  ArtifactContentStore store(Clock clock) {
    return new FileContentStore(folder, clock);
  }

  private Path file(String sha256) {
    return folder.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4)).resolve(sha256);
  }

  @Override
  void damage(String sha256) throws IOException {
    byte[] bytes = Files.readAllBytes(file(sha256));
    bytes[bytes.length / 2] ^= 1;
    Files.write(file(sha256), bytes);
  }

  @Override
  long stored() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void removes_drafts_that_a_crash_left() throws IOException {
    ArtifactContentStore store = storeAt(LATE);
    Path draft = Files.createFile(folder.resolve("drafts").resolve("put123"));
    Files.setLastModifiedTime(draft, FileTime.from(EARLY));
    assertThat(store.storedBefore(LATE)).isEmpty();
    assertThat(draft).doesNotExist();
  }

  @Test
  void an_unusable_folder_is_named() throws IOException {
    Path file = Files.createFile(folder.resolve("artifacts"));
    assertThatThrownBy(() -> new FileContentStore(file, Clock.systemUTC()))
        .isInstanceOf(ArtifactContentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("artifacts.path");
  }
}
