package dev.aischeduler.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ModelPoolTest {
  private final List<String> loads = new ArrayList<>();
  private final Set<String> inMemory = new HashSet<>();
  private final Set<String> broken = new HashSet<>();
  private final ModelPool<Fake> pool =
      new ModelPool<>(folder("main"), this::load, 2, Runnable::run);

  /** A model that only records whether it is in memory. */
  record Fake(String name, Set<String> inMemory) implements LoadedModel {
    @Override
    public void close() {
      inMemory.remove(name);
    }
  }

  @Test
  void each_folder_is_loaded_once_and_the_configured_one_at_once() throws Exception {
    assertThat(loads).containsExactly("main");
    use("main");
    use("a");
    use("a");
    assertThat(loads).containsExactly("main", "a");
  }

  @Test
  void the_model_not_used_for_longest_makes_room() throws Exception {
    use("a");
    use("b");
    use("a");
    use("c");
    assertThat(inMemory).containsExactlyInAnyOrder("main", "a", "c");
  }

  @Test
  void a_model_in_use_stays_even_over_the_bound() throws Exception {
    try (ModelPool.Lease<Fake> a = pool.acquire(folder("a"))) {
      try (ModelPool.Lease<Fake> b = pool.acquire(folder("b"))) {
        use("c");
        assertThat(inMemory).contains(a.model().name(), b.model().name());
      }
      use("d");
      assertThat(inMemory).contains("a").doesNotContain("b");
    }
  }

  @Test
  void a_failed_load_is_tried_again_by_the_next_job() throws Exception {
    broken.add("a");
    assertThatThrownBy(() -> use("a"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("broken a");
    broken.clear();
    use("a");
    assertThat(inMemory).contains("a");
  }

  @Test
  void closing_frees_everything() throws Exception {
    use("a");
    pool.close();
    assertThat(inMemory).isEmpty();
  }

  private void use(String name) throws Exception {
    try (ModelPool.Lease<Fake> lease = pool.acquire(folder(name))) {
      assertThat(lease.model().name()).isEqualTo(name);
      assertThat(inMemory).contains(name);
    }
  }

  private Fake load(ModelFolder folder) throws IOException {
    if (broken.contains(folder.name())) {
      throw new IOException("broken " + folder.name());
    }
    loads.add(folder.name());
    inMemory.add(folder.name());
    return new Fake(folder.name(), inMemory);
  }

  private static ModelFolder folder(String name) {
    return new ModelFolder(name, name, Path.of("models", name), false);
  }
}
