package dev.aischeduler.examples.bench.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Machine;
import dev.aischeduler.config.SettingOverride;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.SettingsLoader;
import dev.aischeduler.web.Application;
import dev.aischeduler.web.Home;
import dev.aischeduler.web.client.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The whole product in this process, with default settings, and clients that chat with it. */
final class ChatServer implements AutoCloseable {
  private static final String PROMPT = "Tell me a short story";

  private final Settings settings;
  private final Home home;
  private final Application application;
  private final ApiClient client;

  private ChatServer(Settings settings, Home home) {
    this.settings = settings;
    this.home = home;
    this.application = Application.start(settings, home, Clock.systemUTC());
    this.client = new ApiClient(URI.create(application.address()), "");
  }

  /**
   * Starts it.
   *
   * @param folder of its database
   * @param more settings besides, {@code path=value}
   */
  static ChatServer start(Path folder, List<String> more) {
    List<SettingOverride> all = new ArrayList<>();
    all.add(new SettingOverride("server.port", "0", "bench"));
    all.add(new SettingOverride("logging.file", "", "bench"));
    // Its own first chats warm it; the other models have nothing to do here.
    all.add(new SettingOverride("models.prewarm", "false", "bench"));
    all.add(new SettingOverride("resources.max_concurrent_tasks", "32", "bench"));
    for (String each : more) {
      String[] pair = each.split("=", 2);
      all.add(new SettingOverride(pair[0], pair[1], "bench"));
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    Settings settings =
        new SettingsLoader(Map.of(), folder, Machine.here()).load(null, all).settings();
    return new ChatServer(settings, new Home(Home.ofProcess().product(), folder));
  }

  /** Threads of the model. */
  int threads() {
    return settings.server().threadPoolSize();
  }

  /** Folder of the model that answers. */
  Path model() {
    return home.miniatures().resolve("llm-mini");
  }

  /**
   * Some clients chat at once.
   *
   * @param chatsEach chats that each has one after the other
   */
  Talk talk(int clients, int chatsEach) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Callable<List<JsonNode>>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int first = i * chatsEach;
        all.add(() -> chats(first, chatsEach));
      }
      long begin = System.nanoTime();
      long tokens = 0;
      int prompt = 0;
      for (Future<List<JsonNode>> each : threads.invokeAll(all)) {
        for (JsonNode usage : each.get()) {
          tokens += usage.path("completion_tokens").asLong();
          prompt = usage.path("prompt_tokens").asInt();
        }
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Talk(tokens / seconds, prompt, (int) (tokens / clients / chatsEach));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a chat failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<JsonNode> chats(int firstSeed, int count) {
    List<JsonNode> usages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> request =
          Map.of("prompt", PROMPT, "seed", firstSeed + i, "max_tokens", 200, "wait_s", 600);
      JsonNode answer = client.post("/api/v1/llm/generate", request, Map.of());
      JsonNode usage = answer.at("/result/usage");
      if (usage.isMissingNode()) {
        throw new IllegalStateException("no answer: " + answer);
      }
      usages.add(usage);
    }
    return usages;
  }

  @Override
  public void close() {
    application.close();
  }

  /**
   * What some clients measured together.
   *
   * @param tokensPerSecond tokens of all answers over the time that they took
   * @param promptTokens of each chat
   * @param tokensEach tokens of an answer, on average
   */
  record Talk(double tokensPerSecond, int promptTokens, int tokensEach) {}
}
