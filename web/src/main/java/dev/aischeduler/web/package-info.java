@NullMarked
package dev.aischeduler.web;

import org.jspecify.annotations.NullMarked;
