/** What a workflow is: read from YAML or JSON, checked before it is started. */
@NullMarked
package dev.aischeduler.engine.workflow.definition;

import org.jspecify.annotations.NullMarked;
