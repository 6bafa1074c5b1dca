package dev.aischeduler.config;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can be configured, as one immutable tree. JSON keys are the snake_case names of
 * the components; the path of a setting (for example {@code lanes.llm.max_attempts}) is the path of
 * its component. Values are validated when loaded, so a {@code Settings} in hand is always usable.
 *
 * @param lexicon how words are pronounced: reading of each, checked by those who speak
 */
public record Settings(
    Server server,
    Resources resources,
    Engines engines,
    Logging logging,
    Database database,
    Artifacts artifacts,
    Models models,
    Node node,
    Priority priority,
    Lanes lanes,
    Limits limits,
    Bulk bulk,
    Retention retention,
    Security security,
    Hub hub,
    Webhooks webhooks,
    Tracing tracing,
    Bot bot,
    Map<String, String> lexicon) {

  /** Keeps the order of the entries. */
  public Settings {
    lexicon = ordered(lexicon);
  }

  /** CPU threads that a step of the gpu lanes computes with, at least 1. */
  public int threadsOfDevice() {
    return resources.deviceThreads() == 0 ? server.threadPoolSize() : resources.deviceThreads();
  }

  /** CPU threads that speech computes with, at least 1. */
  public int threadsOfSpeech() {
    return resources.speechThreads() == 0 ? server.threadPoolSize() : resources.speechThreads();
  }

  /** The lanes whose jobs this node runs: those that ask for a label that it offers. */
  public List<TaskType> servedLanes() {
    return node.labels().stream().flatMap(label -> lanes.asking(label).stream()).toList();
  }

  /**
   * The HTTP server and the process.
   *
   * @param host address to listen on; anything but loopback needs {@code security.api_key} or
   *     {@code security.required}
   * @param publicUrl address by which browsers reach the server through a reverse proxy; empty for
   *     none
   * @param trustedProxies addresses and networks, between commas, whose word on the client counts
   * @param proxyHeader header that they name the client in: X-Forwarded-For or Forwarded
   * @param corsOrigins sites, between commas, whose pages may call the API; {@code *} for every
   *     one, empty for none
   * @param port TCP port; 0 picks a free one
   * @param threadPoolSize compute threads of this node (speech pool, ONNX Runtime); default: CPU
   *     cores
   * @param waitS default seconds that a synchronous request waits for its result
   * @param openaiWaitS seconds that a call of the API in OpenAI's shape waits for its end
   * @param drainS seconds that running jobs get to finish on shutdown before they are put back
   * @param maxBodyBytes largest accepted request body, but for bulk submissions
   * @param maxBulkBodyBytes largest accepted body of a bulk submission
   * @param maxBodyBytesInFlight bytes of request bodies that are held at once over all callers
   * @param maxBlockedCallers callers that may wait for a result or follow a stream at once
   * @param tls how connections are encrypted
   */
  public record Server(
      String host,
      String publicUrl,
      String trustedProxies,
      String proxyHeader,
      String corsOrigins,
      int port,
      int threadPoolSize,
      int waitS,
      int openaiWaitS,
      int drainS,
      int maxBodyBytes,
      int maxBulkBodyBytes,
      long maxBodyBytesInFlight,
      int maxBlockedCallers,
      Tls tls) {}

  /**
   * The certificate of the server: a key store or two PEM files, or neither for plain HTTP.
   *
   * @param keystore PKCS#12 or JKS file; empty for none
   * @param keystorePassword its password; a secret
   * @param keystorePasswordFile file that holds the password instead; empty for none
   * @param certificate PEM file of the certificate and those that vouch for it; empty for none
   * @param key PEM file of its private key; empty for none
   */
  public record Tls(
      String keystore,
      String keystorePassword,
      String keystorePasswordFile,
      String certificate,
      String key) {
    /** True when the server speaks HTTPS. */
    public boolean on() {
      return !keystore.isEmpty() || !certificate.isEmpty();
    }

    /** Leaves the password out, so that no log can show it. */
    @Override
    public String toString() {
      return "Tls[keystore=" + keystore + ", certificate=" + certificate + ", key=" + key + "]";
    }
  }

  /**
   * What the lanes share.
   *
   * @param maxConcurrentTasks jobs that may run at once on this node, over all lanes
   * @param deviceShare false lets a job hold the device for its whole length instead of sharing it
   * @param deviceThreads CPU threads that a step of the gpu lanes computes with; 0 for {@code
   *     server.thread_pool_size}
   * @param speechThreads CPU threads that speech computes with; 0 for {@code
   *     server.thread_pool_size}
   * @param devices of the gpu lanes: {@code auto}, {@code cpu}, or GPUs by index or UUID, separated
   *     by commas
   * @param libraryCache folder in which native libraries are unpacked once; {@code ~/} is the
   *     user's home
   * @param deviceMemoryMb MiB of each device that models may take; 0 for all it has
   * @param laneMemoryMb what each lane may take of it
   */
  public record Resources(
      GpuAllocation gpuAllocation,
      int maxConcurrentTasks,
      boolean deviceShare,
      int deviceThreads,
      int speechThreads,
      String devices,
      String libraryCache,
      int deviceMemoryMb,
      LaneMemoryMb laneMemoryMb) {}

  /** MiB that the models of each lane may take; 0 for the lane's share. */
  public record LaneMemoryMb(@JsonValue Map<TaskType, Integer> byLane) {
    /** Keeps the order of the lanes. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LaneMemoryMb {
      byLane = ordered(byLane);
    }

    /** The limit of a lane, or 0. */
    public int of(TaskType lane) {
      return byLane.getOrDefault(lane, 0);
    }
  }

  /**
   * Shares of the device in percent, of each type that runs on devices; they add up to 100. The key
   * of a type is its name and {@code _percentage}.
   */
  public record GpuAllocation(@JsonIgnore Map<TaskType, Integer> percentages) {
    public static final String SUFFIX = "_percentage";

    /** Keeps the order of the types. */
    public GpuAllocation {
      percentages = ordered(percentages);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static GpuAllocation read(Map<String, Integer> keys) {
      Map<TaskType, Integer> percentages = new LinkedHashMap<>();
      keys.forEach(
          (key, percent) ->
              percentages.put(
                  new TaskType(key.substring(0, key.length() - SUFFIX.length())), percent));
      return new GpuAllocation(percentages);
    }

    /** The keys and values of {@code config.json}. */
    @JsonValue
    Map<String, Integer> keys() {
      Map<String, Integer> keys = new LinkedHashMap<>();
      percentages.forEach((type, percent) -> keys.put(type.wireName() + SUFFIX, percent));
      return keys;
    }

    /** The types that run on devices. */
    public List<TaskType> types() {
      return List.copyOf(percentages.keySet());
    }
  }

  /**
   * Engine names; each resolves to an installed model or else to the miniature of its architecture.
   *
   * @param requireInstalled true makes a missing installed model an error
   * @param byType the configured engine name of each task type
   */
  public record Engines(boolean requireInstalled, @JsonAnyGetter Map<TaskType, String> byType) {
    /** Keeps the order of the types. */
    public Engines {
      byType = ordered(byType);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Engines read(ObjectNode keys) {
      Map<TaskType, String> byType = new LinkedHashMap<>();
      keys.properties().stream()
          .filter(key -> key.getValue().isTextual())
          .forEach(key -> byType.put(new TaskType(key.getKey()), key.getValue().textValue()));
      return new Engines(keys.path("require_installed").booleanValue(), byType);
    }

    /**
     * The configured engine name of a task type.
     *
     * @throws IllegalArgumentException for a type that this process does not know
     */
    public String of(TaskType type) {
      return known(byType, type);
    }
  }

  /**
   * The log.
   *
   * @param level DEBUG, INFO, WARNING, ERROR or FATAL
   * @param format text or json
   * @param file log file; empty for none (the console is always written)
   * @param fileMb MiB at which a new file is begun
   * @param totalMb most MiB of old files
   * @param keepDays days that old files are kept
   */
  public record Logging(
      String level, String format, String file, int fileMb, int totalMb, int keepDays) {}

  /**
   * The database.
   *
   * @param url JDBC URL of H2 or PostgreSQL
   * @param password empty with embedded H2 means: generated and kept in a file of mode 600
   */
  public record Database(String url, String username, String password, int poolSize) {
    /** Leaves the password out, so that no log can show it. */
    @Override
    public String toString() {
      return "Database[url=" + url + ", username=" + username + ", poolSize=" + poolSize + "]";
    }
  }

  /**
   * Where results are kept.
   *
   * @param path folder of the file store
   * @param store {@code file} (one node), {@code database} or {@code s3} (several nodes)
   * @param manifests folder whose files schedules may run as bulk runs
   * @param s3 the object store of {@code s3}
   */
  public record Artifacts(String path, String store, int retentionDays, String manifests, S3 s3) {}

  /**
   * A bucket of an object store that speaks the protocol of S3.
   *
   * @param endpoint address of the server; empty for Amazon's
   * @param region as the store names it
   * @param bucket where results are kept; empty for none
   * @param prefix begins the key of each object; may be empty
   * @param accessKey name of the access key; empty for the credentials that the machine has
   * @param secretKey its secret; a secret
   * @param pathStyle the bucket stands in the path of addresses and not in the host name
   * @param redirect downloads are answered with an address of the store that is valid for minutes
   */
  public record S3(
      String endpoint,
      String region,
      String bucket,
      String prefix,
      String accessKey,
      String secretKey,
      boolean pathStyle,
      boolean redirect) {
    /** Leaves the secret out, so that no log can show it. */
    @Override
    public String toString() {
      return "S3[endpoint=" + endpoint + ", bucket=" + bucket + ", prefix=" + prefix + "]";
    }
  }

  /**
   * Installed models.
   *
   * @param path folder with one sub-folder for each installed model
   * @param prewarm run each model once at load so that the first job is fast
   * @param keepAliveS seconds that a model without a job stays in memory; 0 for as long as its
   *     place is not needed
   */
  public record Models(String path, boolean prewarm, int keepAliveS) {}

  /**
   * This process.
   *
   * @param name unique among the nodes of one database; default: the host name
   * @param labels resource labels that this node offers; {@link #NO_JOBS} alone for none
   */
  public record Node(String name, List<String> labels) {
    /** In place of labels: the node runs no jobs. */
    public static final String NO_JOBS = "none";
  }

  /**
   * Queue order.
   *
   * @param agingSeconds seconds of waiting worth one priority step
   */
  public record Priority(int agingSeconds) {}

  /**
   * One lane for each task type that this process knows.
   *
   * @param byType in the order in which people see them
   */
  public record Lanes(@JsonValue Map<TaskType, Lane> byType) {
    /** Keeps the order of the lanes. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Lanes {
      byType = ordered(byType);
    }

    /** The lanes, which have the names of the task types. */
    public List<TaskType> types() {
      return List.copyOf(byType.keySet());
    }

    /** The lane with this name, or empty for one that this process does not know. */
    public Optional<TaskType> find(String name) {
      return byType.keySet().stream().filter(type -> type.wireName().equals(name)).findFirst();
    }

    /** The lanes that ask for a resource label. */
    public List<TaskType> asking(String label) {
      return byType.entrySet().stream()
          .filter(lane -> lane.getValue().label().equals(label))
          .map(Map.Entry::getKey)
          .toList();
    }

    /** The labels that lanes ask for, each once. */
    public Set<String> labels() {
      Set<String> labels = new LinkedHashSet<>();
      byType.values().forEach(lane -> labels.add(lane.label()));
      return labels;
    }

    /** The names, separated by commas, for messages. */
    public String names() {
      return String.join(", ", byType.keySet().stream().map(TaskType::wireName).toList());
    }

    /**
     * The lane of a task type.
     *
     * @throws IllegalArgumentException for a type that this process does not know
     */
    public Lane of(TaskType type) {
      return known(byType, type);
    }
  }

  /**
   * The queue of one task type; each value is a default that a job may override where the API says
   * so.
   *
   * @param label resource label that a node must offer to run its jobs
   * @param priority default priority of its jobs, 0..9, 9 first
   * @param maxConcurrent jobs of this lane that may run at once on this node
   * @param clusterMaxConcurrent jobs of this lane that may run at once on all nodes; 0 for any
   * @param maxQueued waiting jobs after which submissions get 429
   * @param maxAttempts runs before a job is failed for good
   * @param timeoutS seconds one attempt may take
   * @param backoffS wait before the first retry; doubles each time, with jitter
   * @param backoffMaxS upper bound of that wait
   * @param queueTimeoutS seconds a job may wait for its first start; 0 for ever
   * @param ratePerMinute most starts a minute over all nodes; 0 for any number
   * @param options what only this lane has, by name
   */
  public record Lane(
      String label,
      int priority,
      int maxConcurrent,
      int clusterMaxConcurrent,
      int maxQueued,
      int maxAttempts,
      int timeoutS,
      int backoffS,
      int backoffMaxS,
      int queueTimeoutS,
      int ratePerMinute,
      @JsonAnySetter @JsonAnyGetter Map<String, Long> options) {
    /** Keeps the order of the options. */
    public Lane {
      options = ordered(options);
    }

    /**
     * A setting that only this lane has.
     *
     * @throws IllegalArgumentException when it has none of that name
     */
    public int option(String name) {
      return Math.toIntExact(known(options, name));
    }
  }

  private static <K, V> Map<K, V> ordered(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static <K, V> V known(Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no settings for " + key + "; known: " + map.keySet());
    }
    return value;
  }

  /** Largest accepted requests. */
  public record Limits(
      int maxPromptChars,
      int maxTokens,
      int maxTextChars,
      int maxAudioS,
      int maxImageSide,
      int maxImages,
      int maxSteps,
      long maxPixelSteps) {}

  /** How long finished jobs, and entries of the audit, are kept. */
  public record Retention(int jobsDays, int auditDays) {}

  /**
   * Bulk runs.
   *
   * @param maxBodyBytes largest manifest as it is sent
   * @param maxManifestBytes largest manifest, unpacked
   * @param maxRows most rows of a manifest, without the header
   * @param yieldS seconds that an item of priority 0 or 1 waits longer than its priority says
   */
  public record Bulk(long maxBodyBytes, long maxManifestBytes, int maxRows, int yieldS) {}

  /**
   * Access control.
   *
   * @param apiKey an admin's key that is not in the database; empty for none; a secret
   * @param required true asks every request for a key, also while there is none
   * @param sessionIdleMinutes after which a login without requests is over
   * @param sessionHours after which every login is over
   * @param oidc login by an OpenID provider
   */
  public record Security(
      String apiKey, boolean required, int sessionIdleMinutes, int sessionHours, Oidc oidc) {
    /** Leaves the key out, so that no log can show it. */
    @Override
    public String toString() {
      return "Security[apiKey="
          + (apiKey.isEmpty() ? "(not set)" : "(hidden)")
          + ", required="
          + required
          + "]";
    }
  }

  /**
   * Login by an OpenID provider.
   *
   * @param issuer its address; empty for no such login
   * @param clientId name of this product at the provider
   * @param clientSecret its secret there; empty for a public client; a secret
   * @param clientSecretFile file that holds the secret instead; empty for none
   * @param scopes that are asked for, between spaces
   * @param roleClaim claim with the groups of a user; dots lead into objects
   * @param roles role of each group; a user without any may not log in
   * @param tenantClaim claim with the tenant of a user; empty for none
   * @param tenant of viewers and submitters whose token names none
   * @param allowedDomains domains of verified e-mail addresses, between commas; empty for any
   */
  public record Oidc(
      String issuer,
      String clientId,
      String clientSecret,
      String clientSecretFile,
      String scopes,
      String roleClaim,
      Map<String, String> roles,
      String tenantClaim,
      String tenant,
      String allowedDomains) {
    /** Keeps the order of the roles. */
    public Oidc {
      roles = ordered(roles);
    }

    /** True when users can log in by the provider. */
    public boolean on() {
      return !issuer.isEmpty();
    }

    /** Leaves the secret out, so that no log can show it. */
    @Override
    public String toString() {
      return "Oidc[issuer=" + issuer + ", clientId=" + clientId + "]";
    }
  }

  /**
   * How ends of jobs and runs are reported.
   *
   * @param secret one or two that sign, between commas; empty: no webhooks; a secret
   * @param allowedNetworks private networks whose receivers may be called, between commas
   * @param timeoutS seconds that a receiver has for its answer
   */
  public record Webhooks(String secret, String allowedNetworks, int timeoutS) {
    /** Leaves the secret out, so that no log can show it. */
    @Override
    public String toString() {
      return "Webhooks[secret="
          + (secret.isEmpty() ? "(not set)" : "(hidden)")
          + ", allowedNetworks="
          + allowedNetworks
          + "]";
    }
  }

  /**
   * Where traces of requests and jobs are sent.
   *
   * @param endpoint address of an OTLP receiver; empty: no traces
   * @param headers name=value pairs between commas that the receiver wants; a secret
   * @param sampleRatio share of the traces that begin here which are recorded, 0..1
   * @param serviceName name of this product in traces
   */
  public record Tracing(String endpoint, String headers, double sampleRatio, String serviceName) {
    /** True when requests and jobs are traced. */
    public boolean on() {
      return !endpoint.isEmpty();
    }

    /** Leaves the headers out, so that no log can show them. */
    @Override
    public String toString() {
      return "Tracing[endpoint=" + endpoint + ", sampleRatio=" + sampleRatio + "]";
    }
  }

  /**
   * Chat bots.
   *
   * @param onebot bots that speak OneBot v11
   */
  public record Bot(OneBot onebot) {}

  /**
   * Bots that speak OneBot v11, the protocol of QQ bots.
   *
   * @param enabled whether their messages are taken
   * @param secret that signs posted events; a secret
   * @param accessToken that their WebSocket brings and their HTTP API takes; empty: no WebSocket; a
   *     secret
   * @param apiUrl address of their HTTP API; empty for none
   * @param allowedGroups numbers between commas; {@code *} for every group, empty for none
   * @param allowedUsers the same for private chats
   * @param requireMention whether a message of a group must mention the bot
   * @param tenant of the jobs
   * @param priority of the jobs; -1 for what their lanes give
   * @param system instructions ahead of every conversation; empty for the model's own
   * @param historyTurns questions with their answers that the model is told of again
   * @param historyMinutes after which a turn is forgotten
   * @param maxChars longest message
   * @param messagesPerMinute of a person; 0 for any number
   * @param picturesPerDay of a person; 0 for any number
   * @param recordingsPerDay of a person; 0 for any number
   * @param maxAgeS seconds after which a message that arrives late is dropped
   * @param answerMinutes after which a message is not answered any more
   * @param answerChars characters after which an answer goes on in another message
   */
  public record OneBot(
      boolean enabled,
      String secret,
      String accessToken,
      String apiUrl,
      String allowedGroups,
      String allowedUsers,
      boolean requireMention,
      String tenant,
      int priority,
      String system,
      int historyTurns,
      int historyMinutes,
      int maxChars,
      int messagesPerMinute,
      int picturesPerDay,
      int recordingsPerDay,
      int maxAgeS,
      int answerMinutes,
      int answerChars) {
    /** Leaves the secrets out, so that no log can show them. */
    @Override
    public String toString() {
      return "OneBot[enabled=" + enabled + ", apiUrl=" + apiUrl + "]";
    }
  }

  /**
   * Where models are pulled from.
   *
   * @param url address of a Hugging Face style hub or of a mirror of it
   * @param token for private and gated repositories; empty for none; a secret
   */
  public record Hub(String url, String token) {
    /** Leaves the token out, so that no log can show it. */
    @Override
    public String toString() {
      return "Hub[url=" + url + ", token=" + (token.isEmpty() ? "(not set)" : "(hidden)") + "]";
    }
  }
}
