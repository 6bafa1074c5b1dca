/** Speech and pictures. */
@NullMarked
package dev.aischeduler.web.openai.media;

import org.jspecify.annotations.NullMarked;
