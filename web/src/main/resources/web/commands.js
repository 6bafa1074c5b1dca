// The commands that do what a form does, for a POSIX shell.

/** A word of the shell, whatever it holds. */
function word(text) {
  return /^[\w./:=@%+-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";
}

const OPTIONS = {
  llm: '-N',
  tts: "-H 'Accept: audio/wav' -o speech.wav",
  mp3: "-H 'Accept: audio/mpeg' -o speech.mp3",
  image: "-H 'Accept: image/png' -o picture.png",
};

/** The curl line that posts a body; what the type makes is saved, or shown as it comes. */
export function curl(path, type, body) {
  const json = type === 'llm' ? body.replace(/}$/, ',"stream":true}') : body;
  const mp3 = type === 'tts' && JSON.parse(body).format === 'mp3';
  const options = mp3 ? OPTIONS.mp3 : OPTIONS[type];
  const begin = ['curl', options, word(location.origin + path)].filter(Boolean).join(' ');
  return [begin, "-H 'Content-Type: application/json'", '-d ' + word(json)].join(' \\\n  ');
}

/**
 * The line of the command-line client.
 *
 * @param form its fields say by data-cli which option they are; an empty one is the argument itself
 * @param values of the request, by name, as JSON
 */
export function cli(form, type, values, body) {
  const known = ['llm', 'tts', 'image'].includes(type);
  if (!known || values.messages) {
    return 'echo ' + word(body) + ' \\\n  | ./ai_scheduler submit --type ' + word(type) + ' - --url ' + word(location.origin);
  }
  const line = ['./ai_scheduler', type];
  for (const [name, json] of Object.entries(values)) {
    const option = form.elements[name]?.dataset?.cli;
    const text = json.startsWith('"') ? JSON.parse(json) : json;
    if (option === '') line.splice(2, 0, word(text.startsWith('-') ? ' ' + text : text));
    else if (option) line.push(option, word(text));
    else line.push('-f', word(name + '=' + json));
  }
  return line.join(' ') + ' --url ' + word(location.origin);
}
