package dev.aischeduler.jobs.image.picture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.NodeList;

/** PNG files with texts in international text chunks ({@code iTXt}, UTF-8). */
public final class Png {
  private static final String FORMAT = "javax_imageio_png_1.0";
  private static final String TEXTS = "iTXt";

  private Png() {}

  /**
   * A PNG file.
   *
   * @param texts by keyword: 1..79 Latin-1 characters; written in this order
   */
  public static byte[] write(Picture picture, Map<String, String> texts) {
    var pixels = picture.pixels();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(pixels), writer.getDefaultWriteParam());
      metadata.mergeTree(FORMAT, chunks(texts));
      writer.setOutput(out);
      writer.write(new IIOImage(pixels, null, metadata));
    } catch (IIOInvalidTreeException e) {
      throw new IllegalArgumentException("texts " + texts.keySet() + " cannot be stored", e);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture could not be written to memory", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static IIOMetadataNode chunks(Map<String, String> texts) {
    IIOMetadataNode all = new IIOMetadataNode(TEXTS);
    texts.forEach(
        (keyword, text) -> {
          IIOMetadataNode chunk = new IIOMetadataNode("iTXtEntry");
          chunk.setAttribute("keyword", keyword);
          chunk.setAttribute("compressionFlag", "FALSE");
          chunk.setAttribute("compressionMethod", "0");
          chunk.setAttribute("languageTag", "");
          chunk.setAttribute("translatedKeyword", "");
          chunk.setAttribute("text", text);
          all.appendChild(chunk);
        });
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    root.appendChild(all);
    return root;
  }

  /**
   * The texts in a PNG file.
   *
   * @throws IOException when it is none
   */
  public static Map<String, String> texts(byte[] png) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
      reader.setInput(in);
      NodeList nodes =
          ((IIOMetadataNode) reader.getImageMetadata(0).getAsTree(FORMAT))
              .getElementsByTagName("iTXtEntry");
      Map<String, String> texts = new LinkedHashMap<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        IIOMetadataNode chunk = (IIOMetadataNode) nodes.item(i);
        texts.put(chunk.getAttribute("keyword"), chunk.getAttribute("text"));
      }
      return texts;
    } finally {
      reader.dispose();
    }
  }
}
