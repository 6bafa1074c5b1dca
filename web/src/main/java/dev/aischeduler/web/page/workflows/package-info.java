/** Workflows: lists, one with its graph, and the editor. */
@NullMarked
package dev.aischeduler.web.page.workflows;

import org.jspecify.annotations.NullMarked;
