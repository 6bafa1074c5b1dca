/** Nodes: what each serves and whether it lives. */
@NullMarked
package dev.aischeduler.web.page.nodes;

import org.jspecify.annotations.NullMarked;
