package dev.aischeduler.jobs.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.Miniatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageRequestRulesTest {
  @TempDir private static Path installed;

  @Test
  void defaults_are_filled_in_from_the_model() throws Exception {
    assertThat(complete("{'prompt':'cat'}"))
        .isEqualTo(
            Miniature.json(
                "{'prompt':'cat','negative_prompt':'','width':512,'height':512,'steps':20,"
                    + "'use_turbo':false,'guidance_scale':5.0,'n':1,'sampler':'ddim',"
                    + "'model':'sd1.5-turbo'}"));
  }

  @Test
  void turbo_takes_the_models_own_guidance_unless_the_request_names_one() throws Exception {
    assertThat(complete("{'prompt':'cat','use_turbo':true}").guidanceScale()).isEqualTo(3);
    assertThat(complete("{'prompt':'cat','use_turbo':true,'guidance_scale':9}").guidanceScale())
        .isEqualTo(9);
  }

  @Test
  void an_installed_turbo_model_needs_no_declaration_and_may_prefer_euler() throws Exception {
    Path scheduler = Files.createDirectories(installed.resolve("my-turbo/scheduler"));
    Files.writeString(
        scheduler.resolve("scheduler_config.json"),
        "{\"_class_name\":\"EulerDiscreteScheduler\",\"timestep_spacing\":\"trailing\"}");
    ImageRequest complete = complete("{'prompt':'cat','use_turbo':true,'model':'my-turbo'}");
    assertThat(complete.guidanceScale()).isEqualTo(1);
    assertThat(complete.sampler()).isEqualTo("euler");
  }

  @Test
  void a_complete_request_stays_as_it_is() throws Exception {
    ImageRequest complete =
        complete(
            "{'prompt':'cat','negative_prompt':'dog','width':64,'height':1024,'steps':50,"
                + "'use_turbo':true,'guidance_scale':0,'seed':-3,'n':4,'sampler':'euler',"
                + "'model':'image-mini'}");
    ImageRequest stored =
        Json.mapper().readValue(Json.mapper().writeValueAsString(complete), ImageRequest.class);
    assertThat(rules().complete(stored)).isEqualTo(complete);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                       | prompt",
        "{'prompt':'  '}                                          | prompt",
        "{'prompt':'a\\u0000b'}                                   | prompt",
        "{'prompt':'a','negative_prompt':'\\ud800'}               | negative_prompt",
        "{'prompt':'a','width':0}                                 | width",
        "{'prompt':'a','width':56}                                | width",
        "{'prompt':'a','width':100}                               | width",
        "{'prompt':'a','height':1032}                             | height",
        "{'prompt':'a','height':-512}                             | height",
        "{'prompt':'a','steps':0}                                 | steps",
        "{'prompt':'a','steps':51}                                | steps",
        "{'prompt':'a','steps':26,'n':2}                          | steps",
        "{'prompt':'a','n':0}                                     | n",
        "{'prompt':'a','n':5}                                     | n",
        "{'prompt':'a','guidance_scale':-0.1}                     | guidance_scale",
        "{'prompt':'a','guidance_scale':30.1}                     | guidance_scale",
        "{'prompt':'a','sampler':'DDIM'}                          | sampler",
        "{'prompt':'a','model':'../etc'}                          | model",
      })
  void a_wrong_field_is_refused_by_name(String json, String field) {
    assertThatThrownBy(() -> complete(json))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void the_largest_accepted_work_is_accepted() throws Exception {
    assertThat(complete("{'prompt':'a','steps':25,'n':2}").n()).isEqualTo(2);
  }

  private static ImageRequest complete(String json) throws IOException {
    return rules().complete(Miniature.json(json));
  }

  private static ImageRequestRules rules() {
    return new ImageRequestRules(
        Miniature.settings("sd1.5-turbo", false, installed),
        Miniatures.catalogue(installed, false));
  }
}
