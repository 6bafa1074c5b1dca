@NullMarked
package dev.aischeduler.jobs.tts;

import org.jspecify.annotations.NullMarked;
