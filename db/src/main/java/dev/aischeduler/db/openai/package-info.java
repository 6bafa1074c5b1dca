/** What the API in OpenAI's shape keeps beside jobs and runs. */
@NullMarked
package dev.aischeduler.db.openai;

import org.jspecify.annotations.NullMarked;
