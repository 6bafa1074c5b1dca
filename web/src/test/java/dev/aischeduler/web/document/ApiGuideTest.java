package dev.aischeduler.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/api.md has every path of the contract with its methods and roles, and every field. */
final class ApiGuideTest {
  private static final List<String> ROLES =
      List.of("open", "viewer", "submitter", "operator", "admin");
  private static final Pattern FOR_BROWSERS = Pattern.compile("/(login|logout|assets).*");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final JsonNode contract;

  ApiGuideTest() throws IOException {
    this.contract =
        new YAMLMapper()
            .readTree(Document.PRODUCT.resolve("web/src/main/resources/openapi.yaml").toFile());
  }

  @Test
  void its_paths_have_the_methods_and_roles_of_the_contract() throws IOException {
    List<String> told = new ArrayList<>();
    for (String line : Files.readAllLines(Document.PRODUCT.resolve("docs/api.md"))) {
      String[] cells = line.split(" \\| ", -1);
      if (line.startsWith("| `/") && cells.length >= 3) {
        for (String path : code(cells[0])) {
          told.add(path + " " + new TreeSet<>(code(cells[1])) + " " + cells[2]);
        }
      }
    }
    List<String> promised = new ArrayList<>();
    contract.path("paths").properties().stream()
        .filter(path -> !FOR_BROWSERS.matcher(path.getKey()).matches())
        .forEach(path -> promised.add(path.getKey() + " " + operations(path.getValue())));
    assertThat(told).containsExactlyInAnyOrderElementsOf(promised);
  }

  @Test
  void it_has_every_field_of_submissions_and_of_a_job() throws IOException {
    List<String> told = code(Files.readString(Document.PRODUCT.resolve("docs/api.md")));
    Set<String> fields = new HashSet<>();
    JsonNode schemas = contract.at("/components/schemas");
    for (String name : List.of("LlmSubmission", "TtsSubmission", "ImageSubmission")) {
      schemas.path(name).findValues("properties").get(0).fieldNames().forEachRemaining(fields::add);
    }
    for (String name : List.of("SubmissionFields", "Task")) {
      schemas.path(name).path("properties").fieldNames().forEachRemaining(fields::add);
    }
    assertThat(fields).hasSizeGreaterThan(60).isSubsetOf(told);
  }

  private static String operations(JsonNode path) {
    Set<String> methods = new TreeSet<>();
    Set<String> roles = new HashSet<>();
    path.properties().stream()
        .filter(operation -> operation.getValue().has("x-role"))
        .forEach(
            operation -> {
              methods.add(operation.getKey().toUpperCase(Locale.ROOT));
              roles.add(operation.getValue().path("x-role").asText());
            });
    return methods + " " + String.join(", ", ROLES.stream().filter(roles::contains).toList());
  }

  private static List<String> code(String text) {
    return CODE.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
