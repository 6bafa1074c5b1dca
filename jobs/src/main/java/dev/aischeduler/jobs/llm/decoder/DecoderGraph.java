package dev.aischeduler.jobs.llm.decoder;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Inputs and outputs of an exported decoder, read from the graph itself, because exports differ.
 *
 * @param idType integers of {@code input_ids}, {@code attention_mask}, {@code position_ids}
 * @param cacheType numbers of the key/value cache
 * @param hasPositionIds whether {@code position_ids} is an input
 * @param presentByPast name of each cache input and of the output that continues it
 * @param keyValueHeads heads of the cache
 * @param headSize numbers of one head
 * @param vocabulary number of logits
 * @param floatLogits whether logits are 32-bit floats
 */
public record DecoderGraph(
    OnnxJavaType idType,
    OnnxJavaType cacheType,
    boolean hasPositionIds,
    Map<String, String> presentByPast,
    long keyValueHeads,
    long headSize,
    int vocabulary,
    boolean floatLogits) {
  public static final String INPUT_IDS = "input_ids";
  public static final String ATTENTION_MASK = "attention_mask";
  public static final String POSITION_IDS = "position_ids";
  public static final String LOGITS = "logits";
  private static final Set<String> KNOWN = Set.of(INPUT_IDS, ATTENTION_MASK, POSITION_IDS);
  private static final Pattern PAST = Pattern.compile("past_key_values\\.(\\d+\\.(?:key|value))");

  /**
   * Inspects a session.
   *
   * @throws IllegalArgumentException when the graph is no decoder with a key/value cache; the
   *     message names the input or output
   */
  public static DecoderGraph inspect(OrtSession session, LlmConfig config) throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    Map<String, String> presentByPast = new TreeMap<>();
    for (String name : inputs.keySet()) {
      Matcher past = PAST.matcher(name);
      if (past.matches()) {
        String present = "present." + past.group(1);
        info(outputs, present);
        presentByPast.put(name, present);
      } else if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "the graph has an unknown input " + name + "; export it as text-generation-with-past");
      }
    }
    if (presentByPast.isEmpty()) {
      throw new IllegalArgumentException(
          "the graph has no past_key_values inputs; export it as text-generation-with-past");
    }
    info(inputs, ATTENTION_MASK);
    TensorInfo cache = info(inputs, presentByPast.keySet().iterator().next());
    TensorInfo logits = info(outputs, LOGITS);
    long[] cacheShape = cache.getShape();
    long[] logitsShape = logits.getShape();
    return new DecoderGraph(
        info(inputs, INPUT_IDS).type,
        cache.type,
        inputs.containsKey(POSITION_IDS),
        new LinkedHashMap<>(presentByPast),
        known(cacheShape[1], config.keyValueHeads()),
        known(cacheShape[3], config.headSize()),
        (int) known(logitsShape[2], config.vocabulary()),
        logits.type == OnnxJavaType.FLOAT);
  }

  private static TensorInfo info(Map<String, NodeInfo> nodes, String name) {
    NodeInfo node = nodes.get(name);
    if (node != null && node.getInfo() instanceof TensorInfo tensor) {
      return tensor;
    }
    throw new IllegalArgumentException(
        "the graph has no tensor " + name + "; export it as text-generation-with-past");
  }

  private static long known(long dimension, long otherwise) {
    return dimension > 0 ? dimension : otherwise;
  }
}
