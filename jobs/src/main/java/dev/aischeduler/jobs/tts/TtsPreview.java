package dev.aischeduler.jobs.tts;

import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.TaskPreview;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.Sentence;
import dev.aischeduler.jobs.tts.text.Utterance;
import dev.aischeduler.jobs.tts.text.frontend.TextFrontEnd;
import dev.aischeduler.jobs.tts.voice.Voice;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells what a speech would say. It loads no weights. Thread-safe. */
final class TtsPreview implements TaskPreview<TtsRequest> {
  private final TtsHandler handler;
  private final Voices voices;
  private final SpeechReader reader;

  /** Made when first used; there are as many as kinds of voices, not as voices. */
  private final Map<Kind, TextFrontEnd> frontEnds = new ConcurrentHashMap<>();

  /** What a front end depends on. */
  private record Kind(MandarinScript script, Set<Language> languages) {}

  TtsPreview(TtsHandler handler, Voices voices, SpeechReader reader) {
    this.handler = handler;
    this.voices = voices;
    this.reader = reader;
  }

  @Override
  public Map<String, Object> of(TtsRequest request) {
    TtsRequest checked = handler.validate(request);
    Voices.Choice choice = voices.choose(checked);
    Voice.Description voice = describe(checked, choice);
    TextFrontEnd frontEnd =
        frontEnds.computeIfAbsent(
            new Kind(voice.script(), voice.languages()),
            kind -> new TextFrontEnd(kind.script(), kind.languages()));
    return values(choice, reader.read(checked, choice, voice, frontEnd::read));
  }

  private static Voice.Description describe(TtsRequest request, Voices.Choice choice) {
    String field = request.model() == null ? "voice" : "model";
    try {
      Voice.Description voice = Voice.describe(choice.folder().path());
      String unknown = SpeechReader.unknownSpeaker(choice, voice);
      if (unknown != null) {
        throw new InvalidRequestException("voice", unknown);
      }
      return voice;
    } catch (IOException e) {
      throw new InvalidRequestException(field, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Object> values(Voices.Choice choice, Script script) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model", choice.folder().name());
    values.put("languages", script.languages().stream().map(Language::code).toList());
    values.put("sentences", script.sentences().stream().map(TtsPreview::sentence).toList());
    values.put("skipped", script.skipped());
    return values;
  }

  private static Map<String, Object> sentence(Sentence sentence) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("written", sentence.written());
    values.put("words", sentence.words());
    values.put("runs", sentence.utterances().stream().map(TtsPreview::run).toList());
    return values;
  }

  private static Map<String, Object> run(Utterance utterance) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("language", utterance.language().code());
    values.put("words", utterance.words());
    values.put("text", utterance.text());
    return values;
  }
}
