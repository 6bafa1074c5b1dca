package dev.aischeduler.web.doctor;

import dev.aischeduler.jobs.gpu.Gpu;
import dev.aischeduler.jobs.gpu.GpuReport;
import dev.aischeduler.jobs.gpu.NodeGpus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports the NVIDIA driver, its GPUs, and why a configured GPU is not used. */
record GpuCheck(NodeGpus gpus) implements Check {
  private static final int OLDEST_CUDA = 12;

  @Override
  public List<Finding> look() {
    GpuReport report = gpus.watch().read();
    List<Finding> findings = new ArrayList<>();
    findings.add(driver(report).with(Map.of("version", report.driver(), "cuda", report.cuda())));
    report.gpus().forEach(gpu -> findings.add(gpu(gpu)));
    for (String problem : gpus.choice().problems()) {
      findings.add(Finding.problem("gpu", problem, "fix this, or set resources.devices to cpu"));
    }
    return findings;
  }

  private static Finding driver(GpuReport report) {
    if (report.driver().isEmpty()) {
      return Finding.note(
          "driver",
          report.problem(),
          "only for an NVIDIA GPU: install driver 525 or newer, then run make gpu");
    }
    String detail =
        "NVIDIA driver "
            + report.driver()
            + (report.cuda().isEmpty() ? "" : ", for CUDA up to " + report.cuda());
    if (!report.cuda().isEmpty() && major(report.cuda()) < OLDEST_CUDA) {
      return Finding.problem("driver", detail, "install driver 525 or newer; CUDA 12 needs it");
    }
    return report.problem().isEmpty()
        ? Finding.ok("driver", detail)
        : Finding.note("driver", detail + "; " + report.problem(), "see nvidia-smi and dmesg");
  }

  private static int major(String version) {
    return Integer.parseInt(version.substring(0, version.indexOf('.')));
  }

  private Finding gpu(Gpu gpu) {
    boolean used = gpus.choice().uses(gpu);
    String detail =
        "GPU "
            + gpu.index()
            + " "
            + gpu.name()
            + ", "
            + Sizes.of(gpu.memoryTotal() - gpu.memoryUsed())
            + " of "
            + Sizes.of(gpu.memoryTotal())
            + " free, compute capability "
            + gpu.computeCapability()
            + (used ? "" : ", not used");
    return (used ? Finding.ok("gpu", detail) : Finding.note("gpu", detail, ""))
        .with(facts(gpu, used));
  }

  private static Map<String, Object> facts(Gpu gpu, boolean used) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("index", gpu.index());
    facts.put("uuid", gpu.uuid());
    facts.put("name", gpu.name());
    facts.put("memory_total", gpu.memoryTotal());
    facts.put("memory_used", gpu.memoryUsed());
    facts.put("compute_capability", gpu.computeCapability());
    facts.put("used", used);
    return facts;
  }
}
