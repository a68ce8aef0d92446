/**
 * What happened in a run as a file: a page to look at with a browser, without a server or a network, and a trace that
 * Perfetto opens.
 */
@NullMarked
package dev.wove.report;

import org.jspecify.annotations.NullMarked;
