package dev.aischeduler.web.doctor;

import dev.aischeduler.jobs.model.OnnxRuntime;
import java.util.List;
import java.util.Map;

/** Whether the native library of ONNX Runtime can be loaded, and its execution providers. */
record RuntimeCheck() implements Check {

  @Override
  public List<Finding> look() {
    try {
      OnnxRuntime runtime = new OnnxRuntime(1);
      List<String> providers = runtime.providers();
      return List.of(
          Finding.ok(
                  "onnxruntime",
                  "ONNX Runtime " + runtime.version() + " with " + String.join(", ", providers))
              .with(Map.of("version", runtime.version(), "providers", providers)));
    } catch (RuntimeException | LinkageError e) {
      return List.of(
          Finding.problem(
              "onnxruntime",
              "ONNX Runtime cannot be loaded: " + e,
              "use a 64-bit Linux with glibc 2.27 or newer, macOS or Windows, and a writable"
                  + " java.io.tmpdir"));
    }
  }
}
