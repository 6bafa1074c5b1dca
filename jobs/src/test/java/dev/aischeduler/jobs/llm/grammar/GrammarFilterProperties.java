package dev.aischeduler.jobs.llm.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.llm.Miniature;
import dev.aischeduler.jobs.llm.sampling.Sampling;
import dev.aischeduler.jobs.llm.sampling.TokenSampler;
import dev.aischeduler.jobs.llm.text.TokenBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The promise of constrained decoding, for any schema and whatever the model computes. */
final class GrammarFilterProperties {
  private static final int END = 2;
  private static final int VOCABULARY = 8192;
  private static final List<Sampling> SAMPLINGS =
      List.of(new Sampling(0, 1, 0, 1), new Sampling(1, 0.9, 20, 1.05), new Sampling(2, 1, 0, 1));

  private final TokenBytes tokens;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  GrammarFilterProperties() throws IOException {
    this.tokens = TokenBytes.read(Miniature.PATH.resolve("tokenizer.json"));
  }

  @Property(tries = 150)
  void an_answer_is_complete_valid_json_of_its_schema(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 2) int sampling,
      @ForAll @IntRange(min = 1, max = 150) int spare)
      throws Exception {
    JsonNode schema = new RandomSchema(seed).make();
    Rule rule = SchemaCompiler.compile("schema", schema, true);
    int budget = rule.least() + spare;
    GrammarFilter filter = new GrammarFilter(rule, tokens, Set.of(END), budget);
    String text = text(answer(filter, new Random(seed), SAMPLINGS.get(sampling), budget));
    assertThat(filter.complete()).as(text).isTrue();
    // Free members may come twice, which the product's own mapper refuses.
    JsonNode value = new ObjectMapper().readTree(text);
    assertThat(schemas.getSchema(schema).validate(value)).as("%s of %s", text, schema).isEmpty();
  }

  @Property(tries = 30)
  void what_is_cut_by_too_few_tokens_is_the_beginning_of_a_valid_answer(@ForAll long seed)
      throws Exception {
    Rule rule =
        SchemaCompiler.compile(
            "schema",
            Json.mapper()
                .readTree(
                    """
                    {"type":"object","required":["title","tags"],"properties":{
                      "title":{"type":"string","minLength":30},
                      "tags":{"type":"array","minItems":5,"items":{"type":"string"}}}}
                    """),
            true);
    GrammarFilter filter = new GrammarFilter(rule, tokens, Set.of(END), 8);
    byte[] bytes = answer(filter, new Random(seed), SAMPLINGS.get(1), 8);
    assertThat(filter.complete()).isFalse();
    State state = State.start(rule);
    for (byte value : bytes) {
      state = state.next(value & 0xFF);
      assertThat(state).isNotNull();
    }
  }

  private byte[] answer(GrammarFilter filter, Random random, Sampling sampling, int budget) {
    TokenSampler sampler = new TokenSampler(sampling, random.nextLong(), new long[0], filter);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    float[] logits = new float[VOCABULARY];
    for (int step = 0; step < budget; step++) {
      for (int id = 0; id < VOCABULARY; id++) {
        logits[id] = random.nextFloat() * 12;
      }
      int token = sampler.next(logits);
      if (token == END) {
        break;
      }
      for (int i = 0; i < tokens.length(token); i++) {
        bytes.write(tokens.at(token, i));
      }
    }
    return bytes.toByteArray();
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
