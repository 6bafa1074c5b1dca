package dev.aischeduler.web.onebot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.onebot.conversation.BotCommand.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BotCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello|CHAT|hello",
        "/draw a cat|DRAW|a cat",
        "/DRAW  a cat|DRAW|a cat",
        "/draw|DRAW|''",
        "/drawer|CHAT|/drawer",
        "draw a cat|CHAT|draw a cat",
        "画 一只猫|DRAW|一只猫",
        "画一只猫|DRAW|一只猫",
        "／画：一只猫|DRAW|一只猫",
        "画|DRAW|''",
        "画家是谁|CHAT|画家是谁",
        "/画家|DRAW|家",
        "说 早上好|SAY|早上好",
        "/say good morning|SAY|good morning",
        "说说你自己|CHAT|说说你自己",
        "状态|STATUS|''",
        "/status|STATUS|''",
        "状态不好|CHAT|状态不好",
        "取消|CANCEL|''",
        "/新话题|NEW|''",
        "帮助|HELP|''",
        "/unknown|CHAT|/unknown",
      })
  void a_message_is_read_as_what_it_asks_for(String text, Kind kind, String argument) {
    assertThat(BotCommand.parse(text)).isEqualTo(new BotCommand(kind, argument));
  }

  @Test
  void every_text_is_there_in_both_languages_with_the_same_arguments() {
    BotTexts texts = new BotTexts();
    var english = texts.all(BotLanguage.EN);
    var chinese = texts.all(BotLanguage.ZH);
    assertThat(chinese.keySet()).isEqualTo(english.keySet());
    english.forEach(
        (key, text) -> {
          for (String argument : new String[] {"{0}", "{1}", "{2}"}) {
            assertThat(String.valueOf(chinese.get(key)).contains(argument))
                .as(key + " " + argument)
                .isEqualTo(text.contains(argument));
          }
        });
  }
}
