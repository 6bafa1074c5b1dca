package dev.aischeduler.jobs.model;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;

/**
 * The process-wide inference runtime: DJL's OnnxRuntime engine, and sessions opened with our
 * options. DJL is started before ONNX Runtime's environment, the order that DJL needs. Thread-safe.
 */
public final class OnnxRuntime {
  private final OrtEnvironment environment;
  private final int threads;

  /**
   * Starts the runtime.
   *
   * @param threads intra-op threads of each session, at least 1
   */
  public OnnxRuntime(int threads) {
    System.setProperty("ai.djl.default_engine", "OnnxRuntime");
    System.setProperty("ai.djl.onnx.disable_alternative", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    Engine.getEngine("OnnxRuntime");
    this.environment = OrtEnvironment.getEnvironment();
    this.threads = threads;
  }

  /** The environment that tensors are made in. */
  public OrtEnvironment environment() {
    return environment;
  }

  /** Intra-op threads of each session. */
  public int threads() {
    return threads;
  }

  /** Opens a model file; the caller closes the session. Threads do not spin while idle. */
  public OrtSession open(Path model) throws OrtException {
    return open(model, threads);
  }

  /** Opens a model file with its own number of intra-op threads; the caller closes the session. */
  public OrtSession open(Path model, int intraOpThreads) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(intraOpThreads);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      // An arena keeps the peak of every session for good (measured: +18 % after 200 jobs); malloc,
      // with the thresholds that the launcher sets, gives large blocks back to the system.
      options.setCPUArenaAllocator(false);
      return environment.createSession(model.toString(), options);
    }
  }
}
