package dev.aischeduler.jobs.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The shipped image model and what its golden file expects of it. */
public final class Miniature {
  public static final Path PATH = Miniatures.MODELS.resolve("image-mini");
  public static final ModelFolder FOLDER = new ModelFolder("image-mini", "sd1.5-turbo", PATH, true);

  private Miniature() {}

  static JsonNode golden() throws IOException {
    return Json.mapper().readTree(PATH.resolve("golden.json").toFile());
  }

  static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }

  static Settings settings(String engine, boolean prewarm, Path installed) {
    return Miniatures.settings(
        installed,
        Map.of(
            "engines.image",
            engine,
            "models.prewarm",
            Boolean.toString(prewarm),
            "limits.max_steps",
            "50",
            "limits.max_pixel_steps",
            Long.toString(50L * 512 * 512)));
  }

  static ImageRequest json(String json) throws IOException {
    return Json.mapper().readValue(json.replace('\'', '"'), ImageRequest.class);
  }
}
