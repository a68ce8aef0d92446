/** The settings of all weaves of a process that do not say otherwise, and the things they refer to by name. */
@NullMarked
package dev.wove.config;

import org.jspecify.annotations.NullMarked;
