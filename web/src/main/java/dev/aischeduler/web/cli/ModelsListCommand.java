package dev.aischeduler.web.cli;

import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the models that this machine has or could have, and which engine uses which. */
@Command(
    name = "list",
    description = "List models: installed, miniature and available; and what each engine uses.")
final class ModelsListCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions options = new SettingOptions();

  @Option(names = "--json", description = "Print JSON, for scripts.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    ModelInventory inventory = ModelInventory.of(ModelTools.of(options.load().settings()));
    PrintWriter out = Specs.out(spec);
    if (json) {
      out.println(Json.mapper().valueToTree(inventory).toPrettyString());
    } else {
      inventory.models().forEach(model -> print(model, out));
      for (ModelInventory.Use use : inventory.engines()) {
        out.printf(Locale.ROOT, "engine %s of %s -> %s%n", use.engine(), use.type(), use.model());
      }
    }
    out.flush();
    return ExitCodes.OK;
  }

  private static void print(ModelInventory.Model model, PrintWriter out) {
    String size = model.bytes() == 0 ? "" : Bytes.text(model.bytes());
    String use = model.inUseBy().isEmpty() ? "" : "  in use: " + String.join(", ", model.inUseBy());
    String engines =
        model.engines().isEmpty() ? "" : "  for engine " + String.join(", ", model.engines());
    out.printf(
        Locale.ROOT,
        "%-28s %-5s %-12s %9s  %s%s%s%n",
        model.name(),
        model.type(),
        model.state(),
        size,
        model.licence(),
        use,
        engines);
    List<String> notes = model.runs() ? List.of() : model.notes();
    notes.forEach(note -> out.println("  cannot run: " + note));
  }
}
