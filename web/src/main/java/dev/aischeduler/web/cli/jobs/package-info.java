/** Commands about jobs: submit, follow, list, cancel, retry them. */
@NullMarked
package dev.aischeduler.web.cli.jobs;

import org.jspecify.annotations.NullMarked;
