package dev.aischeduler.web.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The official client for Java, unchanged but for base URL and key, on the real miniatures. */
@ExtendWith(RealApp.class)
final class OpenAiJavaClientTest {
  private static final String MODEL = "gpt-4o-mini";
  private final OpenAIClient client;

  OpenAiJavaClientTest(RunningApp app) {
    this.client =
        OpenAIOkHttpClient.builder()
            .baseUrl(app.http().address() + "/v1")
            .apiKey("any-key")
            .maxRetries(0)
            .build();
  }

  @AfterEach
  void close() {
    client.close();
  }

  private static ChatCompletionCreateParams.Builder chat() {
    return ChatCompletionCreateParams.builder()
        .model(MODEL)
        .addUserMessage("Hello! Who are you?")
        .putAdditionalBodyProperty("seed", JsonValue.from(7))
        .temperature(0)
        .maxCompletionTokens(8);
  }

  @Test
  void a_chat_and_its_stream_have_the_same_text() {
    ChatCompletion whole = client.chat().completions().create(chat().build()).validate();
    String text = whole.choices().get(0).message().content().orElseThrow();
    assertThat(text).isNotEmpty();
    assertThat(whole.usage().orElseThrow().completionTokens()).isBetween(1L, 8L);
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(chat().build())) {
      stream.stream().forEach(accumulator::accumulate);
    }
    assertThat(accumulator.chatCompletion().choices().get(0).message().content()).hasValue(text);
  }

  @Test
  void what_is_refused_is_an_exception_of_the_client() {
    assertThatThrownBy(() -> client.chat().completions().create(chat().logprobs(true).build()))
        .isInstanceOfSatisfying(
            BadRequestException.class, e -> assertThat(e.param()).hasValue("logprobs"));
  }

  @Test
  void a_response_goes_on_with_the_one_before() {
    Response first =
        client
            .responses()
            .create(
                ResponseCreateParams.builder()
                    .model(MODEL)
                    .input("Hello! Who are you?")
                    .maxOutputTokens(8)
                    .build())
            .validate();
    Response second =
        client
            .responses()
            .create(
                ResponseCreateParams.builder()
                    .model(MODEL)
                    .previousResponseId(first.id())
                    .input("And now?")
                    .maxOutputTokens(8)
                    .build())
            .validate();
    assertThat(second.previousResponseId()).hasValue(first.id());
    assertThat(client.responses().retrieve(second.id()).output()).isEqualTo(second.output());
  }

  @Test
  void speech_and_pictures_are_bytes() throws IOException {
    SpeechCreateParams speech =
        SpeechCreateParams.builder()
            .model("tts-1")
            .voice(SpeechCreateParams.Voice.ofString("alloy"))
            .input("Hello.")
            .responseFormat(SpeechCreateParams.ResponseFormat.WAV)
            .build();
    try (HttpResponse sound = client.audio().speech().create(speech)) {
      assertThat(new String(sound.body().readNBytes(4), StandardCharsets.US_ASCII))
          .isEqualTo("RIFF");
    }
    ImagesResponse drawn =
        client
            .images()
            .generate(
                ImageGenerateParams.builder()
                    .model("gpt-image-1")
                    .prompt("a red boat")
                    .size(ImageGenerateParams.Size.of("64x64"))
                    .putAdditionalBodyProperty("steps", JsonValue.from(1))
                    .build())
            .validate();
    byte[] png =
        Base64.getDecoder().decode(drawn.data().orElseThrow().get(0).b64Json().orElseThrow());
    assertThat(new String(png, 1, 3, StandardCharsets.US_ASCII)).isEqualTo("PNG");
  }

  @Test
  void a_file_is_run_as_a_batch(@TempDir Path folder) throws IOException {
    Path lines = folder.resolve("lines.jsonl");
    Files.writeString(
        lines,
        "{\"custom_id\":\"one\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
            + "{\"model\":\"gpt-4o-mini\",\"max_tokens\":4,\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"Hi\"}]}}");
    FileObject file =
        client
            .files()
            .create(FileCreateParams.builder().file(lines).purpose(FilePurpose.BATCH).build())
            .validate();
    Batch batch =
        client
            .batches()
            .create(
                BatchCreateParams.builder()
                    .inputFileId(file.id())
                    .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                    .completionWindow(BatchCreateParams.CompletionWindow._24H)
                    .build())
            .validate();
    Batch over =
        await()
            .until(() -> client.batches().retrieve(batch.id()), b -> b.completedAt().isPresent());
    assertThat(over.requestCounts().orElseThrow().completed()).isEqualTo(1);
    try (HttpResponse output = client.files().content(over.outputFileId().orElseThrow())) {
      assertThat(new String(output.body().readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"custom_id\":\"one\"", "\"object\":\"chat.completion\"");
    }
    assertThat(client.files().delete(file.id()).deleted()).isTrue();
  }
}
