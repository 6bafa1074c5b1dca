package dev.aischeduler.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client of one server. Thread-safe; to be made once and closed at the end.
 *
 * <p>Every call returns a {@link ClientResponse}, whatever the server and the network do, and
 * throws for wrong use alone: {@link IllegalStateException} when the client is closed. Names that
 * end with {@code Async} return at once; a callback is told the same response on a thread of the
 * client. A future that is cancelled, or a thread that is interrupted, gives the call up; its task
 * goes on.
 */
public final class AiScheduler implements AutoCloseable {
  private final Transport transport;
  private final Submissions submissions;
  private final TaskWait wait;
  private final TaskCalls tasks;
  private final BulkCalls bulk;

  private AiScheduler(Transport transport) {
    this.transport = transport;
    this.wait = new TaskWait(transport);
    this.submissions = new Submissions(transport, wait);
    this.tasks = new TaskCalls(transport, submissions, wait);
    this.bulk = new BulkCalls(transport);
  }

  /**
   * A client with what {@link Builder} does unless told otherwise. It connects with its first call.
   *
   * @param url such as {@code http://localhost:8080}
   * @throws IllegalArgumentException no address of a server
   */
  public static AiScheduler connect(String url) {
    return builder(url).build();
  }

  /**
   * Begins to describe a client.
   *
   * @param url such as {@code http://localhost:8080}
   * @throws IllegalArgumentException no address of a server
   */
  public static Builder builder(String url) {
    return new Builder(url);
  }

  /**
   * Asks a language model and waits for its text: {@code response.text()}.
   *
   * @param model engine name or installed model; null for the configured one
   * @param temperature 0..2; 0 always takes the likeliest token
   */
  public ClientResponse generateLLM(String prompt, @Nullable String model, double temperature) {
    return generateLLM(LlmRequest.builder(prompt).model(model).temperature(temperature).build());
  }

  /** The same, with every option. */
  public ClientResponse generateLLM(LlmRequest request) {
    return Sync.await(generateLLMAsync(request));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> generateLLMAsync(LlmRequest request) {
    return run(request);
  }

  /** The same, and tells a callback. */
  public CompletableFuture<ClientResponse> generateLLMAsync(
      String prompt,
      Consumer<ClientResponse> callback,
      @Nullable String model,
      double temperature) {
    LlmRequest request = LlmRequest.builder(prompt).model(model).temperature(temperature).build();
    return told(run(request), callback);
  }

  /** Asks a language model; its text comes piece by piece. */
  public LlmStream streamLLM(LlmRequest request) {
    return new LlmStream(transport, submissions, wait, request);
  }

  /** The same for a callback, on a thread of the client; completes at the end. */
  public CompletableFuture<ClientResponse> streamLLMAsync(
      LlmRequest request, Consumer<String> onPiece) {
    return transport.run(
        total(),
        call -> new StreamedText(transport, submissions, wait, call, onPiece).run(request));
  }

  /**
   * Has a text read aloud and waits for the sound, which is the artifact {@code speech.wav} of the
   * response's task, or of another name where the request has a format.
   *
   * @param voice engine name, installed voice, or a speaker; null for the configured one
   * @param speed 0.25..4; 1 is normal
   */
  public ClientResponse synthesizeTTS(String text, @Nullable String voice, double speed) {
    return synthesizeTTS(TtsRequest.builder(text).voice(voice).speed(speed).build());
  }

  /** The same, with every option. */
  public ClientResponse synthesizeTTS(TtsRequest request) {
    return Sync.await(synthesizeTTSAsync(request));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> synthesizeTTSAsync(TtsRequest request) {
    return run(request);
  }

  /** The same, and tells a callback. */
  public CompletableFuture<ClientResponse> synthesizeTTSAsync(
      String text, Consumer<ClientResponse> callback, @Nullable String voice, double speed) {
    TtsRequest request = TtsRequest.builder(text).voice(voice).speed(speed).build();
    return told(run(request), callback);
  }

  /**
   * Has a picture drawn and waits for it; it is the artifact {@code image.png} of the response's
   * task.
   *
   * @param width pixels, a multiple of 8
   * @param height pixels, a multiple of 8
   * @param useTurbo the model's fast way, where it has one
   * @param steps denoising steps
   */
  public ClientResponse generateImage(
      String prompt, int width, int height, boolean useTurbo, int steps) {
    return generateImage(picture(prompt, width, height, useTurbo, steps));
  }

  /** The same, with every option. */
  public ClientResponse generateImage(ImageRequest request) {
    return Sync.await(generateImageAsync(request));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> generateImageAsync(ImageRequest request) {
    return run(request);
  }

  /** The same, and tells a callback when the picture is there, or will not be. */
  public CompletableFuture<ClientResponse> generateImageAsync(
      String prompt,
      Consumer<ClientResponse> callback,
      int width,
      int height,
      boolean useTurbo,
      int steps) {
    return told(run(picture(prompt, width, height, useTurbo, steps)), callback);
  }

  /** State and result of a task: {@code response.task()}. */
  public ClientResponse status(UUID task) {
    return Sync.await(statusAsync(task));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> statusAsync(UUID task) {
    return get(TaskWait.statusPath(task));
  }

  /** What the server has and what it does with it: {@code response.json()}. */
  public ClientResponse resources() {
    return Sync.await(resourcesAsync());
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> resourcesAsync() {
    return get("/api/v1/system/resources");
  }

  /** Submits, follows, cancels and lists tasks, and fetches their files. */
  public TaskCalls tasks() {
    return tasks;
  }

  /** Runs manifests of many tasks. */
  public BulkCalls bulk() {
    return bulk;
  }

  private Duration total() {
    return transport.settings().totalTimeout();
  }

  private static ImageRequest picture(
      String prompt, int width, int height, boolean useTurbo, int steps) {
    return ImageRequest.builder(prompt).size(width, height).useTurbo(useTurbo).steps(steps).build();
  }

  private CompletableFuture<ClientResponse> run(JobRequest request) {
    return transport.run(total(), operation -> submissions.run(operation, request, null));
  }

  private CompletableFuture<ClientResponse> get(String path) {
    return transport.run(
        total(), operation -> transport.get(operation, path).thenApply(ClientResponse::of));
  }

  private static CompletableFuture<ClientResponse> told(
      CompletableFuture<ClientResponse> call, Consumer<ClientResponse> callback) {
    call.thenAccept(response -> Workers.tell(callback, response));
    return call;
  }

  /** Gives up every call that goes on; their responses say so. The tasks go on. */
  @Override
  public void close() {
    transport.close();
  }

  @Override
  public String toString() {
    return "AiScheduler[" + transport.settings().base() + "]";
  }

  /** Describes a client. For one thread. */
  public static final class Builder {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int CACHED = 100;

    private final URI base;
    private String apiKey = "";
    private Duration connectTimeout = CONNECT;
    private Duration requestTimeout = Duration.ofMinutes(1);
    private Duration totalTimeout = Duration.ofMinutes(10);
    private RetryPolicy retries = RetryPolicy.STANDARD;
    private int cached = CACHED;
    private @Nullable HttpClient http;

    private Builder(String url) {
      this.base = URI.create(url.replaceAll("/+$", ""));
      String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
      boolean known = scheme.equals("http") || scheme.equals("https");
      if (!known || base.getHost() == null || base.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "the address must be such as http://localhost:8080, without a key in it");
      }
    }

    /**
     * The secret of an API key. It is sent to this server alone and shown nowhere.
     *
     * @throws IllegalArgumentException when it has characters that no key has
     */
    public Builder apiKey(String secret) {
      if (!secret.matches("[\\x21-\\x7e]+")) {
        throw new IllegalArgumentException("a key has visible ASCII characters alone");
      }
      apiKey = secret;
      return this;
    }

    /** Longest time to connect; 10 s. Has no meaning with an HTTP client of one's own. */
    public Builder connectTimeout(Duration value) {
      connectTimeout = positive(value);
      return this;
    }

    /**
     * Longest silence of a connection, while an answer is awaited and between its parts; a minute.
     * Answers of longer tasks are asked for anew.
     */
    public Builder requestTimeout(Duration value) {
      requestTimeout = positive(value);
      return this;
    }

    /** Longest call, with its repetitions and the wait for its task; 10 minutes. */
    public Builder totalTimeout(Duration value) {
      totalTimeout = positive(value);
      return this;
    }

    /** How often requests that can be repeated are; {@link RetryPolicy#STANDARD}. */
    public Builder retries(RetryPolicy value) {
      retries = value;
      return this;
    }

    /** How many answers with an ETag are kept, to be asked for only when they changed; 100. */
    public Builder cache(int answers) {
      if (answers < 0) {
        throw new IllegalArgumentException("answers to keep are 0 or more");
      }
      cached = answers;
      return this;
    }

    /**
     * An HTTP client of one's own, with its proxy, trust and time to connect.
     *
     * @throws IllegalArgumentException when it follows redirects: it would send the key elsewhere
     */
    public Builder httpClient(HttpClient value) {
      if (value.followRedirects() != HttpClient.Redirect.NEVER) {
        throw new IllegalArgumentException("the HTTP client must not follow redirects");
      }
      http = value;
      return this;
    }

    private static Duration positive(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("a time-out is above 0");
      }
      return value;
    }

    /** The client. */
    public AiScheduler build() {
      ExecutorService workers =
          Executors.newCachedThreadPool(Workers.daemons("ai-scheduler-client"));
      ClientSettings settings =
          new ClientSettings(base, apiKey, requestTimeout, totalTimeout, retries);
      HttpClient client = http == null ? client(workers) : http;
      return new AiScheduler(new Transport(settings, client, workers, new ResponseCache(cached)));
    }

    private HttpClient client(ExecutorService workers) {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(connectTimeout)
          .executor(Workers.orCaller(workers))
          .build();
    }
  }
}
