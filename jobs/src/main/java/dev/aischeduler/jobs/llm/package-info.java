@NullMarked
package dev.aischeduler.jobs.llm;

import org.jspecify.annotations.NullMarked;
