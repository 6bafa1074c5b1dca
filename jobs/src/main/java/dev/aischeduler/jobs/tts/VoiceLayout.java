package dev.aischeduler.jobs.tts;

import dev.aischeduler.jobs.model.ModelLayout;
import dev.aischeduler.jobs.tts.voice.Voice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a voice: one graph with its configuration beside it, in one folder. */
final class VoiceLayout implements ModelLayout {
  private static final Set<String> FILES = Set.of("config.json", "speaker_ids.json");

  @Override
  public boolean matches(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".onnx"));
    } catch (IOException e) {
      // a folder that cannot be listed holds nothing that could be loaded
      return false;
    }
  }

  @Override
  public void check(Path folder) throws IOException {
    Voice.describe(folder);
  }

  @Override
  public boolean holdsWeights(String path) {
    return true;
  }

  @Override
  public boolean holdsCompanion(String path, String graph) {
    String folder = ModelLayout.folderOf(path);
    return path.equals(graph + ".json")
        || (folder.equals(root(graph)) && FILES.contains(path.substring(folder.length())));
  }

  @Override
  public boolean severalGraphs() {
    return false;
  }

  @Override
  public String root(String graph) {
    return ModelLayout.folderOf(graph);
  }
}
