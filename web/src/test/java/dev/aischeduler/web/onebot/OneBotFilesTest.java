package dev.aischeduler.web.onebot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.app.Contract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The configurations of bot programs in config/onebot, and docs/chat-bot.md. */
final class OneBotFilesTest {
  private static final Path HOME = Path.of(System.getProperty("ai_scheduler.home", ".."));

  private static JsonNode goCqhttp() throws IOException {
    return new YAMLMapper().readTree(HOME.resolve("config/onebot/go-cqhttp-config.yml").toFile());
  }

  private static JsonNode napCat() throws IOException {
    return Json.mapper()
        .readTree(HOME.resolve("config/onebot/napcat-onebot11.json").toFile())
        .path("network");
  }

  private static void isServed(String method, String address) {
    URI uri = URI.create(address);
    assertThat(uri.getPort()).isEqualTo(8080);
    assertThat(new Contract().endpoints()).contains(method + " " + uri.getPath());
  }

  @Test
  void they_name_paths_that_there_are() throws IOException {
    JsonNode servers = goCqhttp().path("servers");
    isServed("POST", servers.at("/0/http/post/0/url").asText());
    isServed("GET", servers.at("/1/ws-reverse/universal").asText());
    isServed("POST", napCat().at("/httpClients/0/url").asText());
    isServed("GET", napCat().at("/websocketClients/0/url").asText());
    assertThat(servers.at("/1/ws-reverse/universal").asText()).startsWith("ws://");
    assertThat(napCat().at("/websocketClients/0/enable").asBoolean()).isTrue();
  }

  @Test
  void both_ends_of_each_secret_are_the_same_and_long_enough() throws IOException {
    JsonNode servers = goCqhttp().path("servers");
    String token = servers.at("/1/ws-reverse/middlewares/access-token").asText();
    String secret = servers.at("/0/http/post/0/secret").asText();
    assertThat(token).hasSizeGreaterThanOrEqualTo(16);
    assertThat(secret).hasSizeGreaterThanOrEqualTo(16).isNotEqualTo(token);
    assertThat(servers.at("/0/http/middlewares/access-token").asText()).isEqualTo(token);
    assertThat(napCat().at("/websocketClients/0/token").asText()).isEqualTo(token);
    assertThat(napCat().at("/httpServers/0/token").asText()).isEqualTo(token);
    assertThat(napCat().at("/httpClients/0/token").asText()).isEqualTo(secret);
  }

  @Test
  void the_guide_names_the_files_and_their_ports() throws IOException {
    String guide = Files.readString(HOME.resolve("docs/chat-bot.md"));
    assertThat(guide)
        .contains("config/onebot/napcat-onebot11.json")
        .contains("config/onebot/go-cqhttp-config.yml")
        .contains("http://127.0.0.1:" + goCqhttp().at("/servers/0/http/port").asText())
        .contains("http://127.0.0.1:" + napCat().at("/httpServers/0/port").asText());
    assertThat(goCqhttp().at("/message/post-format").asText()).isEqualTo("array");
    assertThat(napCat().at("/websocketClients/0/messagePostFormat").asText()).isEqualTo("array");
  }
}
