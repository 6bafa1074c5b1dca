package dev.aischeduler.jobs.gpu.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Native libraries that an administrator installed: looked for where the dynamic loader looks
 * ({@code LD_LIBRARY_PATH}, then its cache) and in CUDA's usual folders.
 *
 * @param folders folders to search, first first
 * @param cached libraries of the loader's cache, by name
 */
record SystemLibraries(List<Path> folders, Map<String, Path> cached) {
  private static final Pattern CACHE_LINE = Pattern.compile("\\s*(\\S+) \\(.*\\) => (/.*)");
  private static final int LDCONFIG_SECONDS = 5;

  /**
   * Those of this machine.
   *
   * @param searchPath the variable {@code LD_LIBRARY_PATH}; null when it is not set
   */
  static SystemLibraries here(@Nullable String searchPath) {
    List<Path> folders = new ArrayList<>(searched(searchPath));
    folders.addAll(cudaFolders(Path.of("/usr/local")));
    return new SystemLibraries(folders, cache());
  }

  /** The folders of a search path. */
  static List<Path> searched(@Nullable String searchPath) {
    return Stream.of(String.valueOf(searchPath == null ? "" : searchPath).split(":"))
        .filter(entry -> entry.startsWith("/"))
        .map(Path::of)
        .toList();
  }

  /** CUDA's library folders below a folder such as {@code /usr/local}, the newest version first. */
  static List<Path> cudaFolders(Path below) {
    TreeSet<Path> found = new TreeSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(below, "cuda*")) {
      all.forEach(folder -> found.add(folder.resolve("lib64")));
    } catch (IOException e) {
      return List.of();
    }
    return List.copyOf(found.descendingSet());
  }

  /** Libraries by name in the output of {@code ldconfig -p}. */
  static Map<String, Path> parse(String listing) {
    Map<String, Path> found = new LinkedHashMap<>();
    listing
        .lines()
        .map(CACHE_LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> found.putIfAbsent(line.group(1), Path.of(line.group(2))));
    return found;
  }

  private static Map<String, Path> cache() {
    try {
      Process ldconfig =
          new ProcessBuilder("/sbin/ldconfig", "-p")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String listing = new String(ldconfig.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return ldconfig.waitFor(LDCONFIG_SECONDS, TimeUnit.SECONDS) ? parse(listing) : Map.of();
    } catch (IOException e) {
      // Not a glibc system; its folders are still searched.
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  /** A library's file. */
  Optional<Path> find(String library) {
    return folders.stream()
        .map(folder -> folder.resolve(library))
        .filter(Files::isRegularFile)
        .findFirst()
        .or(() -> Optional.ofNullable(cached.get(library)).filter(Files::isRegularFile));
  }
}
