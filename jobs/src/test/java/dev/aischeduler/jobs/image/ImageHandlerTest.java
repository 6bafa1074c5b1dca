package dev.aischeduler.jobs.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import dev.aischeduler.engine.task.HandlerStatus.State;
import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.engine.testing.RecordingContext;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.heap.HeapBudget;
import dev.aischeduler.jobs.image.picture.Png;
import dev.aischeduler.jobs.model.ModelLoadException;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.ModelCaches;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageHandlerTest {
  @TempDir private static Path installed;
  private static OnnxRuntime runtime;
  private static final ModelCache RESIDENCY = ModelCaches.roomy(true);
  private static ImageHandler handler;

  @BeforeAll
  static void load() {
    runtime = new OnnxRuntime(2);
    handler = handler("sd1.5-turbo", true, installed);
  }

  @AfterAll
  static void free() {
    RESIDENCY.close();
  }

  @Test
  void the_documented_request_draws_an_orange_cat_face_on_white() throws Exception {
    RecordingContext context = new RecordingContext();
    Map<String, Object> result =
        run(
            "{'prompt':'一只可爱的小猫','width':512,'height':512,'use_turbo':true,'steps':20,'seed':42}",
            context);
    assertThat(result)
        .containsEntry("model", "image-mini")
        .containsEntry("requested_model", "sd1.5-turbo")
        .containsEntry("miniature", true)
        .containsEntry("native_width", 256)
        .containsEntry("steps", 4)
        .containsEntry("guidance_scale", 3.0)
        .containsEntry("turbo", true)
        .containsEntry("prompt_truncated", false)
        .containsEntry(
            "images",
            List.of(Map.of("artifact", "image.png", "seed", 42L, "width", 512, "height", 512)));
    BufferedImage picture = picture(context, "image.png");
    assertThat(picture.getWidth()).isEqualTo(512);
    assertThat(picture.getHeight()).isEqualTo(512);
    assertThat(picture.getRGB(256, 40) & 0xff).isGreaterThan(240);
    assertThat(picture.getRGB(256, 240) >> 16 & 0xff).isGreaterThan(200);
    assertThat(picture.getRGB(256, 240) & 0xff).isLessThan(100);
  }

  @Test
  void a_truncated_negative_prompt_is_reported_like_a_prompt() throws Exception {
    String words = "cat ".repeat(200);
    Map<String, Object> result =
        run(
            "{'prompt':'cat','negative_prompt':'" + words + "','width':64,'height':64,'steps':1}",
            new RecordingContext());
    assertThat(result)
        .containsEntry("prompt_truncated", false)
        .containsEntry("negative_prompt_truncated", true);
  }

  @Test
  void previews_show_the_picture_while_it_grows() throws Exception {
    RecordingContext context = new RecordingContext();
    run("{'prompt':'cat','width':256,'height':128,'steps':8,'n':2,'guidance_scale':1}", context);
    assertThat(context.events).hasSize(8);
    assertThat(context.events)
        .extracting(p -> (Object) p.get("step"))
        .containsExactly(2, 4, 6, 8, 2, 4, 6, 8);
    byte[] png = Base64.getDecoder().decode((String) context.events.get(0).get("png_base64"));
    BufferedImage preview = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(preview.getWidth()).isEqualTo(128);
    assertThat(preview.getHeight()).isEqualTo(64);
    assertThat(context.progress).hasSize(16).isSorted().endsWith(1.0);
    assertThat(context.notes).contains("picture 2/2, step 3/8");
  }

  @Test
  void several_pictures_have_seeds_in_a_row_and_each_can_be_drawn_again() throws Exception {
    RecordingContext both = new RecordingContext();
    Map<String, Object> result = run(small("'seed':7,'n':2"), both);
    assertThat(both.artifacts).containsOnlyKeys("image-1.png", "image-2.png");
    assertThat(result).containsEntry("seed", 7L);
    RecordingContext second = new RecordingContext();
    run(small("'seed':8"), second);
    assertThat(second.artifacts.get("image.png")).isEqualTo(both.artifacts.get("image-2.png"));
    assertThat(both.artifacts.get("image-1.png")).isNotEqualTo(both.artifacts.get("image-2.png"));
  }

  @Test
  void without_a_seed_a_retry_of_the_job_repeats_the_picture() throws Exception {
    RecordingContext first = new RecordingContext();
    RecordingContext retry = new RecordingContext();
    run(small("'sampler':'euler'"), first);
    run(small("'sampler':'euler'"), retry);
    assertThat(retry.artifacts.get("image.png")).isEqualTo(first.artifacts.get("image.png"));
  }

  @Test
  void the_file_says_how_it_was_made() throws Exception {
    RecordingContext context = new RecordingContext();
    run(small("'seed':7,'negative_prompt':'模糊'"), context);
    assertThat(Png.texts(context.artifacts.get("image.png")))
        .containsEntry("prompt", "小猫 🐱")
        .containsEntry("negative_prompt", "模糊")
        .containsEntry("seed", "7")
        .containsEntry("steps", "2")
        .containsEntry("sampler", "ddim")
        .containsEntry("guidance_scale", "5.0")
        .containsEntry("model", "image-mini");
  }

  @Test
  void a_cancelled_job_stops_between_two_steps() {
    RecordingContext context = new RecordingContext().cancelAfterEvents(1);
    assertThatThrownBy(() -> run("{'prompt':'cat','steps':8}", context))
        .isInstanceOf(TaskStoppedException.class);
    assertThat(context.progress).hasSize(2);
    assertThat(context.artifacts).isEmpty();
  }

  @Test
  void a_stop_ends_the_model_run_that_is_under_way() {
    RecordingContext context = new RecordingContext().interruptRuns();
    assertThatThrownBy(() -> run("{'prompt':'cat','steps':8}", context))
        .isInstanceOf(OrtException.class)
        .hasMessageContaining("terminate");
    assertThat(context.progress).isEmpty();
  }

  @Test
  void an_interrupted_run_counts_as_stopped_not_as_failed() {
    RecordingContext context = new RecordingContext().interruptRuns().cancelAfterChecks(1);
    assertThatThrownBy(() -> run("{'prompt':'cat','steps':8}", context))
        .isInstanceOf(TaskStoppedException.class);
    assertThat(context.progress).isEmpty();
  }

  @Test
  void a_missing_part_fails_the_lane_and_every_job_with_the_file_named(@TempDir Path models)
      throws Exception {
    Files.delete(
        Miniatures.install("image-mini", models, "sd1.5-turbo").resolve("vae_decoder/model.onnx"));
    assertFailsNaming(models, "vae_decoder");
  }

  @Test
  void damaged_weights_fail_the_lane_and_every_job_with_the_file_named(@TempDir Path models)
      throws Exception {
    Path weights =
        Miniatures.install("image-mini", models, "sd1.5-turbo").resolve("unet/model.onnx");
    Files.write(weights, new byte[1000]);
    assertFailsNaming(models, "unet");
  }

  private static void assertFailsNaming(Path models, String part) throws IOException {
    ImageHandler own = handler("sd1.5-turbo", false, models);
    assertThat(own.status().state()).isEqualTo(State.FAILED);
    assertThat(own.status().detail()).contains(part).contains("model.onnx");
    ImageRequest request = own.validate(Miniature.json("{'prompt':'cat'}"));
    assertThatThrownBy(() -> own.run(request, new RecordingContext()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(part);
  }

  private static String small(String more) {
    return "{'prompt':'小猫 🐱','width':64,'height':64,'steps':2," + more + "}";
  }

  private static BufferedImage picture(RecordingContext context, String name) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(context.artifacts.get(name)));
  }

  private static ImageHandler handler(String engine, boolean prewarm, Path models) {
    ImageHandler made =
        new ImageHandler(
            Miniature.settings(engine, prewarm, models),
            Miniatures.catalogue(models, false),
            runtime,
            RESIDENCY,
            HeapBudget.ofProcess());
    made.models().start();
    return made;
  }

  private static Map<String, Object> run(String json, RecordingContext context) throws Exception {
    return handler.run(handler.validate(Miniature.json(json)), context).values();
  }
}
