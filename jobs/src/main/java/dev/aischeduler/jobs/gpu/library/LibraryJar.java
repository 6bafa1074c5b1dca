package dev.aischeduler.jobs.gpu.library;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar of the class path that holds native libraries.
 *
 * @param jar its file; the name without {@code .jar} tells its version
 * @param folder folder inside the jar, with a slash at the end
 */
record LibraryJar(Path jar, String folder) implements LibrarySource {

  /**
   * The jar of the class path that holds a library.
   *
   * @param folder folder inside the jar, with a slash at the end
   * @param library file name of the library
   */
  static Optional<LibraryJar> find(ClassLoader classPath, String folder, String library)
      throws IOException {
    URL url = classPath.getResource(folder + library);
    if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
      return Optional.empty();
    }
    try {
      Path jar = Path.of(connection.getJarFileURL().toURI());
      return Optional.of(new LibraryJar(jar, folder));
    } catch (URISyntaxException e) {
      throw new IOException(url + " names no file", e);
    }
  }

  @Override
  public String version() {
    return String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "");
  }

  @Override
  public long size(String library) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return entry(zip, library).getSize();
    }
  }

  @Override
  public void copy(String library, Sink sink) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile());
        InputStream content = zip.getInputStream(entry(zip, library))) {
      sink.accept(content);
    }
  }

  private ZipEntry entry(ZipFile zip, String library) throws IOException {
    ZipEntry entry = zip.getEntry(folder + library);
    if (entry == null) {
      throw new IOException(jar + " holds no " + folder + library + "; download it again");
    }
    return entry;
  }
}
