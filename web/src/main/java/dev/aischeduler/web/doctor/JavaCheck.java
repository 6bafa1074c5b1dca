package dev.aischeduler.web.doctor;

import java.util.List;
import java.util.Map;

/**
 * Whether the Java version is supported.
 *
 * @param version version of this process
 * @param home folder of its Java installation
 */
record JavaCheck(Runtime.Version version, String home) implements Check {
  private static final int NEEDED = 17;

  @Override
  public List<Finding> look() {
    String detail = "Java " + version + " in " + home;
    Finding finding =
        version.feature() >= NEEDED
            ? Finding.ok("java", detail)
            : Finding.problem("java", detail, "install a JDK " + NEEDED + " or newer");
    return List.of(finding.with(Map.of("version", version.toString(), "home", home)));
  }
}
