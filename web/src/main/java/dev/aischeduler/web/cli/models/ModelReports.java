package dev.aischeduler.web.cli.models;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.shell.TextTable;
import dev.aischeduler.jobs.model.hub.catalogue.CatalogueEntry;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import dev.aischeduler.web.cli.options.Outputs;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Outputs of the commands about models. */
final class ModelReports {
  private static final List<String> HEADER =
      List.of("MODEL", "TYPE", "STATE", "SIZE", "USE", "LICENCE");

  private ModelReports() {}

  /** Prints models, and what each engine uses. */
  static void list(ModelInventory inventory, boolean json, PrintWriter out) {
    if (json) {
      out.println(Json.mapper().valueToTree(inventory).toPrettyString());
    } else {
      Outputs.print(
          new TextTable(HEADER, inventory.models().stream().map(ModelReports::cells).toList()),
          out);
      inventory.models().stream()
          .filter(model -> !model.runs())
          .forEach(model -> model.notes().forEach(note -> out.println(model.name() + ": " + note)));
      for (ModelInventory.Use use : inventory.engines()) {
        out.printf(Locale.ROOT, "engine %s of %s -> %s%n", use.engine(), use.type(), use.model());
      }
    }
    out.flush();
  }

  private static List<String> cells(ModelInventory.Model model) {
    List<String> notes = new ArrayList<>();
    if (!model.inUseBy().isEmpty()) {
      notes.add("in use: " + String.join(", ", model.inUseBy()));
    }
    if (!model.engines().isEmpty()) {
      notes.add("for engine " + String.join(", ", model.engines()));
    }
    if (!model.runs()) {
      notes.add("cannot run here");
    }
    return List.of(
        model.name(),
        model.type().isEmpty() ? "-" : model.type(),
        model.state(),
        model.bytes() == 0 ? "-" : Bytes.text(model.bytes()),
        notes.isEmpty() ? "-" : String.join(", ", notes),
        model.licence());
  }

  /** Before a download: what is coming, and under which licence. */
  static List<String> announced(CatalogueEntry entry) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %s%s, licence %s, from %s",
            entry.title(),
            entry.exactSize() ? "" : "about ",
            Bytes.text(entry.bytes()),
            entry.licence(),
            entry.source()));
    lines.addAll(entry.notes());
    return lines;
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
