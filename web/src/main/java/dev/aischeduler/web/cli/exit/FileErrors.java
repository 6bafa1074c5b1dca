package dev.aischeduler.web.cli.exit;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Errors of files as sentences: messages of Java are often only the name of the file. */
public final class FileErrors {
  private FileErrors() {}

  /** The file, if known, and the reason with the remedy. */
  public static String sentence(IOException e) {
    return e instanceof FileSystemException file && file.getFile() != null
        ? file.getFile() + ": " + reason(e)
        : reason(e);
  }

  /** The reason with the remedy, without the file's name. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder; check its name and the working folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied; give the user of this process the right, or name another place";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "a file is where a folder is needed; name another place";
    }
    if (e instanceof CharacterCodingException) {
      return "not UTF-8 text; convert it, for example with iconv -t UTF-8";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason() + "; name another place";
    }
    return String.valueOf(e.getMessage());
  }
}
