package dev.aischeduler.web.cli;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.hub.catalogue.CatalogueEntry;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What the commands about models tell a person. */
final class ModelReports {
  private ModelReports() {}

  /** Before a pull: what is coming, and under which licence. */
  static void announce(CatalogueEntry entry, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s: %s%s, licence %s, from %s%n",
        entry.title(),
        entry.exactSize() ? "" : "about ",
        Bytes.text(entry.bytes()),
        entry.licence(),
        entry.source());
    entry.notes().forEach(out::println);
    out.flush();
  }

  /** After an installation: what it is called and how it is used. */
  static void installed(Manifest manifest, ModelTools tools, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "installed %s (%s, %s, %d files, licence %s)%n",
        manifest.name(),
        manifest.type(),
        Bytes.text(manifest.bytes()),
        manifest.files().size(),
        manifest.licence());
    List<TaskType> configured = tools.configuredFor(manifest.name());
    if (configured.isEmpty()) {
      String key = "engines." + manifest.type();
      out.printf(
          Locale.ROOT,
          "requests may name it at once (\"model\": \"%s\"); to make it the default, set %s%n",
          manifest.name(),
          key);
    } else {
      out.printf(
          Locale.ROOT, "it is the configured engine; a running server uses it after a restart%n");
    }
    out.flush();
  }
}
