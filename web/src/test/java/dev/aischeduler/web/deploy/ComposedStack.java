package dev.aischeduler.web.deploy;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs the services of compose.yaml without a Docker engine: images by buildah, each container in a
 * network namespace of its own with its own address on a bridge, named to the others. What the file
 * says of command, variables, volumes, folders in memory and secrets is what the containers get. It
 * needs root, and to be alone in its network and mount namespace (see {@code .ci/deploy-test}).
 * Used by one thread.
 */
final class ComposedStack implements AutoCloseable {
  private static final String BRIDGE = "aisbr0";

  private final ComposeFile compose;
  private final Path folder;
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final Map<String, String> containers = new LinkedHashMap<>();
  private final Map<String, Process> processes = new LinkedHashMap<>();
  private final List<Path> memory = new ArrayList<>();
  private final Path begun;

  /**
   * The network of all services; nothing runs yet.
   *
   * @param folder for volumes and logs; secrets are where the file says
   */
  ComposedStack(ComposeFile compose, Path folder) throws IOException, InterruptedException {
    this.compose = compose;
    this.folder = folder;
    run("ip", "link", "add", BRIDGE, "type", "bridge");
    run("ip", "addr", "add", "172.31.240.1/24", "dev", BRIDGE);
    run("ip", "link", "set", BRIDGE, "up");
    int free = 10;
    for (String service : compose.services().keySet()) {
      String fixed =
          compose.document().at("/services/" + service + "/networks/front/ipv4_address").asText();
      String address = fixed.isEmpty() ? "172.31.240." + free++ : fixed;
      addresses.put(service, address);
      connect(service, address);
    }
    this.begun = Files.createFile(folder.resolve("begun"));
  }

  private static void connect(String service, String address)
      throws IOException, InterruptedException {
    String outside = "v" + service;
    run("ip", "netns", "add", service);
    run("ip", "link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", service);
    run("ip", "link", "set", outside, "master", BRIDGE);
    run("ip", "link", "set", outside, "up");
    run("ip", "-n", service, "addr", "add", address + "/24", "dev", "eth0");
    run("ip", "-n", service, "link", "set", "eth0", "up");
    run("ip", "-n", service, "link", "set", "lo", "up");
  }

  /** Address of a service. */
  String address(String service) {
    String address = addresses.get(service);
    if (address == null) {
      throw new IllegalArgumentException(service);
    }
    return address;
  }

  /** Starts a service and waits until its health check passes. */
  void start(String name) throws IOException, InterruptedException {
    ComposeFile.Service service = service(name);
    JsonNode image = inspect(service.image());
    String container = containers.get(name);
    if (container == null) {
      List<String> from = new ArrayList<>(List.of("buildah", "from", "--pull-never"));
      addresses.forEach(
          (host, address) -> from.addAll(List.of("--add-host", host + ":" + address)));
      from.add(service.image());
      container = run(from.toArray(new String[0])).strip();
      containers.put(name, container);
    }
    List<String> command = new ArrayList<>(inNamespace(name));
    command.addAll(List.of("buildah", "run"));
    for (Map.Entry<String, String> variable : service.environment().entrySet()) {
      command.addAll(List.of("--env", variable.getKey() + "=" + variable.getValue()));
    }
    for (String mount : mounts(service, image)) {
      command.addAll(List.of("-v", mount));
    }
    command.addAll(List.of(container, "--"));
    command.addAll(words(image.path("Entrypoint")));
    command.addAll(service.command().isEmpty() ? words(image.path("Cmd")) : service.command());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
            .start();
    processes.put(name, process);
    await("health of " + name)
        .atMost(Duration.ofMinutes(3))
        .until(() -> ended(name) || healthy(name));
    if (!process.isAlive()) {
      throw new AssertionError(name + " ended: " + Files.readString(log(name)));
    }
  }

  /** True when a service's process is over. */
  boolean ended(String name) {
    Process process = processes.get(name);
    return process == null || !process.isAlive();
  }

  /** What a service wrote so far. */
  Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private List<String> mounts(ComposeFile.Service service, JsonNode image)
      throws IOException, InterruptedException {
    List<String> mounts = new ArrayList<>();
    String owner = image.path("User").asText();
    for (String volume : service.volumes()) {
      String[] parts = volume.split(":", 3);
      if (parts[0].startsWith(".")) {
        mounts.add(readable(parts[0]) + ":" + parts[1] + ":ro");
      } else {
        Path source = Files.createDirectories(folder.resolve("volumes").resolve(parts[0]));
        own(source, owner);
        mounts.add(source + ":" + parts[1]);
      }
    }
    for (String target : service.memoryFolders()) {
      Path source = folder.resolve("memory").resolve(service.name()).resolve(target.substring(1));
      if (Files.notExists(source)) {
        Files.createDirectories(source);
        // the flags that Docker gives such folders
        run("mount", "-t", "tmpfs", "-o", "noexec,nosuid,nodev,mode=1777", "tmpfs", "" + source);
        memory.add(source);
      }
      mounts.add(source + ":" + target);
    }
    for (String secret : service.secrets()) {
      mounts.add(compose.secret(secret) + ":/run/secrets/" + secret + ":ro");
    }
    return mounts;
  }

  /**
   * A file or folder of the sources. Docker gives a container's standard output to its user, and
   * buildah does not: nginx could not open it.
   */
  private Path readable(String name) throws IOException {
    Path source = ComposeFile.HOME.resolve(name).normalize();
    if (!name.endsWith("/nginx.conf")) {
      return source;
    }
    return Files.writeString(
        folder.resolve("nginx.conf"),
        Files.readString(source).replace("access_log /dev/stdout", "access_log off"));
  }

  private static void own(Path folder, String user) throws IOException, InterruptedException {
    if (!user.isEmpty()) {
      run("chown", user, folder.toString());
    }
  }

  /**
   * Runs the health check beside the service, as its user. Not by buildah, which would disturb what
   * it has mounted for the first process.
   */
  private boolean healthy(String name) throws IOException, InterruptedException {
    ComposeFile.Service service = service(name);
    List<ProcessHandle> inside = inside(name);
    if (inside.isEmpty()) {
      return false;
    }
    JsonNode image = inspect(service.image());
    List<String> check = service.healthCheck();
    if (check.isEmpty()) {
      check = words(image.at("/Healthcheck/Test"));
      check = check.subList(1, check.size());
    }
    List<String> command = new ArrayList<>(List.of("nsenter", "-t", "" + inside.get(0).pid()));
    command.addAll(List.of("--mount", "--net", "--root", "--wd"));
    String[] user = image.path("User").asText().split(":", 2);
    if (user.length == 2) {
      command.addAll(List.of("-S", user[0], "-G", user[1]));
    }
    command.add("env");
    command.addAll(words(image.path("Env")));
    command.addAll(check);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name + "-health").toFile()))
            .start();
    return process.waitFor() == 0;
  }

  /** The processes of a container, its first one first; buildah's own stand around it. */
  private List<ProcessHandle> inside(String name) {
    Process process = processes.get(name);
    if (process == null) {
      throw new IllegalArgumentException(name + " was not started");
    }
    return process.descendants().filter(ComposedStack::isInside).toList();
  }

  private static boolean isInside(ProcessHandle process) {
    Path about = Path.of("/proc", String.valueOf(process.pid()));
    try {
      return !Files.readSymbolicLink(about.resolve("root")).equals(Path.of("/"))
          && !Files.readString(about.resolve("cmdline")).startsWith("buildah");
    } catch (IOException e) {
      // it has ended
      return false;
    }
  }

  /** Ends a service by SIGTERM, as {@code docker stop} does; its exit code. */
  int stop(String name) throws InterruptedException {
    signal(name, "TERM");
    Process process = processes.get(name);
    if (process == null || !process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError(name + " does not stop");
    }
    return process.exitValue();
  }

  /** Ends a service by SIGKILL. */
  void kill(String name) throws InterruptedException {
    signal(name, "KILL");
    await().until(() -> ended(name));
  }

  /** Signals every process of a service but buildah's own. */
  private void signal(String name, String signal) throws InterruptedException {
    List<ProcessHandle> inside = inside(name);
    // the container's first process alone is told to stop; the kernel ends all others with it
    List<ProcessHandle> told = signal.equals("KILL") ? inside : inside.subList(0, 1);
    try {
      run(
          ("kill -"
                  + signal
                  + " "
                  + told.stream()
                      .map(child -> String.valueOf(child.pid()))
                      .collect(Collectors.joining(" ")))
              .split(" "));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Files that a container of the product wrote outside of its volumes: none may be. */
  List<String> strayFiles(String name) throws IOException, InterruptedException {
    String root = run("buildah", "mount", containers.get(name)).strip();
    String user = inspect(service(name).image()).path("User").asText().split(":", 2)[0];
    return run(
            "find",
            root,
            "-xdev",
            "-user",
            user,
            "-newer",
            begun.toString(),
            "-not",
            "-path",
            root + "/var/lib/ai-scheduler*")
        .lines()
        .toList();
  }

  private static List<String> inNamespace(String name) {
    return List.of("ip", "netns", "exec", name);
  }

  private ComposeFile.Service service(String name) {
    ComposeFile.Service service = compose.services().get(name);
    if (service == null) {
      throw new IllegalArgumentException(name);
    }
    return service;
  }

  /** What an image says of its processes. */
  private static JsonNode inspect(String image) throws IOException, InterruptedException {
    return Json.mapper()
        .readTree(run("buildah", "inspect", "--type", "image", image))
        .at("/Docker/config");
  }

  private static List<String> words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asText()));
    return words;
  }

  /**
   * Runs a command.
   *
   * @return its standard output
   */
  static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + output);
    }
    return output;
  }

  @Override
  public void close() throws IOException {
    try {
      for (String name : processes.keySet()) {
        if (!ended(name)) {
          kill(name);
        }
      }
      for (String container : containers.values()) {
        run("buildah", "rm", container);
      }
      // what is mounted cannot be deleted
      for (Path mounted : memory) {
        run("umount", "--lazy", mounted.toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
