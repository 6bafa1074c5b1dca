package dev.aischeduler.jobs.tts.text.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToneSandhiTest {
  @ParameterizedTest
  @CsvSource({
    "一个, yi1 ge4, yi2 ge4",
    "一天, yi1 tian1, yi4 tian1",
    "一年, yi1 nian2, yi4 nian2",
    "一起, yi1 qi3, yi4 qi3",
    "第一次, di4 yi1 ci4, di4 yi1 ci4",
    "一月, yi1 yue4, yi1 yue4",
    "十一, shi2 yi1, shi2 yi1",
    "看一看, kan4 yi1 kan4, kan4 yi5 kan4",
    "二一四, er4 yi1 si4, er4 yi1 si4",
    "一百, yi1 bai3, yi4 bai3",
    "一万, yi1 wan4, yi2 wan4",
    "不是, bu4 shi4, bu2 shi4",
    "不来, bu4 lai2, bu4 lai2",
    "好不好, hao3 bu4 hao3, hao3 bu5 hao3",
    "了不起, liao3 bu5 qi3, liao3 bu5 qi3",
    "你好, ni3 hao3, ni3 hao3",
  })
  void only_the_tones_of_one_and_not_change(String characters, String written, String spoken) {
    List<String> syllables = new ArrayList<>(List.of(written.split(" ")));

    ToneSandhi.apply(characters, syllables);

    assertThat(String.join(" ", syllables)).isEqualTo(spoken);
  }
}
