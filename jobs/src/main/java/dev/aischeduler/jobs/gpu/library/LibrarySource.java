package dev.aischeduler.jobs.gpu.library;

import java.io.IOException;
import java.io.InputStream;

/** Native libraries that can be unpacked. */
interface LibrarySource {

  /** Name of this set of libraries with its version; a folder is named so. */
  String version();

  /** Bytes of a library, unpacked. */
  long size(String library) throws IOException;

  /** Hands out the bytes of a library. */
  void copy(String library, Sink sink) throws IOException;

  /** Takes the bytes of a library. */
  @FunctionalInterface
  interface Sink {
    /** Reads to the end. */
    void accept(InputStream content) throws IOException;
  }
}
