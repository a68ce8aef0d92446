/** What the core finds when a result is asked to write its report. Not for users. */
@NullMarked
package dev.wove.report.internal;

import org.jspecify.annotations.NullMarked;
