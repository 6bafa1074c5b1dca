/** Failed jobs by cause. */
@NullMarked
package dev.aischeduler.web.page.deadletters;

import org.jspecify.annotations.NullMarked;
