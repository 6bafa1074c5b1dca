package dev.aischeduler.web.doctor;

import dev.aischeduler.engine.device.DeviceMemory;
import dev.aischeduler.engine.device.MemoryUse;
import java.util.List;
import java.util.Map;

/** Whether enough memory is free now for a node with the miniature models. */
record MemoryCheck(DeviceMemory memory) implements Check {
  /** A node with the three miniature models uses about 600 MiB. */
  private static final long NEEDED = 1L << 30;

  @Override
  public List<Finding> look() {
    MemoryUse use = memory.use();
    String detail = Sizes.of(use.free()) + " of " + Sizes.of(use.total()) + " of memory are free";
    Finding finding =
        use.free() >= NEEDED
            ? Finding.ok("memory", detail)
            : Finding.problem(
                "memory",
                detail,
                "end other programs or add memory: a node needs at least " + Sizes.of(NEEDED));
    return List.of(finding.with(Map.of("free", use.free(), "total", use.total())));
  }
}
