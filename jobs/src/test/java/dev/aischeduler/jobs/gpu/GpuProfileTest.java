package dev.aischeduler.jobs.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The Maven profile {@code gpu}, read from the build's own files. */
final class GpuProfileTest {
  private static final String RUNTIME = "com.microsoft.onnxruntime";

  private final XPath xpath = XPathFactory.newInstance().newXPath();
  private final Document root = read("pom.xml");
  private final Document jobs = read("jobs/pom.xml");

  private static Document read(String file) {
    File pom = Path.of(System.getProperty("ai_scheduler.home", "..")).resolve(file).toFile();
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom);
    } catch (Exception e) {
      throw new AssertionError(pom + " cannot be read", e);
    }
  }

  private List<String> values(Document pom, String path) throws Exception {
    NodeList nodes = (NodeList) xpath.evaluate(path, pom, XPathConstants.NODESET);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      values.add(nodes.item(i).getTextContent());
    }
    return values;
  }

  private static String artifactsOf(String group) {
    return "//dependency[groupId='" + group + "']/artifactId";
  }

  @Test
  void there_is_one_onnx_runtime_and_the_profile_only_changes_which() throws Exception {
    assertThat(values(jobs, artifactsOf(RUNTIME))).containsExactly("${onnxruntime.artifact}");
    assertThat(values(root, artifactsOf(RUNTIME))).containsExactly("${onnxruntime.artifact}");
    assertThat(values(root, "/project/properties/onnxruntime.artifact"))
        .containsExactly("onnxruntime");
    assertThat(values(root, "//profile[id='gpu']/properties/onnxruntime.artifact"))
        .containsExactly("onnxruntime_gpu");
  }

  /** DJL asks for the one without CUDA, which would then lie beside the one with it. */
  @Test
  void djl_depends_on_no_onnx_runtime_of_its_own() throws Exception {
    assertThat(values(root, "//dependency[artifactId='onnxruntime-engine']//exclusion/groupId"))
        .containsExactly(RUNTIME);
  }

  @Test
  void only_the_profile_adds_cuda_and_nothing_else() throws Exception {
    assertThat(values(jobs, "/project/dependencies" + artifactsOf("org.bytedeco"))).isEmpty();
    assertThat(values(jobs, "//profile[id='gpu']" + artifactsOf("org.bytedeco")))
        .containsExactly("cuda");
    assertThat(values(root, "//dependency[groupId='org.bytedeco']//exclusion/artifactId"))
        .containsExactly("*");
  }

  @Test
  void both_builds_keep_their_libraries_apart() throws Exception {
    assertThat(values(root, "//libraries.folder")).containsExactly("lib", "lib-gpu");
  }
}
