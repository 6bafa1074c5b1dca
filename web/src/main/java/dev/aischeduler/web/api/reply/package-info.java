/** What callers are answered: JSON, problem documents, and the paths named in them. */
@NullMarked
package dev.aischeduler.web.api.reply;

import org.jspecify.annotations.NullMarked;
