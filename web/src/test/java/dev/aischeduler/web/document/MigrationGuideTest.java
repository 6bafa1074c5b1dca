package dev.aischeduler.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.table.Setting;
import dev.aischeduler.config.table.SettingTable;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.web.app.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide from the old deployment has every name of that, and its new names are there. */
final class MigrationGuideTest {
  private static final String GUIDE = "docs/migration.md";

  /** What the old deployment guide names: keys, variables, calls, ports, containers, the client. */
  private static final List<String> OLD_NAMES =
      List.of(
          ("server.port server.thread_pool_size resources.gpu_allocation.llm_percentage"
                  + " resources.gpu_allocation.image_percentage resources.max_concurrent_tasks"
                  + " engines.llm engines.tts engines.image logging.level logging.file"
                  + " SCHEDULER_PORT SCHEDULER_THREAD_POOL_SIZE SCHEDULER_CONFIG_PATH"
                  + " SCHEDULER_LOG_LEVEL SECRET_KEY ENVIRONMENT REDIS_URL REDIS_PASSWORD"
                  + " INFER_SERVICE_HOST INFER_SERVICE_PORT TTS_SKIP_MODEL_VALIDATION"
                  + " TTS_DOWNLOAD_AT_INIT CGO_ENABLED NGINX_HOST MODEL_PATH TTS_MODEL SERVER_PORT"
                  + " WS_PORT PYTHONUNBUFFERED /api/v1/llm/generate /api/v1/tts/synthesize"
                  + " /api/v1/image/generate /api/v1/task/status/{task_id}"
                  + " /api/v1/system/resources /api/v1/qq/callback /api/v1/qq/websocket 8080 6379"
                  + " 8000 8001 5700 9000 80 443 8765 xiaoyou-redis xiaoyou-fastapi xiaoyou-tts"
                  + " xiaoyou-gocqhttp xiaoyou-nginx redis_data docker-compose.yml"
                  + " Dockerfile.fastapi Dockerfile.tts requirements.txt tts_requirements.txt .env"
                  + " ./models ./tts_models ./logs ./bots/config ./nginx/conf.d ./nginx/ssl"
                  + " ./nginx/html libuv CMake --config ai_scheduler.exe"
                  + " /etc/systemd/system/ai-scheduler.service nssm qwen2.5 coqui sd1.5-turbo"
                  + " DEBUG INFO WARNING ERROR FATAL scheduler.log api/api_client.h"
                  + " createDefaultAPIClient generateLLM generateImageAsync isSuccess"
                  + " llmResponse.body ClientResponse secret: universal: access-token:")
              .split(" "));

  private static final Set<String> OWN_VARIABLES = Set.of("SCHEDULER_CONFIG_PATH");
  private static final Pattern ROUTE = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/\\S+)");
  private static final Pattern KEY = Pattern.compile("[a-z]\\w*(\\.[a-z]\\w*)+");

  private final Set<String> code =
      Markdown.read(Document.PRODUCT.resolve(GUIDE))
          .all(Markdown.Code.class)
          .map(Markdown.Code::text)
          .collect(Collectors.toSet());

  @ParameterizedTest
  @ValueSource(strings = {GUIDE, "docs/zh-CN/migration.md"})
  void every_old_name_is_in_the_guide(String guide) throws IOException {
    assertThat(Files.readString(Document.PRODUCT.resolve(guide))).contains(OLD_NAMES);
  }

  @Test
  void every_key_and_variable_is_one_of_the_settings() {
    List<Setting> settings = new SettingTable(ShippedTasks.types()).all();
    Set<String> groups = new HashSet<>();
    settings.forEach(setting -> groups.add(setting.path().split("\\.", 2)[0]));
    assertThat(code)
        .filteredOn(word -> KEY.matcher(word).matches() && groups.contains(word.split("\\.")[0]))
        .hasSizeGreaterThan(15)
        .isSubsetOf(settings.stream().map(Setting::path).toList());
    assertThat(code)
        .filteredOn(word -> word.matches("SCHEDULER_\\w+") && !OWN_VARIABLES.contains(word))
        .hasSizeGreaterThan(8)
        .isSubsetOf(
            settings.stream()
                .flatMap(s -> Stream.concat(s.variables().stream(), s.fileVariables().stream()))
                .toList());
  }

  @Test
  void every_route_is_one_of_the_contract() {
    assertThat(code)
        .filteredOn(word -> ROUTE.matcher(word).matches())
        .hasSizeGreaterThan(10)
        .isSubsetOf(new Contract().endpoints());
  }

  @Test
  void every_service_of_compose_and_file_of_the_configuration_is_there() throws IOException {
    assertThat(Files.readString(Document.PRODUCT.resolve("compose.yaml")))
        .contains("\n  postgres:", "\n  api:", "\n  speech:", "\n  model:", "\n  nginx:")
        .contains("\n  prometheus:", "\n  grafana:");
    assertThat(Files.readString(Document.PRODUCT.resolve(".env.example")))
        .contains("\nMODELS=", "\nTLS_FOLDER=", "\nHTTPS_PORT=");
    assertThat(code)
        .filteredOn(word -> word.startsWith("config/") || word.startsWith("config\\"))
        .hasSizeGreaterThan(4)
        .allSatisfy(word -> assertThat(Document.PRODUCT.resolve(word.replace('\\', '/'))).exists());
  }
}
