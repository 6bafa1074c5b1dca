package dev.aischeduler.jobs.gpu;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * The real library, called through JNA. Names, sizes and codes are those of {@code nvml.h}; only
 * calls that even old drivers have are used, so that one too old for CUDA 12 can at least be named.
 */
public final class JnaNvml implements Nvml {
  private static final int OK = 0;
  private static final int NOT_SUPPORTED = 3;
  private static final int DRIVER_NOT_LOADED = 9;
  private static final int DRIVER_MISMATCH = 18;

  /** Longer than the longest text that NVML returns (96). */
  private static final int TEXT_BYTES = 128;

  private final NativeLibrary library;

  private JnaNvml(NativeLibrary library) throws NvmlException {
    this.library = library;
    call("nvmlInit_v2");
  }

  /**
   * Loads the driver's library from where the system finds it.
   *
   * @throws NvmlException when there is none, or no GPU driver answers
   */
  public static Nvml open() throws NvmlException {
    return open(Platform.isWindows() ? "nvml" : "libnvidia-ml.so.1");
  }

  /**
   * Loads a library by its name or path.
   *
   * @throws NvmlException when it cannot be loaded or does not start
   */
  static Nvml open(String name) throws NvmlException {
    NativeLibrary library;
    try {
      library = NativeLibrary.getInstance(name);
    } catch (LinkageError e) {
      throw new NvmlException(
          name + " is not there: no NVIDIA driver is installed; install one to use a GPU");
    }
    return new JnaNvml(library);
  }

  @Override
  public String driver() throws NvmlException {
    return text("nvmlSystemGetDriverVersion");
  }

  @Override
  public int cuda() throws NvmlException {
    IntByReference version = new IntByReference();
    call("nvmlSystemGetCudaDriverVersion", version);
    return version.getValue();
  }

  @Override
  public int count() throws NvmlException {
    IntByReference count = new IntByReference();
    call("nvmlDeviceGetCount_v2", count);
    return count.getValue();
  }

  @Override
  public Gpu gpu(int index) throws NvmlException {
    PointerByReference handle = new PointerByReference();
    call("nvmlDeviceGetHandleByIndex_v2", index, handle);
    Pointer device = handle.getValue();
    // struct nvmlMemory_t { unsigned long long total, free, used; }
    try (Memory memory = new Memory(3L * Long.BYTES)) {
      call("nvmlDeviceGetMemoryInfo", device, memory);
      return new Gpu(
          index,
          text("nvmlDeviceGetUUID", device),
          text("nvmlDeviceGetName", device),
          memory.getLong(0),
          memory.getLong(2L * Long.BYTES),
          utilisation(device),
          capability(device));
    }
  }

  private @Nullable Integer utilisation(Pointer device) throws NvmlException {
    // struct nvmlUtilization_t { unsigned int gpu, memory; }
    try (Memory rates = new Memory(2L * Integer.BYTES)) {
      String function = "nvmlDeviceGetUtilizationRates";
      int code = library.getFunction(function).invokeInt(new Object[] {device, rates});
      if (code == NOT_SUPPORTED) {
        return null;
      }
      check(function, code);
      return rates.getInt(0);
    }
  }

  private String capability(Pointer device) throws NvmlException {
    IntByReference major = new IntByReference();
    IntByReference minor = new IntByReference();
    call("nvmlDeviceGetCudaComputeCapability", device, major, minor);
    return major.getValue() + "." + minor.getValue();
  }

  /** A text of a call whose last two arguments are the buffer and its size. */
  private String text(String function, Object... before) throws NvmlException {
    try (Memory buffer = new Memory(TEXT_BYTES)) {
      buffer.clear();
      Object[] arguments = new Object[before.length + 2];
      System.arraycopy(before, 0, arguments, 0, before.length);
      arguments[before.length] = buffer;
      arguments[before.length + 1] = TEXT_BYTES;
      call(function, arguments);
      return buffer.getString(0);
    }
  }

  private void call(String function, Object... arguments) throws NvmlException {
    check(function, library.getFunction(function).invokeInt(arguments));
  }

  private void check(String function, int code) throws NvmlException {
    switch (code) {
      case OK -> {}
      case DRIVER_NOT_LOADED ->
          throw new NvmlException(
              "the NVIDIA driver is installed but not running; load it (modprobe nvidia) or restart"
                  + " the machine");
      case DRIVER_MISMATCH ->
          throw new NvmlException(
              "the NVIDIA driver was updated and the old one still runs; restart the machine");
      default ->
          throw new NvmlException(function + " failed: " + message(code) + " (NVML " + code + ")");
    }
  }

  private String message(int code) {
    return library
        .getFunction("nvmlErrorString")
        .invokeString(new Object[] {code}, /* wide= */ false);
  }

  @Override
  public void close() {
    library.getFunction("nvmlShutdown").invokeInt(new Object[0]);
  }
}
