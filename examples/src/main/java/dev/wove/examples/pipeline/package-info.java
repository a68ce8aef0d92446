/** Learns to tell kinds of cloth apart: a weave class in both languages, run as it is and with one task overridden. */
@NullMarked
package dev.wove.examples.pipeline;

import org.jspecify.annotations.NullMarked;
