/** Commands about models: {@code models} and its verbs. */
@NullMarked
package dev.aischeduler.web.cli.models;

import org.jspecify.annotations.NullMarked;
