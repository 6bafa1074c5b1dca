/** The files of a model: which names and contents are allowed, checksums, the manifest. */
@NullMarked
package dev.aischeduler.jobs.model.hub.files;

import org.jspecify.annotations.NullMarked;
