/** Commands for bulk runs. */
@NullMarked
package dev.aischeduler.web.cli.bulk;

import org.jspecify.annotations.NullMarked;
