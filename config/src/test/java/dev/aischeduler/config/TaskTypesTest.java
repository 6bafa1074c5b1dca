package dev.aischeduler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.loading.SettingOverride;
import dev.aischeduler.config.loading.SettingsLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A further type brings its settings; nothing in this module knows its name. */
class TaskTypesTest {
  private static final TaskType MUSIC = new TaskType("music");
  private static final TaskTypes FOUR =
      TestTaskTypes.ALL.and(
          new TaskTypeSpec(
              MUSIC,
              "Music model",
              "gpu-24g",
              new TaskTypeSpec.LaneDefaults(4, 2, 60),
              "lyra",
              50,
              List.of(new LaneOption("max_bars", 16, 1, 64, "Longest piece."))));

  @Test
  void a_further_type_adds_the_settings_of_its_lane_with_its_defaults() {
    Settings settings = defaults(FOUR);
    Settings.Lane lane = settings.lanes().of(MUSIC);
    assertThat(settings.lanes().types()).endsWith(MUSIC).hasSize(4);
    assertThat(lane.label()).isEqualTo("gpu-24g");
    assertThat(lane.priority()).isEqualTo(4);
    assertThat(lane.maxConcurrent()).isEqualTo(2);
    assertThat(lane.timeoutS()).isEqualTo(60);
    assertThat(lane.maxAttempts()).isEqualTo(3);
    assertThat(lane.option("max_bars")).isEqualTo(16);
    assertThat(settings.engines().of(MUSIC)).isEqualTo("lyra");
    assertThat(settings.resources().laneMemoryMb().of(MUSIC)).isZero();
    assertThat(settings.node().labels()).containsExactly("gpu", "cpu", "gpu-24g");
  }

  @Test
  void the_weights_of_all_types_make_shares_that_add_up_to_100() {
    Map<TaskType, Integer> shares = defaults(FOUR).resources().gpuAllocation().percentages();
    assertThat(shares)
        .containsExactly(
            Map.entry(TestTaskTypes.LLM, 47),
            Map.entry(TestTaskTypes.IMAGE, 20),
            Map.entry(MUSIC, 33));
    assertThat(defaults(TestTaskTypes.ALL).resources().gpuAllocation().percentages())
        .containsExactly(Map.entry(TestTaskTypes.LLM, 70), Map.entry(TestTaskTypes.IMAGE, 30));
  }

  @Test
  void the_keys_of_a_further_type_can_be_set_and_are_checked() {
    SettingsLoader loader = loader(FOUR);
    Settings settings =
        loader
            .load(
                null,
                List.of(
                    new SettingOverride("lanes.music.max_bars", "8", "--set"),
                    new SettingOverride("engines.music", "other", "--set")))
            .settings();
    assertThat(settings.lanes().of(MUSIC).option("max_bars")).isEqualTo(8);
    assertThat(settings.engines().of(MUSIC)).isEqualTo("other");
    assertThatThrownBy(
            () ->
                loader.load(
                    null,
                    List.of(
                        new SettingOverride(
                            "resources.gpu_allocation.music_percentage", "50", "--set"))))
        .hasMessageContaining("add up to 100; set all of them, for example 47 and 20 and 33");
  }

  @Test
  void a_process_without_types_that_run_on_devices_has_no_shares() {
    TaskTypes none = new TaskTypes(List.of(TestTaskTypes.ALL.specs().get(1)));
    assertThat(defaults(none).resources().gpuAllocation().types()).isEmpty();
  }

  @Test
  void a_type_is_its_name_in_json() throws JsonProcessingException {
    assertThat(Json.mapper().writeValueAsString(Map.of(MUSIC, List.of(MUSIC))))
        .isEqualTo("{\"music\":[\"music\"]}");
    assertThat(Json.mapper().readValue("\"music\"", TaskType.class)).isEqualTo(MUSIC);
  }

  @Test
  void refuses_a_name_that_no_column_or_variable_could_hold_and_one_that_is_taken() {
    assertThatThrownBy(() -> spec("text-to-speech")).hasMessageContaining("lower case");
    assertThatThrownBy(() -> spec("averyveryverylongname")).hasMessageContaining("at most 15");
    assertThatThrownBy(() -> FOUR.and(spec("music"))).hasMessageContaining("are called music");
  }

  private static TaskTypeSpec spec(String name) {
    return new TaskTypeSpec(
        new TaskType(name), "", "cpu", new TaskTypeSpec.LaneDefaults(1, 1, 1), "a", 0, List.of());
  }

  private static Settings defaults(TaskTypes types) {
    return loader(types).defaults();
  }

  private static SettingsLoader loader(TaskTypes types) {
    return new SettingsLoader(types, Map.of(), Path.of("none"), new Machine(2, "host-1"));
  }
}
