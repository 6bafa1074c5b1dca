package dev.aischeduler.jobs.llm.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no validator in GrammarFilterProperties knows. */
final class SchemaCompilerTest {

  private static Rule rule(String schema) throws Exception {
    return SchemaCompiler.compile(
        "schema", Json.mapper().readTree(schema.replace('\'', '"')), true);
  }

  @Test
  void an_address_has_one_name_and_a_host_with_a_domain() throws Exception {
    Rule rule = rule("{'type':'string','format':'email'}");
    for (String address : List.of("a@b.de", "ada.love+lace@mail-2.example.org", "A_1-x@x.co.uk")) {
      assertThat(Texts.matches(rule, '"' + address + '"')).as(address).isTrue();
    }
    for (String none : List.of("", "a@b", "@b.de", "a@@b.de", "a b@c.de", ".a@b.de", "a@-b.de")) {
      assertThat(Texts.matches(rule, '"' + none + '"')).as(none).isFalse();
    }
  }

  @Test
  void a_tuple_may_be_written_as_before_draft_2020() throws Exception {
    Rule rule =
        rule(
            "{'type':'array','items':[{'type':'integer'},{'type':'null'}],'minItems':2,"
                + "'additionalItems':{'type':'boolean'}}");
    for (String one : List.of("[1, null]", "[1,null,true]", "[-7,null, false, true]")) {
      assertThat(Texts.matches(rule, one)).as(one).isTrue();
    }
    for (String none : List.of("[]", "[1]", "[null,1]", "[1,null,null]", "[1,true]")) {
      assertThat(Texts.matches(rule, none)).as(none).isFalse();
    }
  }
}
