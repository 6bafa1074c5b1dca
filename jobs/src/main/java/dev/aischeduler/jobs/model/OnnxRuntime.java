package dev.aischeduler.jobs.model;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import dev.aischeduler.engine.device.Device;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process-wide inference runtime: DJL's OnnxRuntime engine, and sessions opened with our
 * options, on the CPU or, for a model that {@link #on} gave a GPU, with CUDA. Thread-safe.
 */
public final class OnnxRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntime.class);

  private final OrtEnvironment environment;
  private final int threads;
  private final @Nullable CudaSession cuda;
  private final ModelProvider provider;
  private final TensorCount tensors;

  /**
   * Starts the runtime; its sessions run on the CPU.
   *
   * @param threads intra-op threads of each session, at least 1
   */
  public OnnxRuntime(int threads) {
    this(start(), threads, null, ModelProvider.cpu(), new TensorCount());
  }

  private OnnxRuntime(
      OrtEnvironment environment,
      int threads,
      @Nullable CudaSession cuda,
      ModelProvider provider,
      TensorCount tensors) {
    this.environment = environment;
    this.threads = threads;
    this.cuda = cuda;
    this.provider = provider;
    this.tensors = tensors;
  }

  /** Starts DJL before ONNX Runtime's environment, the order that DJL needs. */
  static OrtEnvironment start() {
    System.setProperty("ai.djl.default_engine", "OnnxRuntime");
    System.setProperty("ai.djl.onnx.disable_alternative", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    Engine.getEngine("OnnxRuntime");
    return OrtEnvironment.getEnvironment();
  }

  /**
   * The runtime for the sessions of one model.
   *
   * @param device what they run on; a session that a GPU refuses runs on the CPU
   * @param memoryLimit most bytes of GPU memory that the arena of one session may hold; 0 for no
   *     limit
   */
  public OnnxRuntime on(Device device, long memoryLimit) {
    CudaSession session =
        device.kind() == Device.Kind.GPU ? new CudaSession(device.ordinal(), memoryLimit) : null;
    return new OnnxRuntime(environment, threads, session, ModelProvider.on(device), tensors);
  }

  /** Version of ONNX Runtime. */
  public String version() {
    return environment.getVersion();
  }

  /**
   * Execution providers that ONNX Runtime was built with; not all of them need work on this
   * machine.
   */
  public List<String> providers() {
    return OrtEnvironment.getAvailableProviders().stream().map(OrtProvider::name).toList();
  }

  /** The environment that tensors are made in. */
  public OrtEnvironment environment() {
    return environment;
  }

  /** Counts the tensors that runs of its sessions hold. */
  public TensorCount tensors() {
    return tensors;
  }

  /** Intra-op threads of each session. */
  public int threads() {
    return threads;
  }

  /** The execution providers of the sessions opened here. */
  public ModelProvider provider() {
    return provider;
  }

  /**
   * Opens a model file; the caller closes the session. Threads do not spin while idle.
   *
   * @throws OrtException when the file is damaged, or a GPU has no memory left for it
   */
  public OrtSession open(Path model) throws OrtException {
    return open(model, threads);
  }

  /** Opens a model file with its own number of intra-op threads; the caller closes the session. */
  public OrtSession open(Path model, int intraOpThreads) throws OrtException {
    CudaSession.Graph graph =
        (environment, options) -> environment.createSession(model.toString(), options);
    if (cuda != null) {
      try (OrtSession.SessionOptions options = options(intraOpThreads)) {
        OrtSession session = cuda.open(environment, graph, options);
        provider.openedOnCuda();
        return session;
      } catch (OrtException e) {
        // Memory comes back; a lack of it is no reason to leave the GPU.
        if (OutOfMemory.is(e)) {
          throw e;
        }
        provider.refused(CudaSession.reason(e));
        LOG.warn(
            "{} runs on the CPU, GPU {} refused it: {}",
            model,
            cuda.ordinal(),
            provider.fallback());
      }
    }
    try (OrtSession.SessionOptions options = options(intraOpThreads)) {
      OrtSession session = graph.open(environment, options);
      provider.openedOnCpu();
      return session;
    }
  }

  private static OrtSession.SessionOptions options(int intraOpThreads) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      options.setIntraOpNumThreads(intraOpThreads);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      // An arena keeps the peak of every session for good (measured: +18 % after 200 jobs); malloc,
      // with the thresholds that the launcher sets, gives large blocks back to the system.
      options.setCPUArenaAllocator(false);
      return options;
    } catch (OrtException e) {
      options.close();
      throw e;
    }
  }
}
