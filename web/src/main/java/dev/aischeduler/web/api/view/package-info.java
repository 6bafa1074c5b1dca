/** What the API answers: records whose components are the JSON keys in snake_case. */
@NullMarked
package dev.aischeduler.web.api.view;

import org.jspecify.annotations.NullMarked;
